"""What stands in the way of an act, by name: units and whom to call, classes, schools (F66, F92)."""

from collections.abc import Callable

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.reports.contacts import Contact, units_outstanding, units_unreviewed
from processes.reports.figures import blank_counts
from processes.reports.outside_grid import outside_grid
from processes.reports.problems import open_by_rule
from processes.reports.roll import class_counts
from processes.reports.work_items import half_filled
from processes.terms import Reason, Refused, Severity
from webapp.door import reading, today
from webapp.grades import grade_words
from webapp.problem_words import rule_words

Named = list[tuple[str, str | None]]  # words, and an address or None


def obstacles(refused: Refused) -> Named:
    """The things in the way that the officer may see; none where the sentence says it all."""
    case_id, name = refused.details.get("case_id"), _NAMED.get(refused.reason)
    asked = name or refused.reason in _SEVERITY
    case = reading().get(Case, case_id) if asked and case_id else None
    if case and refused.reason in _SEVERITY:
        return _by_rule(case, _SEVERITY[refused.reason])
    return [(words, None) for words in name(reading(), case)] if name and case else []


def _by_rule(case: Case, severity: Severity) -> Named:
    """The rules that are broken, how often, each leading to its list."""
    return [
        (
            _("%(rule)s: %(number)s รายการ", rule=rule_words(rule), number=number),
            url_for("problems.show", code=case.unit.code, severity=str(severity), rule=rule),
        )
        for rule, number in open_by_rule(reading(), case.unit_id, severity)
    ]


def _outstanding(session: Session, case: Case) -> list[str]:
    return [_called(each) for each in units_outstanding(session, case.id, today())]


def _unreviewed(session: Session, case: Case) -> list[str]:
    return [_called(each) for each in units_unreviewed(session, case.id, today())]


def _called(contact: Contact) -> str:
    phone = _("โทร. %(phone)s", phone=contact.phone) if contact.phone else ""
    return " · ".join(filter(None, (contact.unit, contact.person, phone)))


def _classes(session: Session, case: Case) -> list[str]:
    return [
        _("%(grade)s/%(room)s: %(number)s คน", grade=grade_words(each.grade), room=each.room, number=number)
        for each in class_counts(session, case.round_id, [case.unit_id])
        if (number := each.count.trouble)
    ]


def _half_filled(session: Session, case: Case) -> list[str]:
    return [f"{each.subject}: {each.officer}" for each in half_filled(session, case.id)]


def _outside_schools(session: Session, case: Case) -> list[str]:
    blanks = blank_counts(session, case.round_id, case.unit_id)
    return [_("%(school)s: %(cells)s ช่อง", school=school, cells=cells) for school, cells in blanks]


def _outside_doubts(session: Session, case: Case) -> list[str]:
    return [
        _("%(school)s: %(cells)s ช่อง", school=each.school.name, cells=len(each.unsettled))
        for each in outside_grid(session, case.round_id, case.unit_id)
        if each.unsettled
    ]


_NAMED: dict[Reason, Callable[[Session, Case], list[str]]] = {
    Reason.BELOW_OUTSTANDING: _outstanding,
    Reason.UNITS_NOT_REVIEWED: _unreviewed,
    Reason.LEARNERS_UNSEEN: _classes,
    Reason.LEARNERS_NOT_FOUND: _classes,
    Reason.TOO_FEW_SEEN: _classes,
    Reason.UNSAVED_DRAFTS: _half_filled,
    Reason.COUNTS_BLANK: _outside_schools,
    Reason.COUNTS_IN_DOUBT: _outside_doubts,
}
_SEVERITY = {Reason.PROBLEMS_OPEN: Severity.ERROR, Reason.QUERIES_UNEXPLAINED: Severity.QUERY}
