"""Opens again what was confirmed: asked from below, decided and withdrawn from the top down (letter 8)."""

from dataclasses import dataclass

from sqlalchemy import select

from processes.acts import casework, confirming, counter, journal, notices, planned
from processes.acts.office import Actor, Office
from processes.acts.planned import Planned
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import ReopeningRequest
from processes.terms import Act, Decision, Role, Standing, Stream

REQUEST_REF = "request-{id}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a unit asks: why, what will change, and the request from below that made it necessary."""

    stream: Stream
    reason: str
    changes: str
    origin_id: int | None = None
    planned: tuple[Planned, ...] = ()


def ask(office: Office, actor: Actor, case: Case, wish: Wish) -> ReopeningRequest:
    """Ask the tier above to withdraw this unit's confirmation (letter 8.1, 8.2, 4.2 (4))."""
    office.allow(
        Act.ASK_REOPENING,
        actor,
        case,
        confirmed=_standing(case, wish.stream) is Standing.CONFIRMED,
        request_open=open_request(office, case, wish.stream) is not None,
        reason_given=bool(wish.reason.strip()),
    )
    request = ReopeningRequest(
        round_id=case.round_id,
        case_id=case.id,
        stream=wish.stream,
        decider_id=case.unit.parent_id,
        origin_id=wish.origin_id,
        reason=wish.reason.strip(),
        changes=wish.changes.strip(),
        asked_by=actor.officer_id,
        asked_at=office.now,
        **case.unit.belonging,
    )
    office.session.add(request)
    office.session.flush()
    planned.keep(office, request, wish.planned)
    _lay_before(office, case, request)
    journal.note(
        office, case, Act.ASK_REOPENING, actor, request=request.id, stream=str(wish.stream), why=wish.reason
    )
    return request


def grant(office: Office, actor: Actor, request: ReopeningRequest, case: Case) -> None:
    """Withdraw the confirmation as asked: only this unit opens, its siblings stay (letter 8.1)."""
    above = office.lock_case(case.parent_id or 0)
    office.allow(
        Act.GRANT_REOPENING,
        actor,
        case,
        confirmed=_standing(case, request.stream) is Standing.CONFIRMED,
        request_open=request.decided_at is None,
        confirmed_above=above.standing is Standing.CONFIRMED,
    )
    _decide(office, actor, request, Decision.GRANTED, "")
    journal.note(office, case, Act.GRANT_REOPENING, actor, request=request.id)
    _tell(office, case, "reopening_granted", request)
    _open(office, actor, case, request.stream, request.reason, request.id)


def refuse(office: Office, actor: Actor, request: ReopeningRequest, case: Case, why: str) -> None:
    """Say no to a request, with the reason."""
    office.allow(
        Act.REFUSE_REOPENING,
        actor,
        case,
        request_open=request.decided_at is None,
        reason_given=bool(why.strip()),
    )
    _decide(office, actor, request, Decision.REFUSED, why.strip())
    journal.note(office, case, Act.REFUSE_REOPENING, actor, request=request.id, why=why)
    _tell(office, case, "reopening_refused", request)
    _drop_above(office, actor, request)


def cancel(office: Office, actor: Actor, request: ReopeningRequest, case: Case) -> None:
    """Take back one's own request before it is decided, with all that it set going further up."""
    office.allow(Act.CANCEL_REQUEST, actor, case, request_open=request.decided_at is None)
    _decide(office, actor, request, Decision.CANCELLED, "")
    journal.note(office, case, Act.CANCEL_REQUEST, actor, request=request.id)
    _drop_above(office, actor, request)


def reopen(office: Office, actor: Actor, case: Case, stream: Stream, why: str) -> None:
    """Withdraw a unit's confirmation unasked, when a review or a sample finds something (8.1, F117)."""
    above = office.lock_case(case.parent_id or 0)
    office.allow(
        Act.REOPEN,
        actor,
        case,
        confirmed=_standing(case, stream) is Standing.CONFIRMED,
        confirmed_above=above.standing is Standing.CONFIRMED,
        reason_given=bool(why.strip()),
    )
    journal.note(office, case, Act.REOPEN, actor, stream=str(stream), why=why)
    pending = open_request(office, case, stream)
    if pending is not None:
        _decide(office, actor, pending, Decision.GRANTED, why)
        _tell(office, case, "reopening_granted", pending)
    else:
        key = f"{case.id}:{stream}:{case.own_version}:{case.other_version}"
        notices.tell(office, case.unit, "reopened_from_above", key, case.unit.name, case)
    _open(office, actor, case, stream, why, pending.id if pending else None)


