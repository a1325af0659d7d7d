"""Published diagrams: who, when, which bytes; and how much of a round's work stands at each node."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case, WorkItem
from processes.records.officers import Officer
from processes.records.rounds import DiagramEdition, Round, RoundEdition
from processes.terms import DiagramKey


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition without its bytes."""

    id: int
    diagram: DiagramKey
    number: int
    checksum: str
    reason: str
    published_at: datetime
    published_by: str


def all_editions(session: Session) -> list[Edition]:
    """Every edition, diagram by diagram from the department down, newest first."""
    wanted = (
        select(
            DiagramEdition.id,
            DiagramEdition.diagram,
            DiagramEdition.number,
            DiagramEdition.checksum,
            DiagramEdition.reason,
            DiagramEdition.published_at,
            func.coalesce(Officer.name, ""),
        )
        .outerjoin(Officer, Officer.id == DiagramEdition.published_by)
        .order_by(DiagramEdition.number.desc())
    )
    order = list(reversed(DiagramKey))
    rows = [Edition(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda each: order.index(each.diagram))


def rounds_on(session: Session) -> dict[int, list[tuple[int, int]]]:
    """For each edition, the rounds that run on it: academic year and number."""
    wanted = select(RoundEdition.edition_id, Round.academic_year, Round.number)
    found: dict[int, list[tuple[int, int]]] = {}
    for edition_id, year, number in session.execute(wanted.join(Round, Round.id == RoundEdition.round_id)):
        found.setdefault(edition_id, []).append((year, number))
    return found


def source_of(session: Session, edition_id: int) -> str | None:
    """The diagram's exact XML."""
    return session.scalars(select(DiagramEdition.source).filter_by(id=edition_id)).one_or_none()


def open_at_nodes(session: Session, edition_id: int, round_id: int) -> dict[str, int]:
    """How many items in view wait at each node of the edition in a round."""
    wanted = (
        select(WorkItem.node, func.count(WorkItem.id))
        .join(Case, Case.id == WorkItem.case_id)
        .where(Case.edition_id == edition_id, Case.round_id == round_id, WorkItem.state == "open")
        .group_by(WorkItem.node)
    )
    return dict(session.execute(wanted).all())
