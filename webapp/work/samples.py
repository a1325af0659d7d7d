"""Random checks of a province: a draw, and what was found at each unit that was drawn (letter 9.4)."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import sampling
from processes.acts.office import Office
from processes.acts.sampling import LARGEST_DRAW
from processes.records.cases import WorkItem
from processes.reports.review import under_review
from processes.reports.samples import drawn_case, draws, population
from processes.terms import Act, FindingResult
from webapp.counter import at_counter
from webapp.forms.reading import Reading
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of

RESULTS = (FindingResult.IN_ORDER, FindingResult.TO_MEND)


@page_of(Act.DRAW_SAMPLE)
def draw_page(desk: Desk) -> str:
    key = (desk.session, desk.case.round_id, desk.case.unit_id)
    return desk.draw("work/draw.html", draws=draws(*key), population=population(*key), largest=LARGEST_DRAW)


@page_of(Act.RECORD_FINDING)
def finding_page(desk: Desk) -> str:
    case = drawn_case(desk.session, desk.item.subject_id)
    return desk.draw("work/finding.html", reviewed=under_review(desk.session, case.id))


@bp.post("/<int:item_id>/draw")
@at_counter(Act.DRAW_SAMPLE)
def draw(office: Office, item: WorkItem) -> ResponseReturnValue:
    form = Reading(request.form)
    size = form.count("size", _("โปรดระบุจำนวนสถานศึกษาที่จะสุ่ม"), most=LARGEST_DRAW)
    if size == 0:
        form.wrong("size", _("ต้องสุ่มอย่างน้อย 1 แห่ง"))
    form.done()
    sample = sampling.draw(office, actor(), item, size or 1)
    flash(_("สุ่มแล้ว %(size)s แห่ง แต่ละแห่งอยู่ในกล่องงาน", size=sample.size), "ok")
    return back_to(item.id)


@bp.post("/<int:item_id>/finding")
@at_counter(Act.RECORD_FINDING)
def record_finding(office: Office, item: WorkItem) -> ResponseReturnValue:
    form = Reading(request.form)
    result = form.choice("result", RESULTS, _("โปรดเลือกผลการตรวจสอบ"))
    needed = _("โปรดระบุสิ่งที่ต้องแก้ไข") if result == FindingResult.TO_MEND else None
    note = form.text("note", needed)
    form.done()
    sampling.record_finding(office, actor(), item, FindingResult(result), note)
    return back_to(item.id)
