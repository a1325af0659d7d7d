"""Reads the nine cells of a school: a count, or a dash where it has no such grade; none may be blank."""

from flask_babel import gettext as _

from processes.rules.outside_counts import MOST, NOT_OFFERED, Cell, counted, written
from processes.terms import OUTSIDE_GRADES, CountState, Grade
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.grades import grade_words

__all__ = ["MOST", "NOT_OFFERED", "fields_of", "read_numbers", "typed_as"]


def fields_of(grade: Grade, by_sex: bool) -> tuple[str, ...]:
    """The field of a grade, or one for boys and one for girls."""
    return (f"m-{grade}", f"f-{grade}") if by_sex else (f"n-{grade}",)


def typed_as(cell: Cell | None, by_sex: bool) -> tuple[str, ...]:
    """What stands in the fields for a cell; a number that is not split leaves both blank."""
    if cell is None:
        return ("", "") if by_sex else ("",)
    text = written(cell, by_sex)
    if not by_sex:
        return (text,)
    male, slash, female = text.partition("/")
    return (male, female) if slash else (text, text) if text == NOT_OFFERED else ("", "")


def read_numbers(form: Reading, by_sex: bool = False) -> dict[Grade, Cell]:
    """A cell for each grade; what is blank or broken is noted in the form."""
    return {grade: _cell(form, grade, by_sex) for grade in OUTSIDE_GRADES}


def _cell(form: Reading, grade: Grade, by_sex: bool) -> Cell:
    names, words = fields_of(grade, by_sex), grade_words(grade)
    if NOT_OFFERED in [arabic(form.typed.get(name, "")) for name in names]:
        return Cell(CountState.NOT_APPLICABLE)
    missing = str(_("%(grade)s: โปรดกรอกจำนวน หรือ - ถ้าไม่มีชั้นนี้", grade=words))
    numbers = [form.count(name, missing, MOST, of=words) or 0 for name in names]
    if sum(numbers) > MOST:
        form.wrong(names[0], _("%(cell)s: ชายและหญิงรวมกันต้องไม่เกิน %(most)s", cell=words, most=f"{MOST:,}"))
    return counted(sum(numbers), *numbers) if by_sex else counted(sum(numbers))
