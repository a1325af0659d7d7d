"""What the house failed to do by itself: which work, of which unit, how often, and with what error."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.timers import Timer
from processes.records.units import Unit

SIZE = 50
OF_A_CASE = "case"
TROUBLE = and_(Timer.state.in_(("pending", "failed")), Timer.last_error.is_not(None))


class Incident(NamedTuple):
    """Work that failed and was not done since; `state` failed: it is not tried again by itself."""

    id: int
    kind: str
    state: str
    tries: int
    error: str
    since: datetime
    next_try_at: datetime
    code: str | None
    unit: str | None


def incidents(session: Session, page: int = 1) -> tuple[list[Incident], int]:
    """A page of them, those that a person must look at first; and how many there are."""
    wanted = (
        select(
            Timer.id,
            Timer.kind,
            Timer.state,
            Timer.tries,
            func.coalesce(Timer.last_error, ""),
            Timer.due_at,
            Timer.next_try_at,
            Unit.code,
            Unit.name,
        )
        .outerjoin(Case, and_(Timer.kind == OF_A_CASE, Case.id == Timer.subject_id))
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .where(TROUBLE)
        .order_by(Timer.state, Timer.due_at, Timer.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    total = session.scalars(select(func.count(Timer.id)).where(TROUBLE)).one()
    return [Incident(*row) for row in session.execute(wanted)], total
