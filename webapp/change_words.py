"""What changed in a diagram, a sentence for each change, in the reader's language."""

import re
from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.acts.comparing import Change, Comparison, TimePoint, read_time
from processes.terms import Act, Role
from webapp.diagram_words import OUTCOMES, said
from webapp.names import STEPS
from webapp.shell import ROLES
from webapp.tasks import TASKS

KINDS: dict[str, LazyString] = {
    "userTask": _("งาน"),
    "serviceTask": _("งานของระบบ"),
    "exclusiveGateway": _("ทางแยก"),
    "parallelGateway": _("ทางแยกคู่ขนาน"),
    "eventBasedGateway": _("ทางแยกตามเหตุการณ์"),
    "startEvent": _("จุดเริ่ม"),
    "endEvent": _("จุดจบ"),
    "intermediateCatchEvent": _("จุดรอ"),
    "boundaryEvent": _("จุดรอที่ติดกับงาน"),
    "sequenceFlow": _("เส้นทาง"),
    "lane": _("ช่องผู้ทำ"),
    "process": _("แผนผัง"),
    "participant": _("กรอบแผนผัง"),
    "textAnnotation": _("หมายเหตุ"),
}
_OTHER = _("ส่วนประกอบ")
_WHOLE = {
    "added": _("เพิ่ม%(kind)s “%(name)s”"),
    "removed": _("เอา%(kind)s “%(name)s” ออก"),
}
_CHANGED: dict[str, LazyString] = {
    "name": _("%(kind)sเปลี่ยนชื่อจาก “%(old)s” เป็น “%(new)s”"),
    "type": _("“%(name)s” เปลี่ยนจาก%(old)s เป็น%(new)s"),
    "lane": _("“%(name)s” ย้ายจากช่อง “%(old)s” ไปช่อง “%(new)s”"),
    "role": _("ผู้ทำของช่อง “%(name)s” เปลี่ยนจาก%(old)s เป็น%(new)s"),
    "act": _("งาน “%(name)s” เปลี่ยนจาก “%(old)s” เป็น “%(new)s”"),
    "form": _("หน้าของงาน “%(name)s” เปลี่ยนจาก %(old)s เป็น %(new)s"),
    "outcomes": _("ผลที่เลือกได้ของ “%(name)s” เปลี่ยนจาก %(old)s เป็น %(new)s"),
    "step": _("สิ่งที่ระบบทำที่ “%(name)s” เปลี่ยนจาก “%(old)s” เป็น “%(new)s”"),
    "to": _("ผู้รับของ “%(name)s” เปลี่ยนจาก%(old)s เป็น%(new)s"),
    "instructions": _("คำอธิบายของ “%(name)s” เปลี่ยนจาก “%(old)s” เป็น “%(new)s”"),
    "condition": _("เงื่อนไขของเส้นทาง “%(name)s” เปลี่ยนจาก %(old)s เป็น %(new)s"),
    "default": _("เส้นทางปกติของ “%(name)s” เปลี่ยนจาก “%(old)s” เป็น “%(new)s”"),
    "source": _("เส้นทาง “%(name)s” เริ่มจาก “%(new)s” แทน “%(old)s”"),
    "target": _("เส้นทาง “%(name)s” ไปที่ “%(new)s” แทน “%(old)s”"),
    "host": _("“%(name)s” ย้ายไปติดกับ “%(new)s” แทน “%(old)s”"),
    "interrupting": _("“%(name)s” เปลี่ยนจาก%(old)s เป็น%(new)s"),
    "event": _("“%(name)s” เปลี่ยนสิ่งที่รอจาก%(old)s เป็น%(new)s"),
    "message": _("“%(name)s” รอข้อความ %(new)s แทน %(old)s"),
    "signal": _("“%(name)s” รอสัญญาณ %(new)s แทน %(old)s"),
    "timer": _("“%(name)s” เลื่อนจาก%(old)s เป็น%(new)s"),
    "timer_kind": _("“%(name)s” เปลี่ยนวิธีนับเวลาจาก%(old)s เป็น%(new)s"),
    "place": _("%(kind)s “%(name)s” ย้ายที่บนภาพ"),
    "colour": _("%(kind)s “%(name)s” เปลี่ยนสี"),
    "text": _("หมายเหตุเปลี่ยนจาก “%(old)s” เป็น “%(new)s”"),
}
_NEW_TASK = _("เพิ่มงาน “%(name)s” ในช่อง “%(new)s”")
_FIELD_ADDED = _("งาน “%(name)s” เพิ่มช่องกรอก “%(new)s”")
_FIELD_REMOVED = _("งาน “%(name)s” เอาช่องกรอก “%(old)s” ออก")
_FIELD_LABEL = _("ช่องกรอกของงาน “%(name)s” เปลี่ยนชื่อจาก “%(old)s” เป็น “%(new)s”")
_FIELD_CHANGED = _("ช่องกรอก %(field)s ของงาน “%(name)s”: %(property)sเปลี่ยนจาก %(old)s เป็น %(new)s")
_ANYTHING = _("“%(name)s”: %(property)s เปลี่ยนจาก “%(old)s” เป็น “%(new)s”")
_PROPERTIES = {
    "type": _("ชนิด"),
    "required": _("การบังคับกรอก"),
    "options": _("ตัวเลือก"),
    "labelEn": _("ชื่อภาษาอังกฤษ"),
    "help": _("คำแนะนำ"),
    "min": _("ค่าต่ำสุด"),
    "max": _("ค่าสูงสุด"),
    "maxLength": _("ความยาวสูงสุด"),
    "earliest": _("วันแรกที่รับ"),
    "latest": _("วันสุดท้ายที่รับ"),
    "helpEn": _("คำแนะนำภาษาอังกฤษ"),
    "optionsEn": _("ตัวเลือกภาษาอังกฤษ"),
}
_WAITS = {
    "timer": _("เวลา"),
    "message": _("ข้อความ"),
    "signal": _("สัญญาณ"),
    "terminate": _("การจบทั้งเรื่อง"),
    "": _("ไม่มี"),
}
_TIMES = {"timeDate": _("วันเวลา"), "timeDuration": _("ระยะเวลา"), "timeCycle": _("รอบเวลา")}
_RECIPIENTS = {
    "own": _("หน่วยงานเอง"),
    "above": _("หน่วยงานเหนือขึ้นไป"),
    "executive": _("ผู้บริหาร"),
}
_BREAKS_OFF = {"true": _("หยุดงานที่ติดอยู่"), "false": _("ไม่หยุดงานที่ติดอยู่")}
_YES_NO = {"true": _("ใช่"), "false": _("ไม่")}
_ANSWERS = {
    "text": _("ข้อความ"),
    "number": _("จำนวน"),
    "date": _("วันที่"),
    "choice": _("เลือกหนึ่งข้อ"),
    "yes_no": _("ใช่หรือไม่ใช่"),
    "file": _("แนบไฟล์"),
    "statement": _("ข้อความรับรองที่ต้องยอมรับ"),
}
_BOUNDS = {
    "opens_at": _("วันเปิดระบบ"),
    "due_at": _("วันครบกำหนด"),
    "closes_at": _("เวลาปิดระบบ"),
    "today": _("วันที่ตอบ"),
}
_NOTHING = _("(ว่าง)")
_AT = {
    "opens_at": (_("เวลาเปิดระบบ"), _("%(length)sก่อนเวลาเปิดระบบ"), _("%(length)sหลังเวลาเปิดระบบ")),
    "due_at": (_("เวลาครบกำหนด"), _("%(length)sก่อนครบกำหนด"), _("%(length)sหลังครบกำหนด")),
    "closes_at": (_("เวลาปิดระบบ"), _("%(length)sก่อนปิดระบบ"), _("%(length)sหลังปิดระบบ")),
    "": (_("ทันทีที่มาถึง"), _("%(length)sก่อนมาถึง"), _("%(length)sหลังมาถึง")),
}
_DAYS, _HOURS, _MINUTES = _("%(number)s วัน"), _("%(number)s ชั่วโมง"), _("%(number)s นาที")
A_DAY, AN_HOUR, A_MINUTE = 86_400, 3_600, 60


