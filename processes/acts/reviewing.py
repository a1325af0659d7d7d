"""The tier above looks at what each unit confirmed: accepts it, or sends it back (letter 7.1, 8.1, 9.2)."""

from sqlalchemy import select

from processes.acts import casework, counter, journal, reopening
from processes.acts.fanout import is_complete
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.closing import FiguresTaken
from processes.records.confirmations import Confirmation
from processes.terms import Act, Outcome, Standing, Stream


def accept(office: Office, actor: Actor, item: WorkItem) -> None:
    """Find the unit's figures correct; with the last, the case goes on to its own confirmation."""
    counter.expect(item, Act.REVIEW_UNIT)
    unit_case = office.session.get_one(Case, item.subject_id)
    # The reviewer's window counts: an extension may reach further for the tier above than for the unit.
    window, stands = office.lock_window(item.case), {"confirmed": is_complete(unit_case)}
    office.allow_in(window, Act.REVIEW_UNIT, actor, unit_case, {**stands})
    journal.note(office, item.case, Act.REVIEW_UNIT, actor, unit=unit_case.unit.code)
    if item.case.standing is Standing.NOT_STARTED:
        item.case.standing = Standing.IN_PROGRESS
    counter.finish(office, actor, item, Outcome.ACCEPTED)
    casework.review(office, unit_case, item.case)


def send_back(office: Office, actor: Actor, item: WorkItem, stream: Stream, why: str) -> None:
    """Find something to mend: withdraw the unit's confirmation with the reason (letter 8.1)."""
    counter.expect(item, Act.REVIEW_UNIT)
    unit_case = office.session.get_one(Case, item.subject_id)
    counter.set_done(office, actor, item, Outcome.SENT_BACK)
    reopening.reopen(office, actor, unit_case, stream, why)


def take_figures(office: Office, actor: Actor, case: Case, item: WorkItem | None = None) -> None:
    """Take a province's figures as correct and complete; possible after the close, too (letter 9.2)."""
    wanted = select(Confirmation).filter_by(case_id=case.id, stream=Stream.OWN, withdrawn_at=None)
    confirmation = office.session.scalars(wanted).one_or_none()
    taken = confirmation is not None and _is_taken(office, confirmation)
    office.allow(Act.TAKE_FIGURES, actor, case, confirmed=confirmation is not None, taken=taken)
    office.session.add(
        FiguresTaken(
            round_id=case.round_id,
            confirmation_id=confirmation.id if confirmation else 0,
            taken_by=actor.officer_id,
            taken_at=office.now,
            **case.unit.belonging,
        )
    )
    above = office.lock_case(case.parent_id or 0)
    journal.note(office, above, Act.TAKE_FIGURES, actor, unit=case.unit.code)
    if item is None:
        item = _open_item(office, above, case)
    if item is not None:
        counter.set_done(office, actor, item, Outcome.ACCEPTED)
    if not case.reviewed:
        casework.review(office, case, above)


def _is_taken(office: Office, confirmation: Confirmation) -> bool:
    wanted = select(FiguresTaken.id).filter_by(confirmation_id=confirmation.id)
    return office.session.scalars(wanted).one_or_none() is not None


def _open_item(office: Office, above: Case, case: Case) -> WorkItem | None:
    wanted = select(WorkItem).filter_by(
        case_id=above.id, subject_id=case.id, act=Act.TAKE_FIGURES, state=counter.OPEN
    )
    return office.session.scalars(wanted).one_or_none()
