"""One request with all that it set going: where it is now, since when, and whom to call (F73, F74)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.confirmations import ReopeningRequest
from processes.records.units import Unit
from processes.reports.contacts import Contact, contact_above
from processes.reports.requests import Request, request_seen, steps_up
from processes.reports.units import looking_up
from processes.terms import Standing

HIGHEST = 3  # authority, province, department


@dataclass(frozen=True, slots=True)
class Thread:
    """The requests from the unit that asked first upwards; `turn` waits for `contact` since `since`."""

    hops: list[Request]
    to_come: list[str]  # deciders that stand confirmed and have not been asked yet
    turn: Request | None
    since: datetime | None
    contact: Contact | None
    must_ask_first: bool

    @property
    def asked_at(self) -> datetime:
        """When the whole of it began: one clock for all steps."""
        return self.hops[0].asked_at


def thread_of(session: Session, request: Request, today: date) -> Thread:
    """The thread that the request belongs to, whichever of its steps it is."""
    with looking_up(session):
        root = request_seen(session, _first(session, request.id)) or request
        hops = [root, *steps_up(session, root.id)]
        undecided = [place for place, hop in enumerate(hops) if hop.decision is None]
        if not undecided:
            return Thread(hops, [], None, None, None, must_ask_first=False)
        turn, later = hops[undecided[-1]], hops[undecided[-1] + 1 :]
        since = max([turn.asked_at, *(hop.decided_at for hop in later if hop.decided_at)])
        to_come = _confirmed_from(session, turn.round_id, turn.decider_id)
        contact = contact_above(session, turn.unit_id, today)
    return Thread(hops, to_come, turn, since, contact, must_ask_first=bool(to_come))


def _first(session: Session, request_id: int) -> int:
    for _ in range(HIGHEST):
        wanted = select(ReopeningRequest.origin_id).where(ReopeningRequest.id == request_id)
        origin = session.scalars(wanted).one_or_none()
        if origin is None:
            break
        request_id = origin
    return request_id


def _confirmed_from(session: Session, round_id: int, unit_id: int) -> list[str]:
    """Who would have to be asked still: above each unit from here on that stands confirmed itself."""
    names: list[str] = []
    case_id = session.scalars(select(Case.id).filter_by(round_id=round_id, unit_id=unit_id)).one_or_none()
    while case_id is not None:
        standing, case_id = session.execute(select(Case.standing, Case.parent_id).filter_by(id=case_id)).one()
        if standing is not Standing.CONFIRMED or case_id is None:
            break
        wanted = select(Unit.name).join(Case, Case.unit_id == Unit.id).where(Case.id == case_id)
        names.append(session.scalars(wanted).one())
    return names