def change_words(change: Change, comparison: Comparison) -> str:
    """The sentence of one change."""
    name = element_words(change.element, comparison)
    given = {
        "kind": str(KINDS.get(change.type, _OTHER)),
        "name": name,
        "old": _value(change, change.old, comparison),
        "new": _value(change, change.new, comparison),
    }
    if change.attribute.startswith("field:"):
        return _field_words(change, given)
    if change.kind == "added" and change.new:
        return _tidy(str(_NEW_TASK) % {**given, "new": element_words(change.new, comparison)})
    sentence = _WHOLE.get(change.kind) or _CHANGED.get(change.attribute)
    if sentence is None:
        return _tidy(str(_ANYTHING) % {**given, "property": change.attribute})
    return _tidy(str(sentence) % given)


def element_words(id_: str, comparison: Comparison) -> str:
    """What an element is called: its name, or for an arrow what it joins, or its key."""
    if id_ in comparison.flows:
        source, target = (comparison.names.get(end, end) for end in comparison.flows[id_])
        own = comparison.names.get(id_)
        return f"{source} → {target}" + (f" ({own})" if own else "")
    return comparison.names.get(id_, id_)


def time_words(text: str) -> str:
    """A time of a diagram: “3 วันก่อนครบกำหนด”; an expression that says more stays as it is."""
    point = read_time(text)
    return f" {text}" if point is None else point_words(point)


