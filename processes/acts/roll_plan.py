"""What an imported roll would do to the roll that stands: planned row by row, nothing written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from processes.acts.office import Office
from processes.acts.roll_elsewhere import (
    Arrivals,
    Come,
    Known,
    Rows,
    alike_elsewhere,
    arrivals_of,
    known_elsewhere,
)
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment, Learner
from processes.reports.particulars import records_of, values_of
from processes.rules.digest import Plain, digest
from processes.rules.roll_cells import CellProblem, short_prefix
from processes.rules.roll_files import PlannedLearner, RollFile, Trouble
from processes.rules.roll_layouts import Column
from processes.rules.thai import clean_name
from processes.terms import Grade, Sex


class Recorded(NamedTuple):
    """A learner who stands on the roll now."""

    enrolment_id: int
    revision: int
    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    nationality: str
    number_index: bytes | None
    grade: Grade
    room: str
    learner_id: int


class Held(NamedTuple):
    """What is recorded of a learner beyond the roll, and its revision; 0 where nothing is."""

    revision: int
    values: Mapping[str, str]


NOTHING = Held(0, {})


@dataclass(frozen=True, slots=True)
class Change:
    """A row that changes a learner: which columns of the roll differ, which fields of the record."""

    row: PlannedLearner
    recorded: Recorded
    columns: tuple[Column, ...]
    fields: tuple[str, ...] = ()
    held: Held = NOTHING


@dataclass(frozen=True, slots=True)
class Plan:
    """What accepting the file would do; `digest` names exactly this plan."""

    new: tuple[PlannedLearner, ...]
    returning: tuple[Come, ...]
    claims: tuple[Come, ...]
    waiting: tuple[Come, ...]
    changed: tuple[Change, ...]
    unchanged: int
    missing: tuple[Recorded, ...]  # on the roll, not in the file: listed, never removed
    troubles: tuple[Trouble, ...]
    digest: str

    @property
    def arriving(self) -> int:
        """How many children the unit says are with it who were not on its roll."""
        return len(self.new) + len(self.returning) + len(self.claims)

    @property
    def is_empty(self) -> bool:
        return not (self.arriving or self.changed)


def plan_of(office: Office, case: Case, file: RollFile) -> Plan:
    """Set the file against the roll and against every other roll of the country (letter 4.3.2 (1))."""
    troubles = [*file.troubles]
    indexes = [
        office.cipher.index(row.identity.number) if row.identity.number else None for row in file.learners
    ]
    rows = list(zip(file.learners, indexes, strict=True))
    sound = []
    for row, index, is_twice in _judged(rows):
        if is_twice:
            troubles.append(Trouble(row.line, *_named(row, index), CellProblem.TWICE_IN_FILE))
        else:
            sound.append((row, index))
    known = known_elsewhere(office, case, indexes)
    matched = _matched(_standing(office, case), sound, _held(office, case, file))
    alike = alike_elsewhere(office, case, matched.strangers)
    arrivals = arrivals_of(case, matched.strangers, known, alike)
    troubles += [*arrivals.troubles, *_taken_numbers(matched.changed, dict(sound), known)]
    troubles.sort(key=lambda each: each.line)
    return Plan(
        tuple(arrivals.new),
        tuple(arrivals.returning),
        tuple(arrivals.claims),
        tuple(arrivals.waiting),
        matched.changed,
        matched.unchanged,
        matched.missing,
        tuple(troubles),
        _digest(rows, arrivals, matched, troubles),
    )


def _judged(rows: Rows) -> Iterator[tuple[PlannedLearner, bytes | None, bool]]:
    """Each row, and whether it stands in the file already."""
    numbers: set[bytes] = set()
    persons: set[tuple[str, str, date | None]] = set()
    for row, index in rows:
        person = (row.first_name, row.last_name, row.birth_on)
        yield row, index, index in numbers if index else person in persons
        if index:
            numbers.add(index)
        else:
            persons.add(person)


def _named(row: PlannedLearner, index: bytes | None) -> tuple[Column, str]:
    """The cell by which a row is known."""
    if index:
        return Column.NUMBER, row.identity.number
    return Column.FIRST_NAME, f"{row.first_name} {row.last_name}"


def _taken_numbers(
    changed: Sequence[Change], indexes: Mapping[PlannedLearner, bytes | None], known: Mapping[bytes, Known]
) -> Iterator[Trouble]:
    """A learner of this roll cannot be given a number that stands on another."""
    for each in changed:
        index = indexes[each.row] if Column.NUMBER in each.columns else None
        if index and index in known and known[index].enrolment_id is not None:
            number = each.row.identity.number
            yield Trouble(each.row.line, Column.NUMBER, number, CellProblem.ON_ANOTHER_ROLL)


class Matched(NamedTuple):
    """The rows beside the roll as it stands: who is not on it, who differs, who is missing."""

    strangers: Rows
    changed: tuple[Change, ...]
    unchanged: int
    missing: tuple[Recorded, ...]


def _matched(standing: Sequence[Recorded], rows: Rows, held: Mapping[int, Held]) -> Matched:
    by_number = {each.number_index: each for each in standing if each.number_index}
    pairs: list[tuple[PlannedLearner, bytes | None, Recorded | None]] = []
    taken: set[int] = set()
    for row, index in rows:
        known = by_number.get(index) if index else None
        if known:
            taken.add(known.enrolment_id)
        pairs.append((row, index, known))
    by_name = defaultdict(list)
    for each in standing:
        by_name[_name(each)].append(each)
    strangers, changed, unchanged = [], [], 0
    for row, index, known in pairs:
        match = known or _by_name(row, by_name[_name(row)], taken)
        if match is None:
            strangers.append((row, index))
            continue
        taken.add(match.enrolment_id)
        columns, record = _differing(row, index, match), held.get(match.learner_id, NOTHING)
        fields = tuple(key for key, value in row.details if record.values.get(key) != value)
        if columns or fields:
            changed.append(Change(row, match, columns, fields, record))
        else:
            unchanged += 1
    missing = tuple(each for each in standing if each.enrolment_id not in taken)
    return Matched(strangers, tuple(changed), unchanged, missing)


def _name(each: PlannedLearner | Recorded) -> tuple[str, str]:
    return clean_name(each.first_name), clean_name(each.last_name)


def _by_name(row: PlannedLearner, namesakes: Sequence[Recorded], taken: set[int]) -> Recorded | None:
    """The one learner of this name and birth whom no number has found; a changed number keeps the learner.

    Where a birth is not known, the name alone must do, and only if one of the two has no number.
    """
    free = [each for each in namesakes if each.enrolment_id not in taken]
    born_alike = [each for each in free if row.birth_on and each.birth_on == row.birth_on]
    unsure = [
        each
        for each in free
        if not (row.birth_on and each.birth_on) and not (row.identity.number and each.number_index)
    ]
    found = born_alike or unsure
    return found[0] if len(found) == 1 else None


def _differing(row: PlannedLearner, index: bytes | None, recorded: Recorded) -> tuple[Column, ...]:
    differs = {
        Column.PREFIX: row.prefix != short_prefix(recorded.prefix),
        Column.FIRST_NAME: row.first_name != clean_name(recorded.first_name),
        Column.LAST_NAME: row.last_name != clean_name(recorded.last_name),
        Column.SEX: row.sex is not recorded.sex,
        Column.BIRTH: row.birth_on is not None and row.birth_on != recorded.birth_on,
        Column.NATIONALITY: bool(row.nationality) and row.nationality != recorded.nationality,
        Column.NUMBER: index is not None and index != recorded.number_index,
        Column.GRADE: row.grade is not recorded.grade,
        Column.ROOM: row.room != recorded.room,
    }
    return tuple(column for column, is_other in differs.items() if is_other)


def _standing(office: Office, case: Case) -> list[Recorded]:
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Enrolment.id,
            Learner.revision,
            Learner.prefix,
            Learner.first_name,
            Learner.last_name,
            Learner.sex,
            Learner.birth_on,
            Learner.nationality,
            Learner.number_index,
            Enrolment.grade,
            Classroom.room,
            Learner.id,
        )
        .join(Learner, Learner.id == Enrolment.learner_id)
        .join(Classroom, Classroom.id == Enrolment.classroom_id)
        .where(Enrolment.unit_id == case.unit_id, Enrolment.left_at.is_(None))
        .order_by(Learner.sort_key, Enrolment.id)
    )
    return [Recorded(*row) for row in office.session.execute(wanted)]


def _held(office: Office, case: Case, file: RollFile) -> dict[int, Held]:
    """The records of the roll by learner; sealed, so opened only where a row has more than the roll."""
    if not any(row.details for row in file.learners):
        return {}
    records = records_of(office.session, case.unit_id)
    return {key: Held(each.revision, values_of(office.cipher, each)) for key, each in records.items()}


def _digest(rows: Rows, arrivals: Arrivals, matched: Matched, troubles: Sequence[Trouble]) -> str:
    """The name of a plan: other rows, or another roll under them, give another."""
    written: Plain = [
        [[row.line, row.first_name, row.last_name, index.hex() if index else ""] for row, index in rows],
        [row.line for row in arrivals.new],
        [
            [
                *(each.row.line, each.recorded.enrolment_id, each.recorded.revision, each.held.revision),
                *(*each.columns, *each.fields),
            ]
            for each in matched.changed
        ],
        [each.enrolment_id for each in matched.missing],
        [
            [each.row.line, each.known.learner_id, each.known.revision, each.known.enrolment_id or 0]
            for each in (*arrivals.returning, *arrivals.claims)
        ],
        len(troubles),
    ]
    return digest(written)
