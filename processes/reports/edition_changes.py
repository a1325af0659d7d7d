"""Which editions a round's cases run on, and what was carried over from one to another."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.edition_changes import EditionChange
from processes.records.rounds import DiagramEdition
from processes.terms import DiagramKey


class OnEdition(NamedTuple):
    """How many cases of a round are on an edition, and how many of them still run."""

    edition_id: int
    diagram: DiagramKey
    number: int
    cases: int
    running: int


def cases_by_edition(session: Session, round_id: int) -> list[OnEdition]:
    """Diagram by diagram from the department down, the newest edition first."""
    wanted = (
        select(
            DiagramEdition.id,
            DiagramEdition.diagram,
            DiagramEdition.number,
            func.count(Case.id),
            func.count(Case.id).filter(Case.ended_at.is_(None)),
        )
        .join(Case, Case.edition_id == DiagramEdition.id)
        .where(Case.round_id == round_id)
        .group_by(DiagramEdition.id, DiagramEdition.diagram, DiagramEdition.number)
        .order_by(DiagramEdition.number.desc())
    )
    order = list(reversed(DiagramKey))
    rows = [OnEdition(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda each: order.index(each.diagram))


def changes_of(session: Session, round_id: int) -> list[EditionChange]:
    """The changes of edition in a round, the newest first."""
    wanted = select(EditionChange).filter_by(round_id=round_id).order_by(EditionChange.id.desc())
    return list(session.scalars(wanted))
