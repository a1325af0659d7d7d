"""The fields of a record as tables: what may stand in them, how it is kept, and where RPT318 has them."""

from datetime import date

import pytest

from processes.rules.record_fields import (
    FIELDS,
    GROUPS,
    PROFILE_FIELDS,
    Group,
    Kind,
    field_of,
    is_private,
)
from processes.rules.record_values import FieldProblem, read_value

TODAY = date(2022, 10, 17)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("student_number", " 00๑๒๓ ", "00123"),
        ("student_number", "", ""),
        ("race", "ไทย\u200b", "ไทย"),
        ("entered_on", "๑๗/๐๕/๒๕๖๕", "2022-05-17"),
        ("entered_on", "17-5-2565", "2022-05-17"),
        ("entered_on", "17/10/2565", "2022-10-17"),
        ("height", "๑๒๐.๕", "120.5"),
        ("height", "120.0", "120"),
        ("father_income", "12,500", "12500"),
        ("mother_income", "0", "0"),
        ("religion", "พุทธ", "พุทธ"),
        ("family_status", "พ่อเสียชีวิต/สาปสูญ", "พ่อเสียชีวิต/สาบสูญ"),
        ("guardian_occupation", "อื่น ๆ", "อื่นๆ"),
        ("tuition_right", "มี", "yes"),
        ("medical_right", "ไม่มีสิทธิ", "no"),
        ("medical_right", "๐", "no"),
        ("father_phone", "๐๘-๑๒๓๔-๕๖๗๘", "0812345678"),
        ("father_phone", "042 221 234#12", "042221234#12"),
        ("current_postcode", "๔๑๐๐๐", "41000"),
    ],
)
def test_what_is_typed_is_kept_in_one_form(key: str, typed: str, kept: str) -> None:
    assert read_value(FIELDS[key], typed, TODAY) == kept


@pytest.mark.parametrize(
    ("key", "typed", "problem"),
    [
        ("student_number", "1" * 21, FieldProblem.TOO_LONG),
        ("entered_on", "เมื่อวาน", FieldProblem.NO_DAY),
        ("entered_on", "31/2/2565", FieldProblem.NO_DAY),
        ("entered_on", "17/5/2022", FieldProblem.NOT_BUDDHIST_ERA),
        ("entered_on", "18/10/2565", FieldProblem.IN_THE_FUTURE),
        ("height", "สูง", FieldProblem.NO_NUMBER),
        ("height", "1.1E+2", FieldProblem.NO_NUMBER),
        ("height", "-5", FieldProblem.NO_NUMBER),
        ("height", "120.55", FieldProblem.TOO_MANY_DECIMALS),
        ("height", "1.2", FieldProblem.OUT_OF_BOUNDS),
        ("weight", "251", FieldProblem.OUT_OF_BOUNDS),
        ("religion", "พุธ", FieldProblem.NOT_ON_THE_LIST),
        ("tuition_right", "บางส่วน", FieldProblem.NOT_ON_THE_LIST),
        ("father_phone", "12345", FieldProblem.NO_PHONE),
        ("current_postcode", "01234", FieldProblem.NO_POSTCODE),
    ],
)
def test_what_cannot_stand_in_a_field_has_its_problem(key: str, typed: str, problem: FieldProblem) -> None:
    assert read_value(FIELDS[key], typed, TODAY) is problem


@pytest.mark.parametrize(
    ("above", "heading", "key"),
    [
        ("", "เลขประจำตัวนักเรียน", "student_number"),
        ("", "วันเดือนปี\nเข้าศึกษา", "entered_on"),
        ("", "น้ําหนัก", "weight"),
        ("บิดา", "เบอร์โทร", "father_phone"),
        ("ผู้ปกครอง", "ความเกี่ยวข้อง", "guardian_relation"),
        ("ที่อยู่ปัจจุบัน", "จังหวัด", "current_province"),
        ("ที่อยู่ตามทะเบียนบ้าน", "รหัสไปรษณีย์", "registered_postcode"),
    ],
)
def test_a_heading_of_the_report_leads_to_its_field(above: str, heading: str, key: str) -> None:
    found = field_of(heading, above)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(("above", "heading"), [("", "จังหวัด"), ("บิดา", "ความเกี่ยวข้อง"), ("", "ชื่อ")])
def test_a_heading_of_the_roll_itself_is_no_field_of_the_record(above: str, heading: str) -> None:
    assert field_of(heading, above) is None


def test_every_field_stands_once_and_in_its_group() -> None:
    keys = [each.key for fields in GROUPS.values() for each in fields]
    headed = [(each.above, each.heading) for each in FIELDS.values() if each.heading]

    assert len(keys) == len(set(keys)) == len(FIELDS)
    assert len(headed) == len(set(headed))
    assert all(each.group is group for group, fields in GROUPS.items() for each in fields)


def test_choices_have_a_list_and_numbers_have_bounds() -> None:
    for each in (*FIELDS.values(), *PROFILE_FIELDS.values()):
        assert (each.kind is Kind.CHOICE) == bool(each.choices), each.key
        assert (each.kind is Kind.NUMBER) == bool(each.most), each.key


def test_what_section_26_names_is_sensitive_and_family_and_address_stay_with_the_unit() -> None:
    sensitive = {each.key for each in FIELDS.values() if each.sensitive}

    assert sensitive >= {"race", "religion", "height", "weight", "blood", "disability", "father_religion"}
    assert all(each.sensitive for each in GROUPS[Group.HEALTH])
    assert is_private(FIELDS["mother_income"])
    assert is_private(FIELDS["religion"])
    assert not is_private(FIELDS["student_number"])
