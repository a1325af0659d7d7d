"""What an authority proposes for the register of outside schools, and what its province decides (F62)."""

import json
from datetime import date

from sqlalchemy import select

from processes.acts import counter, journal
from processes.acts.changes import differences
from processes.acts.notices import tell
from processes.acts.office import Actor, Office
from processes.acts.outside_register import Entry, allow_keeping, change, enter, entry_of, written
from processes.records.cases import Case, WorkItem
from processes.records.outside import OtherSchool
from processes.records.outside_lists import OutsideChange
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, ChangeState, Reason, Refused, Role, Tier

REF = "request-outside-{id}"
FORM = "outside_change"


def propose(
    office: Office, actor: Actor, school: OtherSchool | None, code: str, entry: Entry, why: str
) -> OutsideChange | None:
    """Ask the province to enter or change a school; None when nothing would differ."""
    unit = office.session.get_one(Unit, actor.unit_id)
    fields = differences(entry_of(office, school).values if school else {}, entry.values)
    if not fields:
        return None
    _allow(office, actor, school, code, why)
    row = OutsideChange(
        school_id=school.id if school else None,
        school=f"{school.code if school else code} {school.name if school else entry.name}"[:200],
        content=written(fields),
        reason=why.strip(),
        state=ChangeState.WAITING,
        made_by=actor.officer_id,
        made_at=office.now,
        answer="",
        **unit.belonging,
    )
    office.session.add(row)
    office.session.flush()
    journal.note_at_unit(office, unit, Act.PROPOSE_OUTSIDE_CHANGE, actor, proposal=row.id, why=why)
    _lay_before(office, unit, row)
    return row


def accept(office: Office, actor: Actor, row: OutsideChange) -> ChangeState:
    """Do what was proposed, against the register as it stands now."""
    _still_waits(row)
    fields = {name: after for name, (_before, after) in json.loads(row.content).items()}
    if row.school_id is None:
        enter(office, actor, row.school.partition(" ")[0], _entry(fields), row)
    else:
        school = office.session.get_one(OtherSchool, row.school_id, with_for_update=True)
        wished = _entry({**entry_of(office, school).values, **fields})
        if change(office, actor, school, school.revision, wished, row) is None:
            allow_keeping(actor, office.session.get_one(Unit, school.unit_id))
            row.state, row.decided_by, row.decided_at = ChangeState.MADE, actor.officer_id, office.now
    _put_away(office, actor, row)
    return row.state


def refuse(office: Office, actor: Actor, row: OutsideChange, why: str) -> None:
    """Say no, with the reason."""
    unit = office.session.get_one(Unit, row.unit_id)
    allow_keeping(actor, unit)
    _still_waits(row)
    if not why.strip():
        raise Refused(Reason.NO_REASON_GIVEN)
    row.state, row.answer = ChangeState.REFUSED, why.strip()
    row.decided_by, row.decided_at = actor.officer_id, office.now
    journal.note_at_unit(office, unit, Act.KEEP_OUTSIDE_SCHOOL, actor, proposal=row.id, refused=why)
    tell(office, unit, "outside_refused", str(row.id), row.school)
    _put_away(office, actor, row)


def proposal_for(office: Office, actor: Actor, change_id: int) -> OutsideChange:
    """The proposal, locked; `UnknownItem` when it is not below the actor."""
    seen = office.visible(actor, select(OutsideChange).filter_by(id=change_id))
    if seen is None:
        raise counter.UnknownItem(change_id)
    office.session.refresh(seen, with_for_update=True)
    return seen


def _allow(office: Office, actor: Actor, school: OtherSchool | None, code: str, why: str) -> None:
    about = select(OutsideChange.id).filter_by(unit_id=actor.unit_id, state=ChangeState.WAITING)
    same = OutsideChange.school_id == school.id if school else OutsideChange.school.startswith(f"{code} ")
    open_one = office.session.scalars(about.where(same)).first()
    pays = actor.tier is Tier.LOCAL_AUTHORITY and (school is None or school.unit_id == actor.unit_id)
    situation = Situation(
        roles=actor.roles if pays else frozenset(),
        reason_given=bool(why.strip()),
        request_open=open_one is not None,
    )
    if reason := obstacle(Act.PROPOSE_OUTSIDE_CHANGE, situation):
        raise Refused(reason, unit=school.name if school else code)


def _still_waits(row: OutsideChange) -> None:
    if row.state is not ChangeState.WAITING:
        raise Refused(Reason.REQUEST_DECIDED)


def _entry(fields: dict[str, str]) -> Entry:
    on = fields.pop("dissolved_on", "")
    return Entry(**fields, dissolved_on=date.fromisoformat(on) if on else None)


def _lay_before(office: Office, unit: Unit, row: OutsideChange) -> None:
    """Put it into the province's inbox while a round is on; without one, the register's page shows it."""
    latest = select(Round.id).where(Round.opened_at.is_not(None)).order_by(Round.id.desc()).limit(1)
    wanted = select(Case).filter_by(unit_id=unit.parent_id, ended_at=None)
    above = office.session.scalars(wanted.where(Case.round_id == latest.scalar_subquery())).one_or_none()
    if above is None:
        return
    office.session.add(
        WorkItem(
            case_id=above.id,
            unit_id=above.unit_id,
            authority_id=above.authority_id,
            province_id=above.province_id,
            task_ref=REF.format(id=row.id),
            subject_id=0,
            subject=row.school,
            node=FORM,
            name=FORM,
            act=Act.KEEP_OUTSIDE_SCHOOL,
            form=FORM,
            role=Role.RESPONSIBLE,
            opened_at=office.now,
            due_at=office.lock_window(above).due_at,
        )
    )


def _put_away(office: Office, actor: Actor, row: OutsideChange) -> None:
    wanted = select(WorkItem).filter_by(task_ref=REF.format(id=row.id), state=counter.OPEN)
    for item in office.session.scalars(wanted):
        item.state, item.done_at, item.done_by = counter.DONE, office.now, actor.officer_id
        item.outcome = str(row.state)
