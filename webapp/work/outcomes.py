"""How a task ended or may end, in the reader's words: those of the house, or those that its diagram gives."""

from collections.abc import Sequence
from typing import Protocol

from flask_babel import lazy_gettext as _

from processes.terms import Act, Decision, Outcome
from webapp.diagram_words import OUTCOMES as PLAIN
from webapp.door import reading
from webapp.keepers import shelf
from webapp.language import language

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


class Labelled(Protocol):
    """An outcome with the words that a diagram gives it."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def label_en(self) -> str: ...


def outcome_words(act: Act, outcome: str, labelled: Sequence[Labelled] = ()) -> str:
    """What the diagram calls the outcome; else what the house calls it; else its name."""
    for each in labelled:
        if each.name == outcome and each.label:
            return (each.label_en if language() == "en" else "") or each.label
    return str(OUTCOMES.get((act, outcome)) or PLAIN.get(outcome, outcome))


def outcome_choices(outcomes: Sequence[str], labelled: Sequence[Labelled]) -> list[tuple[str, str]]:
    """What whoever does a task may choose among: the value that conditions know, and its words."""
    return [(name, outcome_words(Act.ANSWER, name, labelled)) for name in outcomes]


def labelled_in(edition_id: int, node: str) -> Sequence[Labelled]:
    """The words of a task's outcomes in an edition; a task that it does not hold has none."""
    drawn = shelf().of(reading(), edition_id).nodes.get(node)
    return drawn.labelled if drawn else ()
