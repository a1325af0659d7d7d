"""Gives cases the dates that moved: their timers, their inbox, a notice each; in batches, by the clock.

A case that had ended goes on where it stood, if its unit may record again (X5).
"""

from typing import Any

from sqlalchemy import Select, select, update

from processes.acts import alarms, casework
from processes.acts.office import LOCKED_CASE_OPTIONS, Office
from processes.records.cases import Case, WorkItem
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.rounds import Retiming, Window
from processes.rules.situations import WindowState
from processes.terms import Act, Standing

BATCH = 100


def begin(office: Office, retiming: Retiming) -> None:
    """Note what has to be gone through; the clock does it, so that whoever moved a date locks no case."""
    office.session.add(retiming)
    office.session.flush()
    alarms.set_alarm(office, f"retime:{retiming.id}", "retime", retiming.id, office.now)


def run_batch(office: Office, retiming_id: int) -> bool:
    """Retime the next cases; true once none is left."""
    retiming = office.session.get_one(Retiming, retiming_id, with_for_update=True)
    if retiming.done_at is not None:
        return True
    cases = office.session.scalars(_next(retiming)).all()
    office.lock_windows(cases)
    told = [case for case in cases if _retime(office, case)]
    insert_once(office.session, Notice, [_notice(office, retiming, case) for case in told])
    if len(cases) < BATCH:
        retiming.done_at = office.now
    else:
        retiming.last_case_id = cases[-1].id
    return retiming.done_at is not None


def _next(retiming: Retiming) -> Select[Case]:
    wanted = (
        select(Case)
        .options(*LOCKED_CASE_OPTIONS)
        .where(Case.round_id == retiming.round_id, Case.tier == retiming.tier)
        .where(Case.id > retiming.last_case_id)
    )
    if retiming.authority_id is not None:
        wanted = wanted.where(Case.authority_id == retiming.authority_id)
    if retiming.unit_id is not None:
        wanted = wanted.where(Case.unit_id == retiming.unit_id)
    if retiming.extension_id is not None:
        covered = select(Window.unit_id).filter_by(extension_id=retiming.extension_id)
        wanted = wanted.where(Case.unit_id.in_(covered))
    else:
        wanted = wanted.where(Case.ended_at.is_(None))
    wanted = wanted.order_by(Case.id).limit(BATCH).with_for_update(of=Case)
    return wanted.execution_options(populate_existing=True)


def _retime(office: Office, case: Case) -> bool:
    """Whether there was anything to retime: a case whose window has closed meanwhile stays ended."""
    window = office.lock_window(case)
    if office.window_state(window) is WindowState.CLOSED:
        return False
    if case.ended_at is not None:
        case.standing = _as_before(office, case, case.standing)
        case.other_standing = _as_before(office, case, case.other_standing)
    casework.retime(office, case)
    office.session.flush()
    _move_items(office, case, {"due_at": window.due_at})
    casework.settle(office, case)
    return True


def _as_before(office: Office, case: Case, standing: Standing) -> Standing:
    """The close had called missed whoever had not confirmed, begun or not."""
    if standing is not Standing.MISSED:
        return standing
    begun = select(WorkItem.id).filter_by(case_id=case.id, state="done").limit(1)
    return Standing.IN_PROGRESS if office.session.scalars(begun).first() else Standing.NOT_STARTED


def _move_items(office: Office, case: Case, values: dict[str, Any]) -> None:
    """The due time of the unit's own open tasks, and of what it asked of the tier above."""
    refs = list(casework.open_tasks(case))
    own = (WorkItem.case_id == case.id, WorkItem.task_ref.in_(refs))
    asked = (
        WorkItem.case_id == case.parent_id,
        WorkItem.act == Act.GRANT_REOPENING,
        WorkItem.subject_id == case.id,
    )
    for which in (own, asked):
        moved = update(WorkItem).where(*which, WorkItem.state == "open").values(**values)
        office.session.execute(moved.execution_options(synchronize_session=False))


def _notice(office: Office, retiming: Retiming, case: Case) -> dict[str, Any]:
    return {
        "key": f"retiming:{retiming.id}:{case.id}",
        "kind": retiming.notice,
        "round_id": case.round_id,
        "case_id": case.id,
        "about": case.unit.name,
        "made_at": office.now,
        **case.unit.belonging,
    }


def run_oldest(office: Office) -> bool:
    """Go on with what has waited longest, without waiting for the clock; false when nothing waits."""
    wanted = select(Retiming.id).where(Retiming.done_at.is_(None)).order_by(Retiming.id).limit(1)
    found = office.session.scalars(wanted.with_for_update(skip_locked=True)).first()
    if found is not None:
        run_batch(office, found)
    return found is not None
