"""The fields of a learner's record beyond the roll, and of a unit's profile: one line each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from processes.rules import record_lists as lists
from processes.rules.thai import clean_name


class Group(StrEnum):
    """The groups in which officers know the record; each is a form of its own."""

    STUDY = "study"
    FAMILY = "family"
    ADDRESS = "address"
    HEALTH = "health"


class Kind(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PHONE = "phone"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its kind and bounds; a sensitive one (PDPA section 26) is sealed and shown to few.

    `heading` is that of the report RPT318, `above` the merged heading over it where there is one.
    """

    key: str
    kind: Kind = Kind.TEXT
    longest: int = 100
    least: float = 0
    most: float = 0
    places: int = 0  # decimals of a number
    choices: tuple[str, ...] = ()
    sensitive: bool = False
    heading: str = ""
    above: str = ""
    group: Group = Group.STUDY
    label: str = ""  # in the reader's language, of a field that the department added


def _choice(key: str, choices: tuple[str, ...], heading: str = "", sensitive: bool = False) -> Field:
    return Field(key, Kind.CHOICE, choices=choices, heading=heading, sensitive=sensitive)


def _person(key: str, above: str) -> tuple[Field, ...]:
    """Father, mother or guardian."""
    return (
        Field(f"{key}_prefix", longest=40, heading="คำนำหน้า", above=above),
        Field(f"{key}_first_name", heading="ชื่อ", above=above),
        Field(f"{key}_last_name", heading="นามสกุล", above=above),
        Field(
            f"{key}_religion",
            Kind.CHOICE,
            choices=lists.RELIGIONS,
            sensitive=True,
            heading="ศาสนา",
            above=above,
        ),
        Field(f"{key}_occupation", Kind.CHOICE, choices=lists.OCCUPATIONS, heading="อาชีพ", above=above),
        Field(f"{key}_income", Kind.NUMBER, most=9_999_999, places=2, heading="รายได้", above=above),
        Field(f"{key}_phone", Kind.PHONE, longest=20, heading="เบอร์โทร", above=above),
    )


def _address(key: str, above: str) -> tuple[Field, ...]:
    return (
        Field(f"{key}_house", Kind.CODE, longest=30, heading="เลขที่", above=above),
        Field(f"{key}_village", Kind.CODE, longest=30, heading="หมู่ที่", above=above),
        Field(f"{key}_road", heading="ถนน", above=above),
        Field(f"{key}_subdistrict", longest=60, heading="ตำบล", above=above),
        Field(f"{key}_district", longest=60, heading="อำเภอ", above=above),
        Field(f"{key}_province", longest=60, heading="จังหวัด", above=above),
        Field(f"{key}_postcode", Kind.POSTCODE, longest=5, heading="รหัสไปรษณีย์", above=above),
    )


_STUDY = (
    Field("student_number", Kind.CODE, longest=20, heading="เลขประจำตัวนักเรียน"),
    Field("entered_on", Kind.DAY, heading="วันเดือนปีเข้าศึกษา"),
    _choice("student_status", lists.STUDENT_STATUSES),
    Field("race", longest=60, sensitive=True, heading="เชื้อชาติ"),
    _choice("religion", lists.RELIGIONS, "ศาสนา", sensitive=True),
    Field("passport", Kind.CODE, longest=20, sensitive=True),  # sealed, as every number of a person
    Field("tuition_right", Kind.YES_NO, heading="สิทธิการเบิกค่าเล่าเรียน"),
    Field("medical_right", Kind.YES_NO, heading="สิทธิการเบิกค่ารักษาพยาบาล"),
)
_FAMILY = (
    _choice("family_status", lists.FAMILY_STATUSES, "สถานภาพ"),
    *_person("father", "บิดา"),
    *_person("mother", "มารดา"),
    *_person("guardian", "ผู้ปกครอง"),
    Field(
        "guardian_relation",
        Kind.CHOICE,
        choices=lists.RELATIONS,
        heading="ความเกี่ยวข้อง",
        above="ผู้ปกครอง",
    ),
)
_HEALTH = (
    Field("height", Kind.NUMBER, least=30, most=230, places=1, sensitive=True, heading="ส่วนสูง"),
    Field("weight", Kind.NUMBER, least=2, most=250, places=1, sensitive=True, heading="น้ำหนัก"),
    _choice("blood", lists.BLOOD_GROUPS, sensitive=True),
    Field("condition", sensitive=True, heading="สภาพนักเรียน"),
    _choice("disability", lists.DISABILITIES, sensitive=True),
    _choice("disability_level", lists.DISABILITY_LEVELS, sensitive=True),
    _choice("disadvantage", lists.DISADVANTAGES, sensitive=True),
)


def _in(group: Group, fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(replace(each, group=group) for each in fields)


GROUPS: dict[Group, tuple[Field, ...]] = {
    Group.STUDY: _in(Group.STUDY, _STUDY),
    Group.FAMILY: _in(Group.FAMILY, _FAMILY),
    Group.ADDRESS: _in(
        Group.ADDRESS,
        (*_address("registered", "ที่อยู่ตามทะเบียนบ้าน"), *_address("current", "ที่อยู่ปัจจุบัน")),
    ),
    Group.HEALTH: _in(Group.HEALTH, _HEALTH),
}
FIELDS: dict[str, Field] = {each.key: each for fields in GROUPS.values() for each in fields}

# What the unit answers for alone: the tiers above confirm numbers, and need nobody's family or health.
PRIVATE_GROUPS = frozenset({Group.FAMILY, Group.ADDRESS, Group.HEALTH})

PROFILE: tuple[Field, ...] = (
    Field("head_name"),
    Field("head_position"),
    Field("head_phone", Kind.PHONE, longest=20),
    Field("phone", Kind.PHONE, longest=20),
    Field("email", longest=200),
    Field("classes", Kind.NUMBER, most=999),
    Field("buildings", Kind.NUMBER, most=999),
    *_address("place", ""),
)
PROFILE_FIELDS: dict[str, Field] = {each.key: each for each in PROFILE}


def is_private(field: Field) -> bool:
    """Whether only the unit's own officers may read the field, and nobody of a tier above."""
    return field.sensitive or field.group in PRIVATE_GROUPS


def field_of(heading: str, above: str = "") -> Field | None:
    """The field under a heading of RPT318, blanks and line breaks aside; None when it is none of these."""
    return _HEADINGS.get((_bare(above), _bare(heading)))


def _bare(heading: str) -> str:
    return clean_name(heading).replace(" ", "")


_HEADINGS = {(_bare(each.above), _bare(each.heading)): each for each in FIELDS.values() if each.heading}
