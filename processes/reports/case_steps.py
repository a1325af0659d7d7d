"""Who did what in one case, when, and how long it took: its work items in the order they came."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.cases import WorkItem
from processes.records.officers import Officer
from processes.terms import Act, Role

SIZE = 100


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A piece of work of the case; `person` is empty while nobody did it."""

    node: str
    name: str
    subject: str
    act: Act
    role: Role
    state: str
    outcome: str
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None
    person: str


def steps_of_case(session: Session, case_id: int, page: int = 1) -> tuple[list[CaseStep], int]:
    """The work of a case, oldest first, and how much there is in all."""
    wanted = (
        select(
            WorkItem.node,
            WorkItem.name,
            WorkItem.subject,
            WorkItem.act,
            WorkItem.role,
            WorkItem.state,
            WorkItem.outcome,
            WorkItem.opened_at,
            WorkItem.due_at,
            WorkItem.done_at,
            func.coalesce(Officer.name, ""),
        )
        .outerjoin(Officer, Officer.id == WorkItem.done_by)
        .where(WorkItem.case_id == case_id, WorkItem.state != "gone")
        .order_by(WorkItem.opened_at, WorkItem.id)
        .limit(SIZE)
        .offset((page - 1) * SIZE)
    )
    total = select(func.count(WorkItem.id)).where(WorkItem.case_id == case_id, WorkItem.state != "gone")
    return [CaseStep(*row) for row in session.execute(wanted)], session.scalars(total).one()


def done_nodes(session: Session, case_id: int) -> list[str]:
    """Nodes at which work of the case was done, also in rounds of a loop that the engine no longer knows."""
    wanted = select(WorkItem.node).filter_by(case_id=case_id, state="done").distinct()
    return list(session.scalars(wanted))
