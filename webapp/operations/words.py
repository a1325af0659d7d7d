"""What operations, the conditions of cases and their fates are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.terms import Condition, Fate, OperationKind, Reason, Refused
from webapp.sentences import sentence

KINDS: dict[OperationKind, LazyString] = {
    OperationKind.SUSPEND: _("ระงับเรื่องไว้ชั่วคราว"),
    OperationKind.RESUME: _("ให้เรื่องที่ระงับไว้เดินต่อ"),
    OperationKind.MOVE: _("ย้ายไปขั้นตอนอื่น"),
    OperationKind.RETRY: _("ลองงานที่ขัดข้องอีกครั้ง"),
}
MEANINGS: dict[OperationKind, LazyString] = {
    OperationKind.SUSPEND: _("หน่วยงานทำงานของเรื่องไม่ได้จนกว่าจะให้เดินต่อ การปิดระบบตามเวลาไม่หยุดรอ"),
    OperationKind.RESUME: _("หน่วยงานทำงานต่อจากเดิม และระบบทำสิ่งที่ถึงกำหนดระหว่างนั้น"),
    OperationKind.MOVE: _("งานที่ค้างอยู่ออกจากกล่องงาน และงานของขั้นตอนใหม่เข้ามาแทน"),
    OperationKind.RETRY: _("ระบบลองทำงานที่ทำเองไม่สำเร็จอีกครั้งทันที"),
}
CONDITIONS: dict[Condition, LazyString] = {
    Condition.RUNNING: _("ดำเนินการตามปกติ"),
    Condition.SUSPENDED: _("ระงับไว้"),
    Condition.LATE: _("เกินกำหนด"),
    Condition.INCIDENT: _("ขัดข้อง"),
}
FATES: dict[Fate, LazyString] = {
    Fate.WAITING: _("รอลองทำ"),
    Fate.FIT: _("ทำได้"),
    Fate.UNFIT: _("ทำไม่ได้"),
    Fate.DONE: _("ทำแล้ว"),
    Fate.REFUSED: _("ถึงคิวแล้วทำไม่ได้"),
    Fate.LEFT: _("หยุดก่อนถึงคิว"),
}
LOOKS: dict[Fate, tuple[str, str]] = {
    Fate.WAITING: ("mute", "clock"),
    Fate.FIT: ("info", "check-lg"),
    Fate.UNFIT: ("warn", "exclamation-triangle"),
    Fate.DONE: ("ok", "check-circle"),
    Fate.REFUSED: ("warn", "exclamation-triangle"),
    Fate.LEFT: ("mute", "dash-circle"),
}


def obstacle_words(reason: str) -> str:
    """The sentence for what stood in a case's way; a word of an older program stands as it is."""
    return sentence(Refused(Reason(reason))) if reason in set(Reason) else reason


WORDS: dict[str, object] = {
    "kinds_of_operation": KINDS,
    "conditions": CONDITIONS,
    "fates": FATES,
    "looks": LOOKS,
    "obstacle_words": obstacle_words,
}
