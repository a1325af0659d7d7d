"""Collecting from outside schools: who was asked, links to answer under, and answers (4.2 (1))."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside_collecting
from processes.acts.counter import UnknownItem
from processes.acts.outside import Grid
from processes.acts.outside_collecting import Contact
from processes.records.outside_lists import OutsideAnswer
from processes.reports.outside_collecting import answers_of, collecting, numbers_sent
from processes.reports.outside_grid import outside_grid
from processes.rules.outside_counts import written
from processes.terms import (
    OUTSIDE_GRADES,
    AnswerState,
    ContactResult,
    ContactWay,
    CountState,
    Tier,
)
from webapp.counter import signed_in
from webapp.door import reading, today
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.outside.blueprint import bp
from webapp.outside.desk import SchoolDesk, desk_for, in_round, reader
from webapp.outside.numbers import fields_of, read_numbers, typed_as
from webapp.outside.register import draw
from webapp.standpoint import standpoint
from webapp.visitors import actor, visitor


@bp.get("/collecting")
@signed_in
def collect() -> ResponseReturnValue:
    """Every school of the round's list: whom to ask next."""
    if reader().tier is not Tier.LOCAL_AUTHORITY:
        raise UnknownItem(0)
    here = standpoint(visitor().unit_code)
    lines = collecting(reading(), here.round_id, here.unit.id)
    return render_template("outside/collecting.html", here=here, lines=lines)


@bp.post("/<code>/contacts")
@signed_in
def note_contact(code: str) -> ResponseReturnValue:
    desk = desk_for(code)
    form = Reading(request.form)
    on = form.day("on", _("โปรดกรอกวันที่ติดต่อ"))
    if on and on > today():
        form.wrong("on", _("วันที่ติดต่อต้องไม่อยู่ในอนาคต"))
    way = form.choice("way", list(ContactWay), _("โปรดเลือกวิธีติดต่อ"))
    person, note = form.text("person", limit=200), form.text("note", limit=500)
    result = form.choice("result", list(ContactResult), _("โปรดเลือกผล"))
    if form.errors or on is None:
        return draw(desk, Sheet(request.form.to_dict(), form.errors)), 422
    contact = Contact(on, ContactWay(way), ContactResult(result), person, note)
    in_round(
        desk, lambda office, case, id_: outside_collecting.note_contact(office, actor(), case, id_, contact)
    )
    flash(_("บันทึกการประสานแล้ว"), "ok")
    return _back(desk, "contacts")


@bp.post("/<code>/link")
@signed_in
def invite(code: str) -> ResponseReturnValue:
    desk = desk_for(code)
    in_round(desk, lambda office, case, id_: outside_collecting.make_link(office, actor(), case, id_))
    flash(_("ออกลิงก์แล้ว ลิงก์เดิม (ถ้ามี) ใช้ไม่ได้อีก"), "ok")
    return _back(desk, "collect")


@bp.post("/<code>/link/revoked")
@signed_in
def revoke(code: str) -> ResponseReturnValue:
    desk = desk_for(code)
    in_round(desk, lambda office, case, id_: outside_collecting.revoke_link(office, actor(), case, id_))
    flash(_("ยกเลิกลิงก์แล้ว"), "ok")
    return _back(desk, "collect")


@bp.get("/<code>/answers/<int:answer_id>")
@signed_in
def answer(code: str, answer_id: int) -> ResponseReturnValue:
    desk = desk_for(code)
    return _draw(desk, _answer(desk, answer_id), Sheet())


@bp.post("/<code>/answers/<int:answer_id>")
@signed_in
def decide_answer(code: str, answer_id: int) -> ResponseReturnValue:
    """Take the numbers over as sent or corrected, or leave them out."""
    desk = desk_for(code)
    sent = _answer(desk, answer_id)
    if request.form.get("do") == "set_aside":
        in_round(
            desk,
            lambda office, case, _id: outside_collecting.set_aside(
                office,
                actor(),
                case,
                outside_collecting.answer_for(office, actor(), case, answer_id),
            ),
        )
        flash(_("ไม่ใช้จำนวนที่โรงเรียนส่ง ตารางไม่เปลี่ยน"), "ok")
        return _back(desk, "collect")
    form = Reading(request.form)
    grid = _grid(form, desk)
    if form.errors:
        return _draw(desk, sent, Sheet(request.form.to_dict(), form.errors)), 422
    in_round(
        desk,
        lambda office, case, _id: outside_collecting.take_over(
            office, actor(), case, outside_collecting.answer_for(office, actor(), case, answer_id), grid
        ),
    )
    flash(_("รับจำนวนลงตารางแล้ว"), "ok")
    return redirect(url_for("outside.collect"), 303)


def _grid(form: Reading, desk: SchoolDesk) -> Grid:
    """The nine cells as accepted; one reason for all grades that the school does not have."""
    cells = read_numbers(form, desk.by_sex)
    lacks = any(cell.state is CountState.NOT_APPLICABLE for cell in cells.values())
    why = form.text("why", _("โปรดระบุเหตุผลที่ไม่มีชั้นเรียนนั้น") if lacks else None, 200)
    return {
        (desk.school.id, grade): replace(cell, reason=why)
        if cell.state is CountState.NOT_APPLICABLE
        else cell
        for grade, cell in cells.items()
    }


def _answer(desk: SchoolDesk, answer_id: int) -> OutsideAnswer:
    sent = answers_of(reading(), desk.mine.round_id, desk.school.id) if desk.is_listed else ()
    found = next((each for each in sent if each.id == answer_id), None)
    if found is None:
        raise UnknownItem(answer_id)
    return found


def _draw(desk: SchoolDesk, sent: OutsideAnswer, sheet: Sheet) -> str:
    rows = outside_grid(reading(), desk.mine.round_id, desk.actor.unit_id)
    return render_template(
        "outside/answer.html",
        desk=desk,
        school=desk.school,
        sent=sent,
        numbers=numbers_sent(sent),
        now_kept=next((each for each in rows if each.school.id == desk.school.id), None),
        grades=OUTSIDE_GRADES,
        written=written,
        fields_of=fields_of,
        typed_as=typed_as,
        lacks=any(cell.state is CountState.NOT_APPLICABLE for cell in numbers_sent(sent).values()),
        waits=sent.state is AnswerState.WAITING,
        sheet=sheet,
    )


def _back(desk: SchoolDesk, part: str) -> ResponseReturnValue:
    return redirect(url_for("outside.show", code=desk.school.code) + f"#{part}", 303)
