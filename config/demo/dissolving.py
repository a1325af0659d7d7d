"""The outside school of the demonstration that is dissolved while the round is on (letter 4.2 (2))."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from config.demo.country import Country
from processes.acts import outside_register
from processes.acts.office import Actor, Office
from processes.records.outside import OtherSchool

ORDER = "ประกาศเลิกสถานศึกษา ลำดับที่ 1/2565"


def dissolve_schools(office: Office, actor: Actor, country: Country) -> int:
    """Note in the register which schools were dissolved since it was listed; returns how many."""
    codes = [
        each.code
        for province in country.provinces
        for authority in province.authorities
        for each in authority.outside
        if each.dissolved
    ]
    schools = office.session.scalars(select(OtherSchool).where(OtherSchool.code.in_(codes))).all()
    day = office.today - timedelta(days=3)
    for school in schools:
        entry = outside_register.entry_of(office, school)
        gone = replace(entry, dissolved_on=day, dissolved_by=ORDER)
        outside_register.change(office, actor, school, school.revision, gone)
    return len(schools)
