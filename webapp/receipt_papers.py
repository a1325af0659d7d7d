"""A receipt for the file, as PDF: what its page says, laid out for A4 (F43)."""

from collections.abc import Mapping

from flask_babel import gettext as _

from processes.reports.receipts import Receipt
from processes.rules.figures import Figures
from processes.terms import Grade, Stream
from webapp.documents.setting import pdf_of
from webapp.door import now
from webapp.grades import grade_words
from webapp.language import language
from webapp.words import (
    due_in_words,
    exact_words,
    figure_rows,
    number_words,
    short_moment_words,
    stream_words,
    withdrawn_words,
)


def receipt_pdf(found: Receipt, own: Figures | None, outside: Mapping[Grade, int] | None) -> bytes:
    """The receipt as it stands now: withdrawn or not, and when that was looked at."""
    made = found.confirmation
    printed = _("พิมพ์เมื่อ %(moment)s", moment=short_moment_words(now()))
    return pdf_of(
        "receipt",
        {
            "language": language(),
            "title": _("ใบรับการยืนยันข้อมูล"),
            "number": made.number,
            "state": _state(found),
            "facts": _facts(found),
            "tables": [each for each in (_own(own), _outside(outside)) if each],
            "statement": {
                "title": _("คำรับรองของผู้ยืนยันข้อมูล"),
                "words": made.attestation,
                "person": " · ".join(filter(None, (made.officer_name, made.position, made.unit.name))),
            },
            "digest": {"label": _("รหัสตรวจสอบข้อมูล (SHA-256)"), "value": made.digest},
            "footer": f"{made.number} · {printed}",
        },
    )


def _state(found: Receipt) -> str:
    made = found.confirmation
    if made.withdrawn_at is None:
        return str(_("ยืนยันข้อมูลแล้ว การยืนยันนี้มีผลอยู่"))
    when = exact_words(made.withdrawn_at)
    said = _("ยกเลิกเมื่อ %(moment)s โดย %(name)s", moment=when, name=found.withdrawn_by or "–")
    why = withdrawn_words(made.withdrawn_why)
    return " · ".join(str(part) for part in (_("การยืนยันนี้ถูกยกเลิกแล้ว"), said, why) if part)


def _facts(found: Receipt) -> list[tuple[str, str]]:
    made, round_ = found.confirmation, found.round
    term = _("ปีการศึกษา %(year)s ครั้งที่ %(number)s", year=round_.academic_year, number=round_.number)
    return [
        (_("หน่วยงาน"), f"{made.unit.name} ({made.unit.code})"),
        (_("รอบ"), term),
        (_("ข้อมูล"), stream_words(made.stream)),
        (_("ฉบับที่"), str(made.version)),
        (_("เวลาของระบบ"), exact_words(made.confirmed_at)),
        (_("กำหนดเวลา"), _("ทันกำหนด") if found.in_time else _("หลังกำหนด แต่ก่อนปิดระบบ")),
        (_("ครบกำหนด"), due_in_words(made.due_at)),
        (_("จำนวนรวม"), _("%(number)s คน", number=number_words(made.total))),
    ]


def _own(own: Figures | None) -> dict[str, object] | None:
    if own is None:
        return None
    rows = [
        (row.label, *(number_words(number) for number in (row.male, row.female, row.total)))
        for row in figure_rows(own)
    ]
    numbers = (number_words(number) for number in (own.male, own.female, own.total))
    return {
        "title": stream_words(Stream.OWN),
        "words": [_("ชั้น"), _("ชาย"), _("หญิง"), _("รวม")],
        "rows": rows,
        "sum": [_("รวม"), *numbers],
    }


def _outside(outside: Mapping[Grade, int] | None) -> dict[str, object] | None:
    if outside is None:
        return None
    return {
        "title": _("จำนวนนักเรียนของสังกัดอื่น"),
        "words": [_("ชั้น"), _("จำนวนนักเรียน")],
        "rows": [(grade_words(grade), number_words(number)) for grade, number in outside.items()],
        "sum": [_("รวม"), number_words(sum(outside.values()))],
    }
