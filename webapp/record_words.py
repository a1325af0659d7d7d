"""The fields of records in the reader's words: their names, their values, and what is wrong with a value."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from processes.reports.particulars import HIDDEN
from processes.rules.profile_fields import Asked
from processes.rules.record_fields import FIELDS, PROFILE_FIELDS, Field, Group, Kind
from processes.rules.record_values import FieldProblem
from processes.terms import Sex
from webapp.grades import class_words
from webapp.language import language
from webapp.words import day_words, number_words, sex_words

GROUPS = {
    Group.STUDY: _("การเรียน"),
    Group.FAMILY: _("ครอบครัว"),
    Group.ADDRESS: _("ที่อยู่"),
    Group.HEALTH: _("สุขภาพและความต้องการพิเศษ"),
}
NAMES = {
    # on the roll itself
    "prefix": _("คำนำหน้าชื่อ"),
    "first_name": _("ชื่อ"),
    "last_name": _("นามสกุล"),
    "sex": _("เพศ"),
    "birth_on": _("วันเกิด"),
    "nationality": _("สัญชาติ"),
    "number": _("เลขประจำตัวประชาชนหรือรหัส G-Code"),
    "class": _("ชั้น"),
    # study
    "student_number": _("เลขประจำตัวนักเรียน"),
    "entered_on": _("วันที่เข้าศึกษา"),
    "student_status": _("สถานภาพนักเรียน"),
    "race": _("เชื้อชาติ"),
    "religion": _("ศาสนา"),
    "passport": _("เลขที่หนังสือเดินทาง"),
    "tuition_right": _("สิทธิการเบิกค่าเล่าเรียน"),
    "medical_right": _("สิทธิการเบิกค่ารักษาพยาบาล"),
    # family
    "family_status": _("สถานภาพครอบครัว"),
    # health
    "height": _("ส่วนสูง (เซนติเมตร)"),
    "weight": _("น้ำหนัก (กิโลกรัม)"),
    "blood": _("กลุ่มเลือด"),
    "condition": _("สภาพนักเรียน"),
    "disability": _("ประเภทความพิการ"),
    "disability_level": _("ระดับความพิการ"),
    "disadvantage": _("ความด้อยโอกาส"),
    # the unit's profile
    "head_name": _("ชื่อผู้บริหารสถานศึกษา"),
    "head_position": _("ตำแหน่งผู้บริหารสถานศึกษา"),
    "head_phone": _("โทรศัพท์ผู้บริหารสถานศึกษา"),
    "phone": _("โทรศัพท์สถานศึกษา"),
    "email": _("อีเมล"),
    "classes": _("จำนวนห้องเรียน"),
    "buildings": _("จำนวนอาคารเรียน"),
}
OWNERS = {
    "father": _("บิดา"),
    "mother": _("มารดา"),
    "guardian": _("ผู้ปกครอง"),
    "registered": _("ที่อยู่ตามทะเบียนบ้าน"),
    "current": _("ที่อยู่ปัจจุบัน"),
    "place": _("ที่ตั้งสถานศึกษา"),
}
PARTS = {
    "prefix": _("คำนำหน้าชื่อ"),
    "first_name": _("ชื่อ"),
    "last_name": _("นามสกุล"),
    "religion": _("ศาสนา"),
    "occupation": _("อาชีพ"),
    "income": _("รายได้ต่อเดือน (บาท)"),
    "phone": _("เบอร์โทรศัพท์"),
    "relation": _("ความเกี่ยวข้องกับผู้เรียน"),
    "house": _("บ้านเลขที่"),
    "village": _("หมู่ที่"),
    "road": _("ถนน"),
    "subdistrict": _("ตำบล"),
    "district": _("อำเภอ"),
    "province": _("จังหวัด"),
    "postcode": _("รหัสไปรษณีย์"),
}
PROBLEMS = {
    FieldProblem.TOO_LONG: _("ข้อความยาวเกินไป"),
    FieldProblem.NO_DAY: _("ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวัน เดือน และปี"),
    FieldProblem.NOT_BUDDHIST_ERA: _("โปรดกรอกปีเป็นพุทธศักราช เช่น 2565"),
    FieldProblem.IN_THE_FUTURE: _("วันที่อยู่หลังวันนี้"),
    FieldProblem.NO_NUMBER: _("ต้องเป็นตัวเลข"),
    FieldProblem.TOO_MANY_DECIMALS: _("มีตำแหน่งทศนิยมมากเกินไป"),
    FieldProblem.OUT_OF_BOUNDS: _("ต้องอยู่ระหว่าง %(least)s ถึง %(most)s"),
    FieldProblem.NOT_ON_THE_LIST: _("โปรดเลือกจากรายการ"),
    FieldProblem.NO_PHONE: _("เบอร์โทรศัพท์ต้องขึ้นต้นด้วย 0 และมี 9 หรือ 10 หลัก"),
    FieldProblem.NO_POSTCODE: _("รหัสไปรษณีย์ต้องมี 5 หลัก"),
}


def group_words(group: Group) -> str:
    return str(GROUPS[group])


def owner_of(key: str) -> str:
    """Whose field it is (`father`, `registered`), or nothing where it stands for itself."""
    owner = key.partition("_")[0]
    return owner if owner in OWNERS and key not in NAMES else ""


def by_owner(fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """The fields in their order, those of one owner together."""
    return [(owner, list(own)) for owner, own in groupby(fields, lambda field: owner_of(field.key))]


def owner_words(owner: str) -> str:
    return str(OWNERS[owner]) if owner else ""


def short_words(key: str) -> str:
    """The field's name below the heading that says whose it is."""
    return str(PARTS[key.partition("_")[2]] if owner_of(key) else NAMES[key])


