"""The profile of a school or centre: what it says of itself, checked for each round (F40)."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import profile as keeping
from processes.acts import roll
from processes.acts.counter import UnknownItem
from processes.acts.office import Office
from processes.records.cases import Case
from processes.reports.history import names_of
from processes.reports.particulars import Profile, profile_checked, profile_of, profile_row
from processes.reports.profile_fields import fields_asked
from processes.rules.profile_fields import missing
from processes.rules.record_fields import PROFILE, PROFILE_FIELDS
from processes.rules.thai import clean_name
from processes.terms import Act, Reason, Refused, Tier
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import office_door, reading, today
from webapp.forms.fields import choices_of, day_parts, read_fields
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.record_words import RECORD_WORDS, in_words
from webapp.standpoint import Standpoint, standpoint
from webapp.thaidate import month_names
from webapp.units.blueprint import bp
from webapp.visitors import actor

FURTHER = 5  # fields of the unit's own
LONGEST_NAME, LONGEST_VALUE = 100, 200


@bp.get("/units/<code>/profile")
@signed_in
def profile(code: str) -> ResponseReturnValue:
    here = _institution(code)
    row = profile_row(reading(), here.unit.id)
    kept, asked = profile_of(row), fields_asked(reading(), here.unit.kind)
    return render_template(
        "units/profile.html",
        here=here,
        unit=here.unit,
        fields=PROFILE,
        asked=in_words(asked),
        missing=in_words(missing(asked, kept.values)),
        profile=kept,
        row=row,
        names=names_of(reading(), [row.changed_by] if row else []),
        checked=profile_checked(reading(), here.unit.id, here.round_id),
        no=here.why_not(Act.RECORD_PROFILE),
        **RECORD_WORDS,
    )


@bp.get("/units/<code>/profile/edit")
@signed_in
def profile_form(code: str) -> ResponseReturnValue:
    here = _institution(code)
    if no := here.refusal(Act.RECORD_PROFILE):
        raise no
    return _draw_form(here, Sheet())


@bp.post("/units/<code>/profile/edit")
@signed_in
def record_profile(code: str) -> ResponseReturnValue:
    here = _institution(code)
    form = Reading(request.form)
    asked = in_words(fields_asked(reading(), here.unit.kind))
    values = read_fields(form, [*PROFILE, *asked], today())
    more = _further(form)
    if form.errors:
        if no := here.refusal(Act.RECORD_PROFILE):
            raise no
        return _draw_form(here, Sheet(request.form.to_dict(), form.errors)), 422
    _do(
        here,
        lambda office, case: keeping.record(office, actor(), case, Profile(values, more), _revision(case)),
    )
    flash(_("บันทึกแล้ว โปรดตรวจสอบและกดว่าข้อมูลถูกต้องสำหรับรอบนี้"), "ok")
    return redirect(url_for("units.profile", code=code), 303)


@bp.post("/units/<code>/profile/check")
@signed_in
def check_profile(code: str) -> ResponseReturnValue:
    here = _institution(code)
    _do(here, lambda office, case: keeping.check(office, actor(), case, _revision(case)))
    flash(_("บันทึกแล้วว่าข้อมูลสถานศึกษาถูกต้องสำหรับรอบนี้"), "ok")
    return redirect(url_for("units.profile", code=code), 303)


def _institution(code: str) -> Standpoint:
    here = standpoint(code)
    if here.unit.tier is not Tier.INSTITUTION:
        raise UnknownItem(here.unit.id)
    return here


def _do(here: Standpoint, act: Callable[[Office, Case], object]) -> None:
    if here.case is None:
        raise UnknownItem(0)
    case_id = here.case.id
    with office_door() as office:
        act(office, roll.case_of(office, actor(), case_id))


def _revision(case: Case) -> int:
    revision = arabic(request.form.get("revision", ""))
    if not revision.isdecimal():
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    return int(revision)


def _further(form: Reading) -> list[tuple[str, str]]:
    """Fields of the unit's own: a name and a value each; a name twice or alone is said."""
    found: dict[str, str] = {}
    for number in range(FURTHER):
        name = clean_name(form.text(f"name-{number}", limit=LONGEST_NAME))
        value = clean_name(form.text(f"value-{number}", limit=LONGEST_VALUE))
        if bool(name) != bool(value):
            form.wrong(f"name-{number}", _("โปรดกรอกทั้งชื่อรายการและข้อมูล หรือเว้นว่างทั้งสองช่อง"))
        elif name in found or name in PROFILE_FIELDS:
            form.wrong(f"name-{number}", _("มีรายการชื่อนี้แล้ว"))
        elif name:
            found[name] = value
    return list(found.items())


def _draw_form(here: Standpoint, sheet: Sheet) -> str:
    row = profile_row(reading(), here.unit.id)
    recorded, asked = profile_of(row), fields_asked(reading(), here.unit.kind)
    values = recorded.values if row else {"phone": (here.unit.phone or ""), "email": here.unit.email or ""}
    return render_template(
        "units/profile_form.html",
        here=here,
        unit=here.unit,
        fields=PROFILE,
        asked=in_words(asked),
        required=[each.field.key for each in asked if each.required],
        values=values,
        more=[*recorded.more, *[("", "")] * FURTHER][:FURTHER],
        revision=row.revision if row else 0,
        sheet=sheet,
        months=month_names(language()),
        choices_of=choices_of,
        day_parts=day_parts,
        **RECORD_WORDS,
    )
