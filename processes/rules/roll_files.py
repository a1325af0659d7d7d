"""A roll as it came in a file: whose it is, and each row as a learner or as what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from processes.rules import roll_cells
from processes.rules.identity import Identity
from processes.rules.record_fields import FIELDS
from processes.rules.record_values import FieldProblem
from processes.rules.roll_cells import CellProblem, Misread
from processes.rules.roll_layouts import Column, Line, Sheet, Table, find_table
from processes.rules.thai import arabic_digits, clean_name, plain_code
from processes.terms import Grade, Sex


class FileFault(StrEnum):
    """Why a file as a whole is not the roll that is asked for."""

    NO_ROLL = "no_roll"
    NO_LEARNERS = "no_learners"
    NO_PERIOD = "no_period"
    TWO_PERIODS = "two_periods"
    OTHER_PERIOD = "other_period"
    NO_SCHOOL = "no_school"
    TWO_SCHOOLS = "two_schools"
    OTHER_SCHOOL = "other_school"


class WrongFile(ValueError):  # noqa: N818 -- the file is wrong, the program is not
    """Not the roll that is asked for; `found` is what stands there instead."""

    def __init__(self, fault: FileFault, found: str = "") -> None:
        super().__init__(fault)
        self.fault, self.found = fault, found


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose roll is asked for, and of when: the year of the Buddhist era, the round's number as its term."""

    code: str
    school: str
    year: int
    term: int


@dataclass(frozen=True, slots=True)
class PlannedLearner:
    """A row that can be taken. A blank cell that may be blank says nothing against what is recorded.

    `details` are the fields of the learner's record that are filled, as they are kept.
    """

    line: int
    prefix: str
    first_name: str
    last_name: str
    sex: Sex
    birth_on: date | None
    nationality: str
    identity: Identity
    grade: Grade
    room: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a row: its number in the file, the column or the record's field, what stands there."""

    line: int
    column: Column | str
    value: str
    problem: CellProblem | FieldProblem


@dataclass(frozen=True, slots=True)
class RollFile:
    """The rows of a file, named by its SHA-256; `mixed_eras`: some days are of the common era, some not."""

    learners: tuple[PlannedLearner, ...]
    troubles: tuple[Trouble, ...]
    mixed_eras: bool
    sha256: str = ""


Cells = Mapping[Column, str]
Details = dict[tuple[str, str], str]  # what a cell of a field reads as: most stand in many rows
Read = TypeVar("Read")
_SCHOOL_WORDS = re.compile("^(โรงเรียน|รร\\.?|ศูนย์พัฒนาเด็กเล็ก|ศพด\\.?)")


def roll_table(sheets: Sequence[Sheet], expected: Expected) -> Table:
    """The table of the expected school and period; raises `WrongFile`."""
    table = find_table(sheets)
    if table is None:
        raise WrongFile(FileFault.NO_ROLL)
    if not table.lines:
        raise WrongFile(FileFault.NO_LEARNERS)
    _check_school(table, expected)
    _check_period(table, expected)
    return table


def read_table(table: Table, today: date) -> RollFile:
    """Each line as a learner, or everything that is wrong with it."""
    learners: list[PlannedLearner] = []
    troubles: list[Trouble] = []
    eras: set[bool] = set()
    known: Details = {}
    for line in table.lines:
        row = _Row(line, dict(zip(table.columns, line.cells, strict=False)), today)
        details = row.details(zip(table.fields, line.cells[len(table.columns) :], strict=True), known)
        learner = row.learner(details)
        if learner and not row.troubles:
            learners.append(learner)
        troubles += row.troubles
        eras |= row.eras
    return RollFile(tuple(learners), tuple(troubles), len(eras) > 1)


