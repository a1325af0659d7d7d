"""How a cell of the grid is marked: blank, saved, asking for an explanation, explained; and what is odd."""

from flask_babel import gettext as _

from processes.reports.outside_grid import OutsideSchool
from processes.rules.outside_counts import Doubt, is_settled
from processes.terms import CountState, Grade


def state_of(each: OutsideSchool, grade: Grade) -> str:
    """How the page marks a cell: blank, saved, one that asks for an explanation, or explained."""
    doubt = each.doubt(grade)
    if each.state(grade) is CountState.BLANK:
        return "blank"
    if doubt is None:
        return "saved"
    return "explained" if is_settled(each.cell(grade), doubt) else "asks"


def doubt_words(each: OutsideSchool, grade: Grade) -> str:
    """What is odd about the cell, in words."""
    doubt = each.doubt(grade)
    last, now = f"{each.last.get(grade, 0):,}", f"{each.number(grade) or 0:,}"
    if doubt is Doubt.GONE:
        return str(_("ครั้งก่อนมีนักเรียน %(last)s คน ครั้งนี้เป็น 0", last=last))
    if doubt is Doubt.JUMP:
        return str(_("ครั้งก่อน %(last)s คน ครั้งนี้ %(now)s คน", last=last, now=now))
    if doubt is Doubt.DISSOLVED:
        return str(_("โรงเรียนประกาศเลิกแล้ว แต่ยังมีนักเรียน %(now)s คน โปรดแก้เป็น 0", now=now))
    return ""
