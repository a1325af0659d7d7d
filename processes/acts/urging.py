"""An authority urges those of its schools and centres that have not begun (letter C1, L1; F52)."""

from typing import Any

from sqlalchemy import select

from processes.acts import journal
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.units import Unit
from processes.reports.standing import overall_standing
from processes.terms import Act, Standing, Tier

KIND = "urged"


def urge_units(office: Office, actor: Actor, case: Case) -> int:
    """Give each that has not begun a notice, once a day; returns how many got one."""
    if case.tier is not Tier.LOCAL_AUTHORITY:
        raise UnknownItem(case.id)
    office.allow(Act.URGE_UNITS, actor, case)
    rows = _notices(office, case)
    if rows:
        insert_once(office.session, Notice, rows)
        journal.note(office, case, Act.URGE_UNITS, actor, units=len(rows))
    return len(rows)


def _notices(office: Office, case: Case) -> list[dict[str, Any]]:
    wanted = (
        select(Case.id, Unit.id, Unit.name, Unit.authority_id, Unit.province_id)
        .join(Unit, Unit.id == Case.unit_id)
        .where(Case.parent_id == case.id, overall_standing() == str(Standing.NOT_STARTED))
        .where(Case.suspended_at.is_(None))  # it cannot begin
        .order_by(Case.id)
    )
    rows = [
        {
            "key": f"{KIND}:{case_id}:{office.today}",
            "kind": KIND,
            "round_id": case.round_id,
            "case_id": case_id,
            "about": name,
            "made_at": office.now,
            "unit_id": unit_id,
            "authority_id": authority_id,
            "province_id": province_id,
        }
        for case_id, unit_id, name, authority_id, province_id in office.session.execute(wanted)
    ]
    told = select(Notice.key).where(Notice.key.in_([row["key"] for row in rows]))
    before = set(office.session.scalars(told))
    return [row for row in rows if row["key"] not in before]
