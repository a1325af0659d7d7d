"""Counts of outside schools: how a cell is written, and which number asks for an explanation (4.2, N13)."""

from dataclasses import dataclass
from enum import StrEnum

from processes.terms import CountState

MOST = 2000  # learners of one grade of one school; more is a slip of the finger
NOT_OFFERED = "-"  # how a cell is written, and typed, for a grade the school does not have
FAR, FAR_PERCENT = 10, 30  # from the last round: by more learners than this, and by more in a hundred


Kept = int | list[int] | None


class Doubt(StrEnum):
    """What is odd about a number beside that of the last round."""

    GONE = "gone"  # none left where there were some: dissolved, or why not
    JUMP = "jump"
    DISSOLVED = "dissolved"  # learners in a school that is dissolved: a zero is asked for (F56)


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the nine cells: blank, a number (zero is one), or not applicable with a reason (N13)."""

    state: CountState
    count: int | None = None
    reason: str | None = None
    explanation: str | None = None  # None leaves the one that stands, as long as the number does
    male: int | None = None
    female: int | None = None

    @property
    def is_blank(self) -> bool:
        return self.state is CountState.BLANK

    def is_as(self, other: "Cell") -> bool:
        """Whether both say the same of the school, whatever is said in explanation."""
        mine = (self.state, self.count, self.reason, self.male, self.female)
        return mine == (other.state, other.count, other.reason, other.male, other.female)


BLANK = Cell(CountState.BLANK)


def counted(count: int, male: int | None = None, female: int | None = None) -> Cell:
    return Cell(CountState.COUNTED, count, male=male, female=female)


def kept(cell: Cell) -> Kept:
    """The cell as a school said it: a number, boys and girls, or nothing where it has no such grade."""
    if cell.male is not None and cell.female is not None:
        return [cell.male, cell.female]
    return cell.count


def said(value: Kept) -> Cell:
    """What was kept, as a cell again."""
    if isinstance(value, list):
        return counted(sum(value), *value)
    return Cell(CountState.NOT_APPLICABLE) if value is None else counted(value)


def written(cell: Cell, by_sex: bool = False) -> str:
    """The cell in a few characters: nothing, `-`, `12`, or `5/7` for boys and girls."""
    if cell.state is CountState.NOT_APPLICABLE:
        return NOT_OFFERED
    if cell.state is CountState.BLANK:
        return ""
    return f"{cell.male}/{cell.female}" if by_sex and cell.male is not None else str(cell.count)


def doubt_of(cell: Cell, before: int | None, dissolved: bool) -> Doubt | None:
    """What asks for an explanation; `before` is the last round's number, None where nothing was counted."""
    if cell.state is not CountState.COUNTED or cell.count is None:
        return None
    if dissolved:
        return Doubt.DISSOLVED if cell.count else None
    if before is None:
        return None
    if cell.count == 0 and before > 0:
        return Doubt.GONE
    far = abs(cell.count - before)
    return Doubt.JUMP if far > FAR and far * 100 > FAR_PERCENT * before else None


def is_settled(cell: Cell, doubt: Doubt | None) -> bool:
    """Whether nothing is asked of the cell any more; learners of a dissolved school cannot be explained."""
    return doubt is None or (doubt is not Doubt.DISSOLVED and bool(cell.explanation))
