"""A request to reopen as its decider reads it: who asks, why, what will change, what falls (letter 8)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from processes.records.confirmations import Confirmation, ReopeningRequest
from processes.records.officers import Officer


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the people in it and the confirmation it would withdraw."""

    request: ReopeningRequest
    asked_by: str
    position: str
    phone: str | None
    decided_by: str | None
    standing: Confirmation | None


_ASKER, _DECIDER = aliased(Officer), aliased(Officer)


def asked(session: Session, request_id: int) -> Asked:
    """The request, within what the session may see; `NoResultFound` outside it."""
    wanted = (
        select(ReopeningRequest, _ASKER, _DECIDER.name)
        .join(_ASKER, _ASKER.id == ReopeningRequest.asked_by)
        .outerjoin(_DECIDER, _DECIDER.id == ReopeningRequest.decided_by)
        .where(ReopeningRequest.id == request_id)
        .options(joinedload(ReopeningRequest.case), joinedload(ReopeningRequest.unit))
    )
    request, asker, decider = session.execute(wanted).one()
    falls = select(Confirmation).filter_by(case_id=request.case_id, stream=request.stream, withdrawn_at=None)
    standing = session.scalars(falls).one_or_none()
    return Asked(request, asker.name, asker.position, asker.phone, decider, standing)


def asked_for(session: Session, origin_id: int) -> ReopeningRequest | None:
    """The open request that was sent further up because of this one."""
    wanted = select(ReopeningRequest).filter_by(origin_id=origin_id, decided_at=None)
    return session.scalars(wanted.limit(1)).first()
