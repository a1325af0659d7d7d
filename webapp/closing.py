"""What a close left behind: the evidence of each unit, and the list of who did not confirm as a file."""

from collections.abc import Iterator

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from processes.records.rounds import Round
from processes.reports.closing_record import Recorded, record_of, records_not_confirmed
from processes.reports.rounds import all_rounds
from processes.reports.rounds_compared import compared
from processes.terms import Act, Grade, Tier
from webapp.counter import signed_in
from webapp.door import reading
from webapp.downloads import as_file
from webapp.names import DEEDS, NOTICES, STANDINGS, TIERS, VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.standpoint import standpoint
from webapp.visitors import actor
from webapp.words import exact_words, stream_words
from webapp.workbooks.writing import Heading, comma_separated, workbook

UNITS_A_PAGE = 100
bp = Blueprint("closing", __name__, url_prefix="/rounds")
bp.context_processor(lambda: VOCABULARY)


@bp.get("/<int:round_id>/closing/<code>")
@signed_in
def evidence(round_id: int, code: str) -> ResponseReturnValue:
    """What the unit was sent and saw, what it did last, and which version counts."""
    unit, round_ = standpoint(code).unit, _round(round_id)
    found = record_of(reading(), round_id, unit.id)
    if not found:
        raise NotFound
    return render_template(
        "rounds/evidence.html", round=round_, unit=unit, records=found, deed_words=deed_words
    )


@bp.get("/<int:round_id>/compare")
@signed_in
def compare(round_id: int) -> ResponseReturnValue:
    """This round beside another one, by authority or by institution, over all grades or for one (F108)."""
    rounds = [each for each in all_rounds(reading()) if each.closed_at is not None]
    other = request.args.get("with", "")
    chosen = next((each for each in rounds if str(each.id) == other), None)
    grade, page = request.args.get("grade", ""), page_asked()
    tier = Tier.INSTITUTION if request.args.get("tier") == Tier.INSTITUTION else _widest()
    key = (chosen.id if chosen else 0, round_id)
    rows, total = compared(reading(), key, tier, page, UNITS_A_PAGE)
    return render_template(
        "rounds/compare.html",
        round=_round(round_id),
        beside=chosen,
        others=[each for each in rounds if each.id != round_id],
        grade=Grade(grade) if grade in list(Grade) else None,
        grades=Grade,
        tier=tier,
        widest=_widest(),
        rows=rows,
        pages=Pages(page, UNITS_A_PAGE, total),
    )


@bp.get("/<int:round_id>/closing.<any(csv, xlsx):kind>")
@signed_in
def export(round_id: int, kind: str) -> ResponseReturnValue:
    """Everybody in view who did not record or confirm, with the evidence, a line each."""
    round_ = _round(round_id)
    rows = [_row(each) for each in records_not_confirmed(reading(), round_id)]
    content = (
        comma_separated(_heads(), rows)
        if kind == "csv"
        else workbook("", [Heading(each) for each in _heads()], rows)
    )
    return as_file(content, f"closing-{round_.academic_year}-{round_.number}.{kind}")


def _widest() -> Tier:
    """Authorities for those above them; an authority and its units look at institutions."""
    above = actor().tier in {Tier.DEPARTMENT, Tier.PROVINCE}
    return Tier.LOCAL_AUTHORITY if above else Tier.INSTITUTION


def deed_words(act: Act | None) -> str:
    return str(DEEDS.get(act, act)) if act else ""


def _round(round_id: int) -> Round:
    found = reading().get(Round, round_id)
    if found is None:
        raise NotFound
    return found


def _heads() -> list[str]:
    return [
        _("รหัส"),
        _("หน่วยงาน"),
        _("ระดับ"),
        _("ข้อมูล"),
        _("สถานะ ณ เวลาปิด"),
        _("ผู้รับผิดชอบในวันปิด"),
        _("ความรับผิดตามหนังสือ"),
        _("ใบรับฉบับที่ยืนยันล่าสุด"),
        _("จำนวนที่นับ"),
        _("จำนวน ณ เวลาปิดที่ยังไม่ยืนยัน"),
        _("สิ่งที่แจ้ง"),
        _("เปิดรายงานล่าสุด"),
        _("เข้าใช้ระบบล่าสุด"),
        _("การดำเนินการล่าสุด"),
    ]


def _row(each: Recorded) -> list[str]:
    line = each.line
    return [
        each.code,
        each.name,
        str(TIERS[line.tier]),
        stream_words(line.stream),
        str(STANDINGS[line.standing]),
        line.answerable,
        _("ข้อ 9.2") if each.is_answerable else "",
        each.number or "",
        "" if line.total is None else str(line.total),
        "" if line.now_total is None else str(line.now_total),
        "\n".join(_told(each)),
        exact_words(each.report_seen_at) if each.report_seen_at else "",
        exact_words(each.signed_in_at) if each.signed_in_at else "",
        f"{deed_words(each.act)} {exact_words(each.acted_at)}" if each.acted_at else "",
    ]


def _told(each: Recorded) -> Iterator[str]:
    for notice in each.sent:
        words = str(NOTICES.get(notice.kind, notice.kind))
        seen = (
            _("อ่านเมื่อ %(moment)s โดย %(name)s", moment=exact_words(notice.seen_at), name=notice.seen_by)
            if notice.seen_at
            else _("ยังไม่ได้อ่าน")
        )
        yield f"{exact_words(notice.made_at)} {words} ({seen})"
