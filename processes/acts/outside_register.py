"""Keeps the register of outside schools: who pays them, whether they still stand (letter 4.2)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from processes.acts import journal, notices, outside_lists
from processes.acts.changes import differences
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.outside import OtherSchool
from processes.records.outside_lists import OutsideChange
from processes.records.units import Unit
from processes.rules.digest import Plain, canonical
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.rules.thai import clean_name, plain_code, sort_key
from processes.terms import Act, ChangeState, Reason, Refused, Tier

Fields = Mapping[str, tuple[str, str]]  # from what to what


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a school; payer and district by their codes."""

    name: str
    affiliation: str
    payer: str
    district: str = ""
    dissolved_on: date | None = None
    dissolved_by: str = ""

    @property
    def values(self) -> dict[str, str]:
        return {
            "name": clean_name(self.name),
            "affiliation": self.affiliation,
            "payer": self.payer,
            "district": self.district,
            "dissolved_on": self.dissolved_on.isoformat() if self.dissolved_on else "",
            "dissolved_by": self.dissolved_by,
        }


def entry_of(office: Office, school: OtherSchool) -> Entry:
    """The school as the register has it now."""
    payer = office.session.get_one(Unit, school.unit_id)
    district = office.session.get(Unit, school.district_id) if school.district_id else None
    return Entry(
        school.name,
        school.affiliation,
        payer.code,
        district.code if district else "",
        school.dissolved_on,
        school.dissolved_by or "",
    )


def enter(
    office: Office, actor: Actor, code: str, entry: Entry, asked: OutsideChange | None = None
) -> ChangeState:
    """Take a school into the register; it is on its payer's list at once, or from the next round (0006)."""
    payer = _unit(office, entry.payer, Tier.LOCAL_AUTHORITY)
    allow_keeping(actor, payer)
    code = plain_code(code)
    for table in (OtherSchool, Unit):
        if office.session.scalars(select(table.id).filter_by(code=code)).first() is not None:
            raise Refused(Reason.CODE_TAKEN)
    school = OtherSchool(code=code, revision=0, name="", affiliation="", sort_key="", **payer.belonging)
    _write(office, school, entry)
    office.session.add(school)
    office.session.flush()
    state = outside_lists.put_on(office, school) if not entry.dissolved_on else ChangeState.MADE
    _note(office, actor, school, differences({}, entry.values), state, asked)
    return state


def change(
    office: Office,
    actor: Actor,
    school: OtherSchool,
    revision: int,
    entry: Entry,
    asked: OutsideChange | None = None,
) -> ChangeState | None:
    """Put the register right; None when nothing differs. Another payer takes over what is recorded."""
    old = office.session.get_one(Unit, school.unit_id)
    payer = _unit(office, entry.payer, Tier.LOCAL_AUTHORITY)
    allow_keeping(actor, old)
    allow_keeping(actor, payer)
    if school.revision != revision:
        raise Refused(Reason.STALE_PAGE)
    fields = differences(entry_of(office, school).values, entry.values)
    if not fields:
        return None
    _write(office, school, entry)
    if "payer" not in fields:
        _note(office, actor, school, fields, ChangeState.MADE, asked)
        return ChangeState.MADE
    return _pay(office, actor, school, payer, fields, asked)


def _pay(
    office: Office,
    actor: Actor,
    school: OtherSchool,
    payer: Unit,
    fields: Fields,
    asked: OutsideChange | None,
) -> ChangeState:
    """Let another authority pay; a later word on who pays replaces one that still waits for its round."""
    wanted = update(OutsideChange).filter_by(school_id=school.id, state=ChangeState.NEXT_ROUND)
    office.session.execute(wanted.values(state=ChangeState.REPLACED))
    state = outside_lists.move(office, school, payer)
    if state is ChangeState.MADE:
        _belong(school, payer)
    _note(office, actor, school, fields, state, asked)
    return state


def make_due_changes(office: Office) -> int:
    """Let the payers of the next round pay, which begins now; returns how many schools changed hands."""
    office.session.flush()
    waiting = select(OutsideChange).filter_by(state=ChangeState.NEXT_ROUND).order_by(OutsideChange.id)
    rows = office.session.scalars(waiting).all()
    for row in rows:
        row.state = ChangeState.MADE
        payer = json.loads(row.content).get("payer")
        if payer and payer[0]:
            school = office.session.get_one(OtherSchool, row.school_id)
            _belong(school, _unit(office, payer[1], Tier.LOCAL_AUTHORITY))
    office.session.flush()
    return len(rows)


def allow_keeping(actor: Actor, payer: Unit) -> None:
    """Raise `Refused` unless the actor's province holds the paying authority, or the department acts."""
    above = actor.roles if actor.unit_id == payer.parent_id else frozenset()
    situation = Situation(roles_above=above, administers=actor.administers)
    if reason := obstacle(Act.KEEP_OUTSIDE_SCHOOL, situation):
        raise Refused(reason, unit=payer.name)


def written(fields: Fields) -> str:
    """Fields before and after, as a change keeps them."""
    return canonical({name: list(both) for name, both in fields.items()}).decode()


def _write(office: Office, school: OtherSchool, entry: Entry) -> None:
    district = _unit(office, entry.district) if entry.district else None
    school.name = clean_name(entry.name)
    school.sort_key = sort_key(school.name)
    school.affiliation = entry.affiliation
    school.district_id = district.id if district else None
    school.dissolved_on = entry.dissolved_on
    school.dissolved_by = entry.dissolved_by or None
    school.revision += 1


def _belong(school: OtherSchool, payer: Unit) -> None:
    for name, value in payer.belonging.items():
        setattr(school, name, value)


def _unit(office: Office, code: str, tier: Tier | None = None) -> Unit:
    unit = office.session.scalars(select(Unit).filter_by(code=code, tier=tier)).one_or_none()
    if unit is None:
        raise UnknownItem(0)
    return unit


def _note(
    office: Office,
    actor: Actor,
    school: OtherSchool,
    fields: Fields,
    state: ChangeState,
    asked: OutsideChange | None,
) -> None:
    """Keep the change beside the school, write it down, and tell who pays."""
    payer = office.session.get_one(Unit, school.unit_id)
    row = asked or OutsideChange(
        made_by=actor.officer_id, made_at=office.now, content="", reason="", answer=""
    )
    row.school_id, row.school = school.id, f"{school.code} {school.name}"[:200]
    row.content, row.state = written(fields), state
    row.decided_by, row.decided_at = actor.officer_id, office.now
    if asked is None:
        for name, value in payer.belonging.items():
            setattr(row, name, value)
    office.session.add(row)
    office.session.flush()
    changed: Plain = {name: list[Plain](both) for name, both in fields.items()}
    journal.note_at_unit(
        office, payer, Act.KEEP_OUTSIDE_SCHOOL, actor, school=school.code, changed=changed, state=str(state)
    )
    notices.tell(office, payer, "outside_changed", f"{row.id}:{row.state}", school.name)
