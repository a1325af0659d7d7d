"""Which class follows which: a whole roll goes up a year, its last class finishes (letter F3, 4.1)."""

from collections.abc import Collection

from processes.terms import Grade, UnitKind

GENERAL: tuple[Grade, ...] = tuple(grade for grade in Grade if grade not in {Grade.V1, Grade.V2, Grade.V3})
VOCATIONAL = (Grade.V1, Grade.V2, Grade.V3)
OF_CENTRES = (Grade.TK, Grade.A1, Grade.A2, Grade.A3)
# Where a stage of schooling ends, a learner may finish and go elsewhere.
STAGE_ENDS = frozenset({Grade.A3, Grade.P6, Grade.M3, Grade.M6, Grade.V3})
ROUNDS_A_YEAR = 2


def next_grade(kind: UnitKind, grade: Grade, offered: Collection[Grade]) -> Grade | None:
    """The grade after this one at a unit that teaches the grades `offered`; None where it finishes here.

    Within a stage a class goes on while the unit teaches any grade above it; from one stage to the next
    only where the unit teaches the next grade itself.
    """
    path = _path(kind, grade)
    above = path[path.index(grade) + 1 :]
    taught = above[:1] if grade in STAGE_ENDS else above
    return above[0] if set(taught) & set(offered) else None


def grade_to_open(kind: UnitKind, grade: Grade, offered: Collection[Grade]) -> Grade | None:
    """The grade that a growing unit would have to open for this class to go on; None where none is wanted."""
    path = _path(kind, grade)
    above = path[path.index(grade) + 1 :]
    return above[0] if above and next_grade(kind, grade, offered) is None else None


def may_finish(kind: UnitKind, grade: Grade) -> bool:
    """Whether a learner may leave as one who has finished: a stage ends here, or the child is at a centre."""
    return kind is UnitKind.CHILD_CENTRE or grade in STAGE_ENDS


def year_to_enter(academic_year: int, number: int, between_rounds: bool) -> int | None:
    """The academic year that a roll goes up into; None while its own year is not over.

    While a round is open, a roll may catch up with the round's year; after the last round of a year it
    may go on to the next.
    """
    if not between_rounds:
        return academic_year
    return academic_year + 1 if number >= ROUNDS_A_YEAR else None


def _path(kind: UnitKind, grade: Grade) -> tuple[Grade, ...]:
    if grade in VOCATIONAL:
        return VOCATIONAL
    return OF_CENTRES if kind is UnitKind.CHILD_CENTRE and grade in OF_CENTRES else GENERAL
