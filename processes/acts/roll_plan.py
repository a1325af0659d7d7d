"""What an imported roll would do to the roll that stands: planned row by row, nothing written."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from processes.acts.batches import in_batches
from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.learners import Classroom, Enrolment, Learner
from processes.reports.particulars import records_of, values_of
from processes.rules.digest import Plain, digest
from processes.rules.roll_cells import CellProblem, short_prefix
from processes.rules.roll_files import PlannedLearner, RollFile, Trouble
from processes.rules.roll_layouts import Column
from processes.rules.thai import clean_name
from processes.terms import Grade, Sex

BATCH = 500


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
    changed: tuple[Change, ...]
    unchanged: int
    missing: tuple[Recorded, ...]  # on the roll, not in the file: listed, never removed
    troubles: tuple[Trouble, ...]
    digest: str


def plan_of(office: Office, case: Case, file: RollFile) -> Plan:
    """Set the file against the roll and against every other roll of the country (letter 4.3.2 (1))."""
    troubles = [*file.troubles]
    indexes = [
        office.cipher.index(row.identity.number) if row.identity.number else None for row in file.learners
    ]
    rows = list(zip(file.learners, indexes, strict=True))
    elsewhere = _on_other_rolls(office, case, [index for index in indexes if index])
    sound = []
    for row, index, problem in _judged(rows, elsewhere):
        if problem is None:
            sound.append((row, index))
        else:
            troubles.append(Trouble(row.line, *_named(row, index), problem))
    return _matched(_standing(office, case), sound, troubles, _held(office, case, file))


Rows = Sequence[tuple[PlannedLearner, bytes | None]]


def _judged(
    rows: Rows, elsewhere: set[bytes]
) -> Iterator[tuple[PlannedLearner, bytes | None, CellProblem | None]]:
    """Each row with what is wrong with it beside others: twice in the file, or on another roll."""
    numbers: set[bytes] = set()
    persons: set[tuple[str, str, date | None]] = set()
    for row, index in rows:
        person = (row.first_name, row.last_name, row.birth_on)
        if index in numbers if index else person in persons:
            yield row, index, CellProblem.TWICE_IN_FILE
        elif index in elsewhere:
            yield row, index, CellProblem.ON_ANOTHER_ROLL
        else:
            yield row, index, None
        if index:
            numbers.add(index)
        else:
            persons.add(person)


def _named(row: PlannedLearner, index: bytes | None) -> tuple[Column, str]:
    """The cell by which a row is known."""
    if index:
        return Column.NUMBER, row.identity.number
    return Column.FIRST_NAME, f"{row.first_name} {row.last_name}"


def _matched(
    standing: Sequence[Recorded], rows: Rows, troubles: list[Trouble], held: Mapping[int, Held]
) -> Plan:
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
    new, changed, unchanged = [], [], 0
    for row, index, known in pairs:
        match = known or _by_name(row, by_name[_name(row)], taken)
        if match is None:
            new.append(row)
            continue
        taken.add(match.enrolment_id)
        columns, record = _differing(row, index, match), held.get(match.learner_id, NOTHING)
        fields = tuple(key for key, value in row.details if record.values.get(key) != value)
        if columns or fields:
            changed.append(Change(row, match, columns, fields, record))
        else:
            unchanged += 1
    missing = tuple(each for each in standing if each.enrolment_id not in taken)
    named = _digest(rows, new, changed, missing, troubles)
    troubles.sort(key=lambda each: each.line)
    return Plan(tuple(new), tuple(changed), unchanged, missing, tuple(troubles), named)


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


def _on_other_rolls(office: Office, case: Case, indexes: Sequence[bytes]) -> set[bytes]:
    """Which of the numbers stand on a roll of another unit."""
    found: set[bytes] = set()
    for batch in in_batches(indexes, BATCH):
        wanted = (
            select(Learner.number_index)
            .join(Enrolment, Enrolment.learner_id == Learner.id)
            .where(Learner.number_index.in_(batch), Enrolment.left_at.is_(None))
            .where(Enrolment.unit_id != case.unit_id)
        )
        found.update(filter(None, office.session.scalars(wanted)))
    return found


def _digest(
    rows: Rows,
    new: Sequence[PlannedLearner],
    changed: Sequence[Change],
    missing: Sequence[Recorded],
    troubles: Sequence[Trouble],
) -> str:
    """The name of a plan: other rows, or another roll under them, give another."""
    written: Plain = [
        [[row.line, row.first_name, row.last_name, index.hex() if index else ""] for row, index in rows],
        [row.line for row in new],
        [
            [
                *(each.row.line, each.recorded.enrolment_id, each.recorded.revision, each.held.revision),
                *(*each.columns, *each.fields),
            ]
            for each in changed
        ],
        [each.enrolment_id for each in missing],
        len(troubles),
    ]
    return digest(written)
