"""Tables of figures as a file that a spreadsheet opens, and in which nothing is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from processes.reports.figures import UnitFigures
from processes.rules.figures import Count, Figures
from processes.terms import OUTSIDE_GRADES, Grade
from webapp.grades import grade_words
from webapp.names import KINDS, STANDINGS

Line = Sequence[object]
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(lines: Iterable[Line]) -> str:
    """The lines with the mark by which Excel knows UTF-8."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows([_plain(value) for value in line] for line in lines)
    return "\ufeff" + sheet.getvalue()


def institution_lines(roll: Figures, signed: Figures | None) -> list[Line]:
    """A line for each grade: the roll as it stands beside the version that was confirmed."""
    heads = [_("ชั้น"), _("ชาย (บัญชีรายชื่อ)"), _("หญิง (บัญชีรายชื่อ)"), _("รวม (บัญชีรายชื่อ)")]
    heads += [_("ชาย (ยืนยันแล้ว)"), _("หญิง (ยืนยันแล้ว)"), _("รวม (ยืนยันแล้ว)")]
    grades = [grade for grade in Grade if grade in roll.counts or (signed and grade in signed.counts)]
    rows: list[Line] = [heads]
    for grade in grades:
        confirmed = _cells(signed.of(grade)) if signed else ["", "", ""]
        rows.append([grade_words(grade), *_cells(roll.of(grade)), *confirmed])
    whole = [signed.male, signed.female, signed.total] if signed else ["", "", ""]
    rows.append([_("รวม"), roll.male, roll.female, roll.total, *whole])
    return rows


def lines_below(units: Sequence[UnitFigures]) -> list[Line]:
    """A line a unit: own learners by grade and sex, then outside counts; blank is not yet confirmed."""
    heads: list[object] = [_("รหัส"), _("หน่วยงาน"), _("ประเภท"), _("สถานะ")]
    for grade in Grade:
        heads += [f"{grade_words(grade)} {_('ชาย')}", f"{grade_words(grade)} {_('หญิง')}"]
    heads += [_("ชาย"), _("หญิง"), _("รวม")]
    heads += [f"{_('สังกัดอื่น')} {grade_words(grade)}" for grade in OUTSIDE_GRADES]
    return [heads, *(_unit_line(unit) for unit in units)]


def _unit_line(unit: UnitFigures) -> Line:
    own, outside = unit.figures, unit.outside
    line: list[object] = [unit.unit_code, unit.unit_name, KINDS[unit.kind], STANDINGS[unit.standing]]
    for grade in Grade:
        line += own.of(grade) if own else ("", "")
    line += [own.male, own.female, own.total] if own else ["", "", ""]
    return [*line, *((outside.get(grade, 0) if outside else "") for grade in OUTSIDE_GRADES)]


def _cells(count: Count) -> list[int]:
    return [count.male, count.female, count.total]


def _plain(value: object) -> object:
    if isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