def request_for(office: Office, actor: Actor, request_id: int) -> tuple[ReopeningRequest, Case]:
    """A request that the actor's unit decides, with its case locked; `UnknownItem` otherwise."""
    return _with_case(office, actor, request_id, decider_id=actor.unit_id)


def own_request(office: Office, actor: Actor, request_id: int) -> tuple[ReopeningRequest, Case]:
    """A request of the actor's own unit, with its case locked; `UnknownItem` otherwise."""
    return _with_case(office, actor, request_id, unit_id=actor.unit_id)


def _with_case(office: Office, actor: Actor, request_id: int, **whose: int) -> tuple[ReopeningRequest, Case]:
    seen = office.visible(actor, select(ReopeningRequest).filter_by(id=request_id, **whose))
    if seen is None:
        raise counter.UnknownItem(request_id)
    case = office.lock_case(seen.case_id)
    if office.waits_for_locks:
        office.session.refresh(seen)
    return seen, case


def open_request(office: Office, case: Case, stream: Stream) -> ReopeningRequest | None:
    wanted = select(ReopeningRequest).filter_by(case_id=case.id, stream=stream, decided_at=None)
    return office.session.scalars(wanted).one_or_none()


def _open(office: Office, actor: Actor, case: Case, stream: Stream, why: str, request_id: int | None) -> None:
    confirming.mark_withdrawn(office, actor, case, stream, why, request_id)
    casework.stand(office, case, stream, Standing.REOPENED)
    casework.settle(office, case)


def _standing(case: Case, stream: Stream) -> Standing:
    return case.standing if stream is Stream.OWN else case.other_standing


def _decide(office: Office, actor: Actor, request: ReopeningRequest, decision: Decision, why: str) -> None:
    request.decision, request.decision_reason = decision, why
    request.decided_by, request.decided_at = actor.officer_id, office.now
    wanted = select(WorkItem).filter_by(task_ref=REQUEST_REF.format(id=request.id), state=counter.OPEN)
    for item in office.session.scalars(wanted):
        item.state, item.done_at, item.done_by = counter.DONE, office.now, actor.officer_id
        item.outcome = str(decision)


def _tell(office: Office, case: Case, kind: str, request: ReopeningRequest) -> None:
    """Whoever asked has work again, or has their no: neither should depend on their looking."""
    notices.tell(office, case.unit, kind, str(request.id), case.unit.name, case)


def _drop_above(office: Office, actor: Actor, request: ReopeningRequest) -> None:
    """A request that was sent further up because of this one has nothing left to ask for."""
    office.session.flush()
    wanted = select(ReopeningRequest).filter_by(origin_id=request.id, decided_at=None)
    for above in office.session.scalars(wanted).all():
        case = office.lock_case(above.case_id)
        _decide(office, actor, above, Decision.CANCELLED, "")
        journal.note(office, case, Act.CANCEL_REQUEST, actor, request=above.id, because_of=request.id)
        _drop_above(office, actor, above)


def _lay_before(office: Office, case: Case, request: ReopeningRequest) -> None:
    """Put the request into the inbox of the tier above; it is no task of the engine."""
    above = office.session.get_one(Case, case.parent_id)
    office.session.add(
        WorkItem(
            case_id=above.id,
            unit_id=above.unit_id,
            authority_id=above.authority_id,
            province_id=above.province_id,
            task_ref=REQUEST_REF.format(id=request.id),
            subject_id=case.id,
            subject=case.unit.name,
            node="reopening_request",
            name="reopening_request",
            act=Act.GRANT_REOPENING,
            form="reopening_request",
            role=Role.RESPONSIBLE,
            opened_at=office.now,
            due_at=office.lock_window(case).due_at,
            learners=case.learners,
        )
    )
