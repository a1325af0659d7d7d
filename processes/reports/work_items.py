"""One work item as its page needs it: the row, its case, its draft, who did it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from processes.records.cases import Case, FormDraft, ReportView, WorkItem
from processes.records.officers import Officer
from processes.records.prepared import Question
from processes.terms import Act, Stream


@dataclass(frozen=True, slots=True)
class Found:
    """An item with the names of who did it and who has it in hand."""

    item: WorkItem
    done_by: str | None
    claimed_by: str | None


_DOER, _HOLDER = aliased(Officer), aliased(Officer)


def found_item(session: Session, item_id: int, unit_id: int) -> Found | None:
    """The item of this unit, with its case, unit and round; None when it is another's or does not exist."""
    wanted = (
        select(WorkItem, _DOER.name, _HOLDER.name)
        .outerjoin(_DOER, _DOER.id == WorkItem.done_by)
        .outerjoin(_HOLDER, _HOLDER.id == WorkItem.claimed_by)
        .where(WorkItem.id == item_id, WorkItem.unit_id == unit_id)
        .options(
            joinedload(WorkItem.case).joinedload(Case.unit), joinedload(WorkItem.case).joinedload(Case.round)
        )
    )
    row = session.execute(wanted).one_or_none()
    return Found(*row) if row else None


def draft_of(session: Session, item_id: int, officer_id: int | None) -> tuple[str, datetime] | None:
    """The officer's half-filled form, and when it was kept."""
    wanted = select(FormDraft.content, FormDraft.saved_at)
    row = session.execute(wanted.filter_by(work_item_id=item_id, officer_id=officer_id)).one_or_none()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True)
class HalfFilled:
    """A class page that somebody has half filled: what is on it stands in nobody's records (F42)."""

    id: int
    item_id: int
    subject: str
    officer: str
    saved_at: datetime


_HALF_FILLED = Question(
    select(FormDraft.id, WorkItem.id, WorkItem.subject, Officer.name, FormDraft.saved_at)
    .join(WorkItem, WorkItem.id == FormDraft.work_item_id)
    .join(Officer, Officer.id == FormDraft.officer_id)
    .where(
        WorkItem.case_id == bindparam("case"),
        WorkItem.act == Act.VERIFY_ROLL,
        or_(WorkItem.state == "open", WorkItem.done_by != FormDraft.officer_id),
    )
    .order_by(WorkItem.subject, Officer.name)
)


def half_filled(session: Session, case_id: int) -> list[HalfFilled]:
    """Drafts on class pages of a case that nobody recorded: open, or of a class that another finished."""
    return [HalfFilled(*row) for row in _HALF_FILLED.rows(session, {"case": case_id})]


def report_is_opened(session: Session, case: Case, stream: Stream, officer_id: int | None) -> bool:
    """Whether the officer opened the report of exactly the version that stands (F44)."""
    key = {"case_id": case.id, "stream": stream, "officer_id": officer_id}
    seen = session.scalars(select(ReportView.figures_version).filter_by(**key)).one_or_none()
    return seen == case.version_of(stream)
