"""Invented records beyond the roll: how a learner lives and learns, what a unit says of itself."""

from datetime import date
from random import Random

from config.demo.names import VILLAGES, first_name, grown_up, phone, surname
from config.demo.plans import InstitutionPlan
from processes.rules.record_lists import (
    BLOOD_GROUPS,
    DISABILITIES,
    DISADVANTAGES,
    FAMILY_STATUSES,
    OCCUPATIONS,
    RELATIONS,
    RELIGIONS,
)
from processes.terms import Sex, UnitKind

Values = dict[str, str]

NONE_OF_IT = 0.97  # neither a disability nor a disadvantage
TOGETHER = 0.7
ENTERED = ("2022-05-16", "2021-05-17", "2020-07-01")
HEADS = {UnitKind.SCHOOL: "ผู้อำนวยการสถานศึกษา", UnitKind.CHILD_CENTRE: "หัวหน้าศูนย์พัฒนาเด็กเล็ก"}
PLACES = {"41": ("อุดรธานี", "41000"), "39": ("หนองบัวลำภู", "39000")}


def record_of(place: int, sex: Sex, family_name: str, age: int, chance: Random) -> Values:
    """What is recorded of a learner; `place` numbers the learners of a school."""
    parents = (("father", Sex.MALE, "นาย"), ("mother", Sex.FEMALE, "นาง"))
    values = {"student_number": f"{10_000 + place}", "entered_on": chance.choice(ENTERED)}
    values |= {"student_status": "กำลังเรียน", "race": "ไทย", "religion": _mostly(RELIGIONS[1:4], chance)}
    values |= {"tuition_right": _right(chance), "medical_right": _right(chance)}
    values["family_status"] = FAMILY_STATUSES[0 if chance.random() < TOGETHER else chance.randrange(1, 3)]
    for key, of, prefix in parents:
        values |= _person(key, prefix, first_name(chance, of), family_name, chance)
    kept_by = RELATIONS[chance.choice((0, 1, 1, 4, 5))]
    of = Sex.MALE if kept_by in {"พ่อ", "ตา"} else Sex.FEMALE
    values |= _person(
        "guardian", "นาย" if of is Sex.MALE else "นาง", first_name(chance, of), family_name, chance
    )
    values["guardian_relation"] = kept_by
    home = _home(chance)
    for key in ("registered", "current"):
        values |= {f"{key}_{part}": value for part, value in home.items()}
    return values | _body(sex, age, chance)


def profile_of(plan: InstitutionPlan, chance: Random) -> Values:
    """What a school or centre says of itself; it has as many classes as it says."""
    name, postcode = PLACES[plan.code[2:4]]
    return {
        "head_name": grown_up(chance),
        "head_position": HEADS[plan.kind],
        "head_phone": _plain(phone(chance.randrange(10_000))),
        "phone": _plain(phone(chance.randrange(10_000))),
        "classes": str(len(plan.classes)),
        "buildings": str(1 + len(plan.classes) // 8),
        "place_house": str(chance.randrange(1, 400)),
        "place_village": str(chance.randrange(1, 15)),
        "place_subdistrict": chance.choice(VILLAGES),
        "place_province": name,
        "place_postcode": postcode,
    }


def _person(key: str, prefix: str, given: str, family: str, chance: Random) -> Values:
    return {
        f"{key}_prefix": prefix,
        f"{key}_first_name": given,
        f"{key}_last_name": family if chance.random() < TOGETHER else surname(chance),
        f"{key}_occupation": _mostly((OCCUPATIONS[4], OCCUPATIONS[5], OCCUPATIONS[3]), chance),
        f"{key}_income": str(chance.randrange(6, 40) * 500),
        f"{key}_phone": _plain(phone(chance.randrange(10_000))),
        f"{key}_religion": RELIGIONS[1],
    }


def _home(chance: Random) -> Values:
    name, postcode = PLACES["41"]
    return {
        "house": f"{chance.randrange(1, 300)}/{chance.randrange(1, 9)}",
        "village": str(chance.randrange(1, 15)),
        "subdistrict": chance.choice(VILLAGES),
        "province": name,
        "postcode": postcode,
    }


def _body(sex: Sex, age: int, chance: Random) -> Values:
    """As tall and as heavy as children of the age are, and hardly anything else of note."""
    height = 75 + 6.2 * age + chance.gauss(0, 4) + (3 if sex is Sex.MALE and age > 13 else 0)
    weight = 10 + 2.1 * (age - 1) + (1.4 * (age - 8) if age > 8 else 0) + chance.gauss(0, 2)
    sound = chance.random() < NONE_OF_IT
    return {
        "height": f"{min(height, 182):.0f}",
        "weight": f"{max(weight, 9):.0f}",
        "blood": chance.choice(BLOOD_GROUPS[:4]),
        "condition": "ปกติ",
        "disability": DISABILITIES[0] if sound else chance.choice(DISABILITIES[1:6]),
        "disadvantage": DISADVANTAGES[0] if sound else DISADVANTAGES[9],
    }


def _mostly(words: tuple[str, ...], chance: Random) -> str:
    return words[0] if chance.random() < 0.8 else chance.choice(words[1:])


def _right(chance: Random) -> str:
    return "yes" if chance.random() < 0.2 else "no"


def _plain(number: str) -> str:
    return number.replace("-", "")


def age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
