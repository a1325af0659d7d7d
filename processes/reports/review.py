"""A unit as the tier above reviews it: what it confirmed, by whom, and what before (letter 7.1)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.reports.class_list import taken_off
from processes.reports.figures import OutsideFigures, outside_from_plain
from processes.reports.leavers import alone_in_both_roles
from processes.reports.receipts import versions
from processes.reports.roll import RollCount, roll_count
from processes.reports.since_last_round import Compared, compared
from processes.rules.figures import Change, Figures, changes, figures_from_plain
from processes.terms import Tier


@dataclass(frozen=True, slots=True)
class Signed:
    """A standing confirmation of one stream with its figures, and what changed since the version before."""

    confirmation: Confirmation
    own: Figures | None
    outside: OutsideFigures | None
    before: Confirmation | None
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The unit's case and what stands confirmed; `roll` and `taken_off` only for institutions."""

    case: Case
    signed: tuple[Signed, ...]
    roll: RollCount | None
    taken_off: int
    compared: Compared | None  # with the figures that counted at the last close (F3)
    alone: list[tuple[str, int]]  # who marked as not found and took off the same learners (X11)

    @property
    def receipts(self) -> str:
        """The numbers of what stands confirmed: of which versions this is the review."""
        return " ".join(each.confirmation.number for each in self.signed)


def under_review(session: Session, case_id: int) -> Reviewed:
    """The unit's case as it is reviewed; `NoResultFound` outside the session's scope."""
    wanted = select(Case).filter_by(id=case_id).options(joinedload(Case.unit))
    case = session.scalars(wanted).one()
    signed = tuple(_standing(versions(session, case_id).values()))
    own = next((each.own for each in signed if each.own is not None), None)
    since = compared(session, case.unit_id, own) if own is not None else None
    if case.tier is not Tier.INSTITUTION:
        return Reviewed(case, signed, None, 0, since, [])
    key = (session, case.round_id, case.unit_id)
    return Reviewed(case, signed, roll_count(*key), len(taken_off(*key)), since, alone_in_both_roles(*key))


def _standing(streams: Iterable[list[Confirmation]]) -> Iterator[Signed]:
    for newest_first in streams:
        if newest_first and newest_first[0].withdrawn_at is None:
            yield _signed(newest_first[0], newest_first[1] if newest_first[1:] else None)


def _signed(confirmation: Confirmation, before: Confirmation | None) -> Signed:
    own, outside = _figures(confirmation)
    earlier, _ = _figures(before) if before else (None, None)
    changed = changes(earlier, own) if earlier is not None and own is not None else ()
    return Signed(confirmation, own, outside, before, changed)


def _figures(confirmation: Confirmation) -> tuple[Figures | None, OutsideFigures | None]:
    plain = json.loads(confirmation.figures)
    own = figures_from_plain(plain["own"]) if "own" in plain else None
    outside = outside_from_plain(plain["other"]) if "other" in plain else None
    return own, outside