def field_words(key: str) -> str:
    """The field's name wherever it stands alone; a further field of a unit is its own name."""
    if owner := owner_of(key):
        return f"{OWNERS[owner]}: {short_words(key)}"
    return str(NAMES.get(key, key))


def value_words(key: str, value: str) -> str:
    """A value as it is kept, in words."""
    if not value or value == HIDDEN:
        return str(gettext("ข้อมูลที่ไม่แสดง")) if value else "–"
    if key == "sex":
        return sex_words(Sex(value))
    if key == "class":
        return class_words(value) or value
    field = FIELDS.get(key) or PROFILE_FIELDS.get(key)
    return kept_words(field or Field(key, Kind.DAY if key == "birth_on" else Kind.TEXT), value)


def label_words(field: Field) -> str:
    """The field's name on a form or beside its value; the department words those that it asks for."""
    return field.label or short_words(field.key)


def kept_words(field: Field, value: str) -> str:
    """A value of the field as its kind writes it."""
    if field.kind is Kind.DAY:
        return day_words(date.fromisoformat(value))
    if field.kind is Kind.YES_NO:
        return dict(yes_or_no(field))[value]
    return number_words(int(value)) if field.kind is Kind.NUMBER and value.isdecimal() else value


def yes_or_no(field: Field) -> list[tuple[str, str]]:
    """Both answers; the yes-or-no fields of a learner's record are rights."""
    words = (gettext("ใช่"), gettext("ไม่ใช่")) if field.label else (gettext("มีสิทธิ"), gettext("ไม่มีสิทธิ"))
    return list(zip(("yes", "no"), map(str, words), strict=True))


def problem_words(field: Field, problem: FieldProblem) -> str:
    """What is wrong with a field, the field named."""
    bounds = {"least": f"{field.least:g}", "most": number_words(int(field.most))}
    return f"{field.label or field_words(field.key)}: {str(PROBLEMS[problem]) % bounds}"


def in_words(asked: Iterable[Asked]) -> list[Field]:
    """The fields that the department asks for, each under its name in the reader's language."""
    return [replace(each.field, label=each.label(language())) for each in asked]


# What a template calls these.
RECORD_WORDS: dict[str, object] = {
    "group_words": group_words,
    "by_owner": by_owner,
    "owner_words": owner_words,
    "short_words": short_words,
    "field_words": field_words,
    "value_words": value_words,
    "label_words": label_words,
    "kept_words": kept_words,
}
