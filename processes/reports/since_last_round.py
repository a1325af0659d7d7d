"""What changed of a unit since its figures last counted: by grade, and learner by learner (F3, F108)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, undefer

from processes.records.closing import ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Officer
from processes.records.rounds import Round
from processes.reports.receipts import CONTENT
from processes.rules.figures import Change, Figures, changes, figures_from_plain
from processes.rules.sealing import Cipher
from processes.terms import Grade, LeavingReason, Stream


class Kind(StrEnum):
    """How a learner's place on the roll differs from the one that was confirmed."""

    NEW = "new"
    LEFT = "left"
    CLASS = "class"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures that counted at the last close, beside those of now."""

    academic_year: int
    number: int
    before: Figures
    after: Figures

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.before, self.after)

    @property
    def grades(self) -> list[Grade]:
        """Every grade that has or had learners, in order."""
        return [grade for grade in Grade if grade in self.before.counts or grade in self.after.counts]


class Place(NamedTuple):
    """Where a learner stands: class and the keyed hash of the number."""

    grade: Grade
    room: str
    number_index: bytes | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A learner whose place differs: before and now, None where there is none; how who left has left."""

    kind: Kind
    name: str
    before: Place | None
    after: Place | None
    enrolment_id: int | None
    reason: LeavingReason | None = None
    left_at: datetime | None = None
    left_by: str = ""


def compared(session: Session, unit_id: int, after: Figures) -> Compared | None:
    """These figures beside those that counted at the last close; None where none did."""
    found = _last_line(session, unit_id)
    if found is None:
        return None
    line, year, number = found
    plain = json.loads(line.figures or "{}").get("own", {})
    return Compared(year, number, figures_from_plain(plain), after)


def differences(session: Session, cipher: Cipher, unit_id: int) -> dict[Kind, list[Difference]]:
    """Every learner of an institution who is not where the last confirmed roll has them, by kind."""
    found: dict[Kind, list[Difference]] = {kind: [] for kind in Kind}
    line = _last_line(session, unit_id)
    if line is not None:
        signed = _signed(session, cipher, line[0].confirmation_id or 0)
        for each in _compared(session, unit_id, signed):
            found[each.kind].append(each)
    return found


def _last_line(session: Session, unit_id: int) -> tuple[ClosingLine, int, int] | None:
    """The unit's own line of the last close in which it had figures; the latest of several counts."""
    wanted = (
        select(ClosingLine, Round.academic_year, Round.number)
        .join(Round, Round.id == ClosingLine.round_id)
        .where(ClosingLine.unit_id == unit_id, ClosingLine.stream == Stream.OWN)
        .where(ClosingLine.confirmation_id.is_not(None), ClosingLine.figures.is_not(None))
        .order_by(Round.opened_at.desc(), ClosingLine.id.desc())
        .limit(1)
    )
    row = session.execute(wanted).first()
    return (row[0], row[1], row[2]) if row else None


Signed = Mapping[int, tuple[str, Place]]


def _signed(session: Session, cipher: Cipher, confirmation_id: int) -> Signed:
    """The roll as it was signed: by learner, the name and place of then."""
    wanted = select(Confirmation).filter_by(id=confirmation_id).options(undefer(Confirmation.content))
    content = json.loads(cipher.unpack(session.scalars(wanted).one().content, CONTENT))
    return {
        id_: (
            f"{prefix}{first} {last}",
            Place(Grade(grade), room, cipher.index(number) if number else None),
        )
        for id_, number, prefix, first, last, _sex, _birth, grade, room in content["basis"] or ()
    }


def _compared(session: Session, unit_id: int, signed: Signed) -> Iterator[Difference]:
    standing = set()
    for row in session.execute(_standing(unit_id)):
        learner_id, name, after = row.id, f"{row.prefix}{row.first_name} {row.last_name}", Place(*row[5:])
        standing.add(learner_id)
        if learner_id not in signed:
            yield Difference(Kind.NEW, name, None, after, row.enrolment)
            continue
        before = signed[learner_id][1]
        if before[:2] != after[:2]:
            yield Difference(Kind.CLASS, name, before, after, row.enrolment)
        if before.number_index != after.number_index:
            yield Difference(Kind.NUMBER, name, before, after, row.enrolment)
    gone = {id_: known for id_, known in signed.items() if id_ not in standing}
    yield from _left(session, unit_id, gone)


def _standing(unit_id: int) -> Any:
    return (
        select(
            Learner.id,
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Enrolment.id.label("enrolment"),
            Enrolment.grade,
            Classroom.room,
            Learner.number_index,
        )
        .join(Enrolment, Enrolment.learner_id == Learner.id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
        .order_by(Learner.sort_key, Learner.id)
    )


def _left(session: Session, unit_id: int, gone: Signed) -> Iterator[Difference]:
    """Who was signed for and stands here no more, the last first, with how each enrolment here ended."""
    wanted = (
        select(Enrolment, Officer.name)
        .outerjoin(Officer, Officer.id == Enrolment.left_by)
        .where(and_(Enrolment.unit_id == unit_id, Enrolment.left_at.is_not(None)))
        .order_by(Enrolment.left_at.desc(), Enrolment.id.desc())
    )
    named = set()
    for enrolment, person in session.execute(wanted):
        if enrolment.learner_id in gone and enrolment.learner_id not in named:
            named.add(enrolment.learner_id)
            name, before = gone[enrolment.learner_id]
            reason, left_at = enrolment.leaving_reason, enrolment.left_at
            yield Difference(Kind.LEFT, name, before, None, enrolment.id, reason, left_at, person or "")
