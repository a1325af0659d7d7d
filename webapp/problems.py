"""The page of what the rules found in a unit's records: each leads to its field, queries are explained."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import explaining, roll
from processes.acts.counter import UnknownItem
from processes.reports.problems import SIZE, Asked, problems_of, rules_of
from processes.rules.checks.catalogue import shipped
from processes.terms import Act, Severity
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import office_door, reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.problem_fields import field_of
from webapp.problem_words import problem_words, rule_words
from webapp.roll.desk import case_id_of
from webapp.roll.listing import institution
from webapp.standpoint import Standpoint
from webapp.visitors import actor

bp = Blueprint("problems", __name__)
bp.context_processor(lambda: VOCABULARY)

LONGEST = 500


@bp.get("/units/<code>/problems")
@signed_in
def show(code: str) -> ResponseReturnValue:
    return _draw(institution(code), Sheet())


@bp.post("/units/<code>/problems/explain")
@signed_in
def explain(code: str) -> ResponseReturnValue:
    here = institution(code)
    form, asked = Reading(request.form), _named(here)
    text = form.text("explanation", _("โปรดชี้แจงว่าเหตุใดข้อมูลจึงถูกต้อง"), LONGEST)
    if not asked:
        form.errors["problem"] = _("โปรดเลือกข้อสังเกตที่จะชี้แจง")
    if form.errors:
        return _draw(here, Sheet(request.form.to_dict(), form.errors)), 422
    case_id = case_id_of(here)
    with office_door() as office:
        number = explaining.explain(office, actor(), roll.case_of(office, actor(), case_id), asked, text)
    flash(_("ชี้แจงแล้ว %(number)s รายการ", number=number), "ok")
    return redirect(url_for("problems.show", code=code), 303)


def _named(here: Standpoint) -> Mapping[int, str]:
    """The problems that were ticked, each with the fingerprint of what was before the officer."""
    named = {}
    for each in request.form.getlist("problem"):
        key, _dot, fingerprint = arabic(each).partition(".")
        if not key.isdecimal() or len(key) > 18:
            raise UnknownItem(here.unit.id)
        named[int(key)] = fingerprint
    return named


def _draw(here: Standpoint, sheet: Sheet) -> str:
    asked = _asked()
    lines, total = problems_of(reading(), here.unit.id, asked)
    return render_template(
        "problems/list.html",
        here=here,
        unit=here.unit,
        asked=asked,
        lines=lines,
        sheet=sheet,
        pages=Pages(asked.page, SIZE, total),
        rules=rules_of(reading(), here.unit.id),
        may_explain=here.obstacle(Act.EXPLAIN, own_class=True) is None,
        field_of=lambda each: field_of(here, each),
        problem_words=problem_words,
        rule_words=rule_words,
    )


def _asked() -> Asked:
    severity, rule = request.args.get("severity", ""), request.args.get("rule", "")
    return Asked(
        severity=Severity(severity) if severity in list(Severity) else None,
        rule=rule if rule in shipped().rules else "",
        classroom_id=_number("classroom"),
        enrolment_id=_number("learner"),
        page=page_asked(),
    )


def _number(name: str) -> int | None:
    typed = arabic(request.args.get(name, ""))
    return int(typed) if typed.isdecimal() and len(typed) < 18 else None
