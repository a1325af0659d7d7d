"""Entering and changing an outside school: done by the province and the department, proposed by who pays."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside_proposals, outside_register
from processes.acts.office import Actor
from processes.acts.outside_register import Entry
from processes.terms import ChangeState, Reason, Refused, Tier
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import office_door
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.language import language
from webapp.outside.blueprint import bp
from webapp.outside.desk import SchoolDesk, desk_for, may_keep, may_propose, reader, school_row
from webapp.outside.entry_form import districts_around, read_code, read_entry, values_of
from webapp.thaidate import month_names
from webapp.visitors import visitor


@bp.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    me = _keeper(reader())
    return _draw(me, None, Sheet())


@bp.post("/new")
@signed_in
def enter() -> ResponseReturnValue:
    me = _keeper(reader())
    form = Reading(request.form)
    code = read_code(form)
    entry = read_entry(form, districts_around(form.typed.get("payer", ""), _province(me)))
    why = _why(form, me)
    if form.errors:
        return _draw(me, None, Sheet(request.form.to_dict(), form.errors)), 422
    with office_door() as office:
        if may_keep(me):
            state = outside_register.enter(office, me, code, entry)
        else:
            outside_proposals.propose(office, me, None, code, entry, why)
            state = ChangeState.WAITING
    flash(_said(state), "ok")
    if state is ChangeState.WAITING:
        return redirect(url_for("outside.index"), 303)
    return redirect(url_for("outside.show", code=code), 303)


@bp.get("/<code>/edit")
@signed_in
def edit(code: str) -> ResponseReturnValue:
    desk = desk_for(code)
    return _draw(_keeper(desk.actor), desk, Sheet())


@bp.post("/<code>/edit")
@signed_in
def change(code: str) -> ResponseReturnValue:
    desk = desk_for(code)
    me = _keeper(desk.actor)
    form = Reading(request.form)
    entry = read_entry(form, districts_around(desk.school.payer_code))
    why = _why(form, me)
    if form.errors:
        return _draw(me, desk, Sheet(request.form.to_dict(), form.errors)), 422
    state = _change(me, desk, entry, why)
    flash(_said(state) if state else _("ไม่มีสิ่งที่เปลี่ยน"), "ok" if state else "info")
    return redirect(url_for("outside.show", code=desk.school.code), 303)


def _change(me: Actor, desk: SchoolDesk, entry: Entry, why: str) -> ChangeState | None:
    revision = arabic(request.form.get("revision", ""))
    if not (revision.isascii() and revision.isdecimal() and len(revision) < 10):
        raise Refused(Reason.STALE_PAGE)
    with office_door() as office:
        school = school_row(office, desk.school.code)
        if may_keep(me):
            return outside_register.change(office, me, school, int(revision), entry)
        row = outside_proposals.propose(office, me, school, school.code, entry, why)
        return ChangeState.WAITING if row else None


def _keeper(me: Actor) -> Actor:
    if not (may_keep(me) or may_propose(me)):
        raise Refused(Reason.NOT_YOUR_ROLE)
    return me


def _why(form: Reading, me: Actor) -> str:
    return "" if may_keep(me) else form.text("why", _("โปรดระบุเหตุผล"), 500)


def _said(state: ChangeState) -> str:
    if state is ChangeState.WAITING:
        return str(_("ส่งข้อเสนอให้จังหวัดพิจารณาแล้ว"))
    if state is ChangeState.NEXT_ROUND:
        return str(_("บันทึกแล้ว มีผลเมื่อเปิดรอบถัดไป เพราะรายการโรงเรียนของรอบนี้กำหนดไว้แล้ว"))
    return str(_("บันทึกในทะเบียนแล้ว"))


def _province(me: Actor) -> int | None:
    return me.unit_id if me.tier is Tier.PROVINCE else None


def _draw(me: Actor, desk: SchoolDesk | None, sheet: Sheet) -> str:
    own = visitor().unit_code if me.tier is Tier.LOCAL_AUTHORITY else ""
    recorded = values_of(desk.school if desk else None, own)
    return render_template(
        "outside/form.html",
        desk=desk,
        sheet=sheet,
        recorded=recorded,
        keeps=may_keep(me),
        revision=desk.school.revision if desk else 0,
        districts=districts_around(sheet.value("payer", recorded["payer"]), _province(me)),
        months=month_names(language()),
    )
