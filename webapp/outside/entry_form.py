"""Reads what was typed of an outside school into an entry of the register."""

from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts.outside_register import Entry
from processes.records.units import Unit
from processes.reports.outside_register import RegisterLine
from processes.rules.affiliations import AFFILIATIONS
from processes.rules.outside_files import school_code
from processes.rules.thai import clean_name, plain_code
from processes.terms import Tier, UnitKind
from webapp.door import reading, today
from webapp.forms.reading import Reading
from webapp.thaidate import buddhist_parts


def read_code(form: Reading) -> str:
    """The school's own code, as the ministry gives it: digits only."""
    typed = form.text("code", _("โปรดกรอกรหัสโรงเรียน"), 40)
    code = school_code(typed)
    if typed and not code:
        form.wrong("code", _("รหัสโรงเรียนเป็นตัวเลข 6 ถึง 12 หลัก"))
    return code


def read_entry(form: Reading, districts: list[tuple[str, str]]) -> Entry:
    """The entry as typed; what cannot stand is noted in the form."""
    name = clean_name(form.text("name", _("โปรดกรอกชื่อโรงเรียน"), 200))
    affiliation = form.choice("affiliation", AFFILIATIONS, _("โปรดเลือกสังกัด"))
    payer = plain_code(form.text("payer", _("โปรดกรอกรหัส อปท. ที่เป็นหน่วยเบิกจ่าย"), 40)).replace("-", "")
    if payer and payer_named(payer) is None:
        form.wrong("payer", _("ไม่มี อปท. ที่ใช้รหัสนี้"))
    district = form.typed.get("district", "")
    gone_on = form.day("dissolved_on")
    gone_by = form.text("dissolved_by", None, 200)
    if gone_on and gone_on > today():
        form.wrong("dissolved_on", _("วันที่ประกาศเลิกต้องไม่อยู่ในอนาคต"))
    if bool(gone_on) != bool(gone_by) and "dissolved_on" not in form.errors:
        form.wrong("dissolved_by", _("โปรดกรอกทั้งวันที่และเลขที่ประกาศ หรือเว้นว่างทั้งสองช่อง"))
    known = {code for code, _name in districts}
    return Entry(name, affiliation, payer, district if district in known else "", gone_on, gone_by)


def payer_named(code: str) -> Unit | None:
    return reading().scalars(select(Unit).filter_by(code=code, tier=Tier.LOCAL_AUTHORITY)).one_or_none()


def districts_around(payer_code: str, province_id: int | None = None) -> list[tuple[str, str]]:
    """The districts of the payer's province, or of the reader's own."""
    payer = payer_named(payer_code) if payer_code else None
    place = payer.province_id if payer else province_id
    wanted = select(Unit.code, Unit.name).filter_by(kind=UnitKind.DISTRICT, province_id=place)
    return [(code, name) for code, name in reading().execute(wanted.order_by(Unit.sort_key))] if place else []


def values_of(school: RegisterLine | None, payer: str = "") -> dict[str, str]:
    """What the form shows of the register as it stands."""
    if school is None:
        return {"payer": payer}
    day, month, year = buddhist_parts(school.dissolved_on)
    return {
        "name": school.name,
        "affiliation": school.affiliation,
        "payer": school.payer_code,
        "district": school.district_code or "",
        "dissolved_on-day": day,
        "dissolved_on-month": month,
        "dissolved_on-year": year,
        "dissolved_by": school.dissolved_by or "",
    }
