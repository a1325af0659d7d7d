"""Cells of the grid as typed: which of them changed, into what, and what a colleague wrote meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from processes.reports.outside_grid import OutsideSchool
from processes.rules.outside_counts import BLANK, MOST, NOT_OFFERED, Cell, counted, written
from processes.terms import OUTSIDE_GRADES, CountState, Grade
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.grades import grade_words

Key = tuple[int, Grade]
SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class Typed:
    """What of a form differs from the page it was made from; `overtaken` another has written since."""

    grid: dict[Key, Cell] = field(default_factory=dict)
    overtaken: list[tuple[OutsideSchool, Grade]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One school of the form: how its fields are called, and what stands in them."""

    each: OutsideSchool
    by_sex: bool

    @property
    def was(self) -> str:
        """Its nine cells as they are kept, for the form to say what it was made from."""
        return SEPARATOR.join(written(self.each.cell(grade), self.by_sex) for grade in OUTSIDE_GRADES)

    def names(self, grade: Grade) -> tuple[str, ...]:
        """The cell's field, or one for boys and one for girls."""
        return tuple(f"{kind}-{self.each.school.id}-{grade}" for kind in ("mf" if self.by_sex else "c"))

    def shown(self, grade: Grade) -> tuple[str, ...]:
        """What stands in its fields; a dissolved school is offered zeros until something is kept (F56)."""
        text = written(self.each.cell(grade), self.by_sex)
        if not text and self.each.school.dissolved_on and not self.each.cells:
            text = "0/0" if self.by_sex else "0"
        return self._parts(text)

    def filled(self, grade: Grade, sheet: Sheet) -> tuple[str, ...]:
        """What the page shows: as typed where that differs from what the form was made from, else as kept."""
        names = self.names(grade)
        if not any(name in sheet.typed for name in names):
            return self.shown(grade)
        before = dict(zip(OUTSIDE_GRADES, _was(sheet.typed, self.each), strict=False))
        if grade in before and self.typed(sheet.typed, grade, before[grade]) == before[grade]:
            return self.shown(grade)
        return tuple(sheet.value(name) for name in names)

    def typed(self, typed: Mapping[str, str], grade: Grade, before: str) -> str:
        """The cell as typed, written as cells are; a sum not split yet stays while nothing is typed."""
        parts = [arabic(typed.get(name, "")) for name in self.names(grade)]
        if NOT_OFFERED in parts:
            return NOT_OFFERED
        if not any(parts):
            blank = NOT_OFFERED if typed.get(f"none-{self.each.school.id}") else ""
            return before if self.by_sex and before.isdecimal() else blank
        return "/".join(parts)

    def _parts(self, text: str) -> tuple[str, ...]:
        if not self.by_sex:
            return (text,)
        male, slash, female = text.partition("/")
        return (male, female) if slash else ("", "") if text.isdecimal() else (text, text)


def read_typed(form: Reading, schools: Iterable[OutsideSchool], by_sex: bool) -> Typed:
    """Every cell that differs from what the form was made from; what is wrong is noted in the form."""
    found = Typed()
    for each in schools:
        row = Row(each, by_sex)
        for grade, before in zip(OUTSIDE_GRADES, _was(form.typed, each), strict=False):
            if any(name in form.typed for name in row.names(grade)):
                _read_cell(form, row, grade, before, found)
    return found


def cell_words(each: OutsideSchool, grade: Grade) -> str:
    return str(_("%(school)s %(grade)s", school=each.school.name, grade=grade_words(grade)))


def _was(typed: Mapping[str, str], each: OutsideSchool) -> list[str]:
    """What stood in the nine cells when the form was made; nothing where it does not hold the school."""
    parts = typed.get(f"was-{each.school.id}", "").split(SEPARATOR)
    return parts if len(parts) == len(OUTSIDE_GRADES) else []


def _read_cell(form: Reading, row: Row, grade: Grade, before: str, found: Typed) -> None:
    kept, text = row.each.cell(grade), row.typed(form.typed, grade, before)
    if text == before and not (text == NOT_OFFERED and _new_reason(form, row.each)):
        return
    if written(kept, row.by_sex) not in {before, text}:
        found.overtaken.append((row.each, grade))
        return
    cell = _cell(form, row, grade, text)
    if cell is not None:
        found.grid[row.each.school.id, grade] = cell


def _new_reason(form: Reading, each: OutsideSchool) -> bool:
    return form.typed.get(f"why-{each.school.id}", each.reason).strip() != each.reason


def _cell(form: Reading, row: Row, grade: Grade, text: str) -> Cell | None:
    """The cell in one of its three states (N13); None when it cannot stand."""
    each = row.each
    if not text:
        return BLANK
    if text == NOT_OFFERED:
        missing = str(_("%(school)s: โปรดระบุเหตุผลที่ไม่มีชั้นเรียนนั้น", school=each.school.name))
        why = form.text(f"why-{each.school.id}", None if each.reason else missing, limit=200) or each.reason
        return Cell(CountState.NOT_APPLICABLE, None, why)
    missing = str(_("%(cell)s: กรอกทั้งชายและหญิง", cell=cell_words(each, grade)))
    words = cell_words(each, grade)
    numbers = [form.count(name, missing, most=MOST, of=words) for name in row.names(grade)]
    if None in numbers:
        return None
    return _sum(form, row, grade, [number or 0 for number in numbers])


def _sum(form: Reading, row: Row, grade: Grade, numbers: list[int]) -> Cell | None:
    total, name, words = sum(numbers), row.names(grade)[0], cell_words(row.each, grade)
    if total > MOST:
        form.wrong(name, _("%(cell)s: ชายและหญิงรวมกันต้องไม่เกิน %(most)s", cell=words, most=f"{MOST:,}"))
    elif total and row.each.school.dissolved_on:
        form.wrong(name, _("%(cell)s: โรงเรียนประกาศเลิกแล้ว กรอกได้เฉพาะ 0", cell=words))
    else:
        return counted(total, *numbers) if row.by_sex else counted(total)
    return None
