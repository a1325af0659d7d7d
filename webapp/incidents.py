"""The page of what the house failed to do by itself, with its error and a way to let it try again."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from processes.acts import operating
from processes.acts.counter import UnknownItem
from processes.records.timers import Timer
from processes.reports.incidents import SIZE, incidents
from webapp.counter import administrators_only, signed_in
from webapp.door import office_door, reading
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

bp = Blueprint("incidents", __name__, url_prefix="/incidents")
bp.context_processor(lambda: VOCABULARY)

WORKS: dict[str, LazyString] = {
    "close": lazy_gettext("ปิดระบบตามเวลา"),
    "tell": lazy_gettext("แจ้งทุกหน่วยงานและทำบัญชีปิดรอบ"),
    "duplicate": lazy_gettext("ส่งเรื่องเด็กซ้ำต่อเมื่อครบกำหนด"),
    "check": lazy_gettext("ตรวจข้อมูลตามกฎ"),
    "retime": lazy_gettext("ปรับกำหนดเวลาของหน่วยงาน"),
    "replay": lazy_gettext("ลองประวัติรอบก่อนกับแบบร่างแผนผัง"),
    "migrate": lazy_gettext("ย้ายเรื่องไปแผนผังฉบับอื่น"),
    "operate": lazy_gettext("ดำเนินการกับหลายเรื่องพร้อมกัน"),
    "case": lazy_gettext("เตือนและยกระดับตามแผนผัง"),
}


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    administrators_only()
    page = page_asked()
    found, total = incidents(reading(), page)
    return render_template(
        "incidents/list.html",
        incidents=found,
        work_words=lambda each: WORKS.get(each.kind, each.kind),
        pages=Pages(page, SIZE, total),
    )


@bp.post("/<int:timer_id>/retry")
@signed_in
def retry(timer_id: int) -> ResponseReturnValue:
    administrators_only()
    with office_door() as office:
        timer = office.session.get(Timer, timer_id, with_for_update=True)
        if timer is None:
            raise UnknownItem(timer_id)
        operating.retry(office, actor(), timer)
    flash(_("ระบบจะลองอีกครั้งทันที หากยังขัดข้อง รายการจะปรากฏที่นี่อีก"), "ok")
    return redirect(url_for("incidents.index"), 303)
