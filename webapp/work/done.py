"""What became of an item that is no longer open: what was done, by whom, when, and what comes next."""

from flask_babel import lazy_gettext as _

from processes.records.confirmations import Confirmation
from processes.reports.receipts import signed_at
from processes.reports.requests_to_reopen import asked
from processes.terms import Act, Decision, Outcome, Stream
from webapp.work.desk import Desk
from webapp.work.earlier import answered_here
from webapp.work.reopening import request_id

OUTCOMES: dict[tuple[Act, str], object] = {
    (Act.VERIFY_ROLL, Outcome.DONE): _("ตรวจตัวตนครบทั้งชั้นแล้ว"),
    (Act.RECHECK_ROLL, Outcome.DONE): _("ตรวจสอบการบันทึกครบถ้วนแล้ว"),
    (Act.CONFIRM, Outcome.DONE): _("ยืนยันข้อมูลแล้ว"),
    (Act.CHECK_REPORT, Outcome.SHOWN): _("รายงานแสดงจำนวนครบถ้วน"),
    (Act.CHECK_REPORT, Outcome.MISSING): _("รายงานไม่แสดงจำนวน จึงยกเลิกการยืนยันเพื่อแก้ไข"),
    (Act.REVIEW_UNIT, Outcome.ACCEPTED): _("ตรวจแล้ว ข้อมูลถูกต้อง"),
    (Act.REVIEW_UNIT, Outcome.SENT_BACK): _("ส่งกลับให้แก้ไข"),
    (Act.RECORD_COUNTS, Outcome.DONE): _("กรอกจำนวนครบแล้ว"),
    (Act.CONFIRM_COUNTS, Outcome.DONE): _("ยืนยันจำนวนนักเรียนของสังกัดอื่นแล้ว"),
    (Act.DRAW_SAMPLE, Outcome.DONE): _("สุ่มสถานศึกษาแล้ว"),
    (Act.RECORD_FINDING, Outcome.DONE): _("บันทึกผลการตรวจสอบแล้ว"),
    (Act.TAKE_FIGURES, Outcome.ACCEPTED): _("รับข้อมูลเป็นข้อมูลที่ถูกต้องครบถ้วนแล้ว"),
    (Act.SETTLE_DUPLICATE, "answered"): _("ตอบเรื่องเด็กซ้ำแล้ว"),
    (Act.RAISE_DUPLICATE, "answered"): _("ตอบเรื่องเด็กซ้ำแล้ว"),
    (Act.GRANT_REOPENING, Decision.GRANTED): _("อนุญาตให้แก้ไข และยกเลิกการยืนยันแล้ว"),
    (Act.GRANT_REOPENING, Decision.REFUSED): _("ไม่อนุญาตให้แก้ไข"),
    (Act.GRANT_REOPENING, Decision.CANCELLED): _("ผู้ขอถอนคำขอก่อนพิจารณา"),
    (Act.GRANT_REOPENING, Decision.LAPSED): _("คำขอตกไปเมื่อปิดระบบ"),
}


def page(desk: Desk) -> str:
    """The item as it was done; or that it went away before anybody did it."""
    return desk.draw(
        "work/done.html",
        outcome=_outcome(desk),
        receipt=_receipt(desk),
        answers=answered_here(desk.session, desk.item),
        asked=asked(desk.session, request_id(desk.item)) if desk.item.act is Act.GRANT_REOPENING else None,
    )


def _outcome(desk: Desk) -> object:
    item = desk.item
    return OUTCOMES.get((item.act, item.outcome), item.outcome)


def _receipt(desk: Desk) -> Confirmation | None:
    streams = {Act.CONFIRM: Stream.OWN, Act.CONFIRM_COUNTS: Stream.OTHER}
    stream, done_at = streams.get(desk.item.act), desk.item.done_at
    if stream is None or done_at is None:
        return None
    return signed_at(desk.session, desk.case.id, stream, done_at)