def point_words(point: TimePoint) -> str:
    at, before, after = _AT[point.word]
    if not point.seconds:
        return str(at)
    return str(before if point.seconds < 0 else after) % {"length": length_words(abs(point.seconds))}


def length_words(seconds: int) -> str:
    """So many days, else hours, else minutes: whichever says it whole; Thai sets a space before a number."""
    for size, words in ((A_DAY, _DAYS), (AN_HOUR, _HOURS)):
        if seconds >= size and seconds % size == 0:
            return " " + str(words) % {"number": seconds // size}
    return " " + str(_MINUTES) % {"number": max(1, round(seconds / A_MINUTE))}


def _field_words(change: Change, given: dict[str, str]) -> str:
    _word, field, *rest = change.attribute.split(":")
    if rest:
        name = rest[0]
        words = _OF_PROPERTY.get(name, _YES_NO)
        values = {key: str(words.get(given[key], given[key])) for key in ("old", "new")}
        told = {**given, **values, "field": field, "property": str(_PROPERTIES.get(name, name))}
        return _tidy(str(_FIELD_CHANGED) % told)
    sentence = _FIELD_ADDED if not change.old else _FIELD_REMOVED if not change.new else _FIELD_LABEL
    return _tidy(str(sentence) % given)


def _value(change: Change, value: str, comparison: Comparison) -> str:
    """A value as people say it; what has no words stays as the file says it."""
    if change.attribute == "timer":
        return time_words(value)
    if change.attribute in {"lane", "source", "target", "host", "default"} and value:
        return element_words(value, comparison)
    if change.attribute == "outcomes":
        return ", ".join(said(OUTCOMES, each.strip()) for each in value.split(",")) or str(_NOTHING)
    words: Mapping[str, LazyString | str] = _VALUES.get(change.attribute, dict)()
    return str(words.get(value, value or _NOTHING))


_VALUES: dict[str, Callable[[], Mapping[str, LazyString | str]]] = {
    "type": lambda: KINDS,
    "role": lambda: {str(role): ROLES[role] for role in Role},
    "act": lambda: {str(act): words for act, words in TASKS.items() if isinstance(act, Act)},
    "step": lambda: STEPS,
    "to": lambda: _RECIPIENTS,
    "interrupting": lambda: _BREAKS_OFF,
    "event": lambda: _WAITS,
    "timer_kind": lambda: _TIMES,
}


_OF_PROPERTY: Mapping[str, Mapping[str, LazyString]] = {
    "type": _ANSWERS,
    "earliest": _BOUNDS,
    "latest": _BOUNDS,
}


def _tidy(sentence: str) -> str:
    return re.sub(r" {2,}", " ", sentence).strip()
