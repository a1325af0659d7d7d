"""Two versions of what a unit confirmed, or one and what stands now: figures, learners come and gone."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.learners import Enrolment
from processes.reports.figures import (
    OutsideFigures,
    figures_below,
    outside_figures,
    outside_from_plain,
    overall,
    overall_outside,
    roll_figures,
)
from processes.reports.receipts import CONTENT
from processes.rules.figures import Change, Figures, changes, figures_from_plain
from processes.rules.sealing import Cipher
from processes.terms import OUTSIDE_GRADES, Grade, Stream, Tier

NOTHING = Figures({})


class Side(NamedTuple):
    """One of the two: own learners, counts of other affiliations, and who is on it (None above a roll)."""

    own: Figures
    other: OutsideFigures
    learners: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between an earlier and a later side."""

    before: Side
    after: Side

    @property
    def changed(self) -> tuple[Change, ...]:
        return changes(self.before.own, self.after.own)

    @property
    def changed_cells(self) -> list[tuple[Grade, int, int]]:
        pairs = [
            (each, self.before.other.get(each, 0), self.after.other.get(each, 0)) for each in OUTSIDE_GRADES
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]

    @property
    def come(self) -> int | None:
        return self._difference(self.after, self.before)

    @property
    def gone(self) -> int | None:
        return self._difference(self.before, self.after)

    @staticmethod
    def _difference(one: Side, other: Side) -> int | None:
        if one.learners is None or other.learners is None:
            return None
        return len(one.learners - other.learners)


def with_content(session: Session, number: str) -> Confirmation | None:
    """A confirmation with the content that was signed, within what the session may see."""
    wanted = select(Confirmation).where(Confirmation.number == number.upper())
    return session.scalars(wanted.options(undefer(Confirmation.content))).one_or_none()


def signed_side(confirmation: Confirmation, cipher: Cipher) -> Side:
    """A version as it was signed; `InvalidTag` when its content was altered."""
    content = json.loads(cipher.unpack(confirmation.content, CONTENT))
    plain = content["figures"]
    own = figures_from_plain(plain["own"]) if "own" in plain else NOTHING
    other = outside_from_plain(plain["other"]) if "other" in plain else {}
    learners = content["basis"] if _is_a_roll(content["basis"]) else None
    return Side(own, other, None if learners is None else frozenset(line[0] for line in learners))


def _is_a_roll(basis: list[list[object]] | None) -> bool:
    """The basis of an institution is its roll; above it stands the list of the receipts it rests on."""
    return basis is not None and all(isinstance(line[0], int) for line in basis)


def side_now(session: Session, case: Case, stream: Stream) -> Side:
    """How the unit's figures stand at this moment, confirmed or not."""
    if stream is Stream.OTHER:
        return Side(NOTHING, outside_figures(session, case.round_id, case.unit_id), None)
    if case.tier is Tier.INSTITUTION:
        wanted = select(Enrolment.learner_id).where(
            Enrolment.unit_id == case.unit_id, Enrolment.left_at.is_(None)
        )
        return Side(roll_figures(session, case.unit_id), {}, frozenset(session.scalars(wanted)))
    below = figures_below(session, case.id)
    return Side(overall(below), overall_outside(below) if case.tier is Tier.PROVINCE else {}, None)
