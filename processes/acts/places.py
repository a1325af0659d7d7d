"""The units that a list takes for granted: the department, and provinces and districts by their numbers."""

import geothai

from processes.rules.codes import DEPARTMENT_CODE, district_code, province_code
from processes.terms import UnitKind

DEPARTMENT_NAME = "กรมส่งเสริมการปกครองท้องถิ่น"
Place = tuple[str, UnitKind, str, str]  # code, kind, name, name in English


def department() -> Place:
    return DEPARTMENT_CODE, UnitKind.DEPARTMENT, DEPARTMENT_NAME, "Department of Local Administration"


def province_of(number: str) -> Place | None:
    """The province of these two digits (TIS 1099); None where there is none."""
    found = geothai.province(number)
    if found is None:
        return None
    return province_code(number), UnitKind.PROVINCE, f"จังหวัด{found.name_th}", found.name_en


def district_of(number: str) -> Place | None:
    """The district of these four digits; None where there is none."""
    found = next((each for each in geothai.districts(number[:2]) if each.code == number), None)
    if found is None:
        return None
    return district_code(number), UnitKind.DISTRICT, f"อำเภอ{found.name_th}", found.name_en