class _Row:
    """A line that is being read; troubles are gathered, so that all of them are said at once."""

    def __init__(self, line: Line, cells: Cells, today: date) -> None:
        self.line, self.cells, self.today = line, cells, today
        self.troubles: list[Trouble] = []
        self.eras: set[bool] = set()

    def details(self, cells: Iterable[tuple[str, str]], known: Details) -> tuple[tuple[str, str], ...]:
        """The filled fields of the record; `known` remembers how a cell was read."""
        found = []
        for key, cell in cells:
            if cell and (key, cell) not in known:
                self._learn(key, cell, known)
            if value := known.get((key, cell)):
                found.append((key, value))
        return tuple(found)

    def _learn(self, key: str, cell: str, known: Details) -> None:
        read = self._try(key, cell, lambda text: roll_cells.read_detail(FIELDS[key], text, self.today))
        if read is not None:
            known[key, cell] = read

    def learner(self, details: tuple[tuple[str, str], ...] = ()) -> PlannedLearner | None:
        prefix = self._read(Column.PREFIX, roll_cells.read_prefix) or ""
        first = self._read(Column.FIRST_NAME, roll_cells.read_name)
        last = self._read(Column.LAST_NAME, roll_cells.read_name)
        sex = self._read(Column.SEX, lambda cell: roll_cells.read_sex(cell, prefix)) if prefix else None
        birth = self._read(Column.BIRTH, lambda cell: roll_cells.read_birth(cell, self.today))
        identity = self._read(Column.NUMBER, roll_cells.read_number)
        grade = self._read(Column.GRADE, roll_cells.read_grade)
        room = self._read(Column.ROOM, lambda cell: roll_cells.read_room(cell, grade[1])) if grade else None
        if birth:
            self.eras.add(birth.common_era)
        if not (first and last and sex and identity and grade and room):
            return None
        nationality = clean_name(self.cells.get(Column.NATIONALITY, ""))[:60]
        born = birth.on if birth else None
        named = (prefix, first, last, sex, born, nationality, identity, grade[0], room)
        return PlannedLearner(self.line.number, *named, details)

    def _read(self, column: Column, read: Callable[[str], Read]) -> Read | None:
        return self._try(column, self.cells.get(column, ""), read)

    def _try(self, column: Column | str, cell: str, read: Callable[[str], Read]) -> Read | None:
        try:
            return read(cell)
        except Misread as wrong:
            self.troubles.append(Trouble(self.line.number, column, cell, wrong.problem))
            return None


def same_school(written: str, school: str) -> bool:
    """Whether two names mean one school, with or without the word for it, spaces aside."""
    return _bare(written) == _bare(school)


def _bare(school: str) -> str:
    name = arabic_digits(clean_name(school)).replace(" ", "")
    return _SCHOOL_WORDS.sub("", name)


def _check_school(table: Table, expected: Expected) -> None:
    codes = {plain_code(text).replace("-", ""): text for text in _written(table, Column.CODE)}
    schools = {_bare(text): text for text in _written(table, Column.SCHOOL)}
    if not codes and not schools:
        raise WrongFile(FileFault.NO_SCHOOL)
    for named, own in ((codes, expected.code), (schools, _bare(expected.school))):
        if len(named) > 1:
            raise WrongFile(FileFault.TWO_SCHOOLS, ", ".join(sorted(named.values())[:3]))
        # A report may name a school by its code, too.
        if named and own not in named and expected.code not in named:
            raise WrongFile(FileFault.OTHER_SCHOOL, next(iter(named.values())))


def _check_period(table: Table, expected: Expected) -> None:
    years = {_digits(text) for text in _written(table, Column.YEAR)}
    terms = {_digits(text) for text in _written(table, Column.TERM)}
    if not years or not terms:
        raise WrongFile(FileFault.NO_PERIOD)
    found = " ".join(sorted(f"{term}/{year}" for year in years for term in terms)[:3])
    if len(years) > 1 or len(terms) > 1:
        raise WrongFile(FileFault.TWO_PERIODS, found)
    if (years, terms) != ({str(expected.year)}, {str(expected.term)}):
        raise WrongFile(FileFault.OTHER_PERIOD, found)


def _written(table: Table, column: Column) -> Iterator[str]:
    """What stands in a column, blanks left out; nothing when the column is not there."""
    if column in table.columns:
        place = table.columns.index(column)
        yield from filter(None, (line.at(place) for line in table.lines))


def _digits(text: str) -> str:
    return "".join(sign for sign in arabic_digits(text) if sign.isdecimal())
