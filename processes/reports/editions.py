"""Published diagrams: who, when, which bytes; and how much of a round's work stands at each node."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case, WorkItem
from processes.records.drafting import DiagramDraft
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
    drawn_by: str = ""
    approved_by: str = ""
    from_round: tuple[int, int] | None = None


def all_editions(session: Session) -> list[Edition]:
    """Every edition, diagram by diagram from the department down, newest first."""
    approver, drawer = aliased(Officer), aliased(Officer)
    wanted = (
        select(
            DiagramEdition.id,
            DiagramEdition.diagram,
            DiagramEdition.number,
            DiagramEdition.checksum,
            DiagramEdition.reason,
            DiagramEdition.published_at,
            func.coalesce(Officer.name, ""),
            func.coalesce(drawer.name, Officer.name, ""),
            func.coalesce(approver.name, ""),
            DiagramEdition.from_year,
            DiagramEdition.from_number,
        )
        .outerjoin(Officer, Officer.id == DiagramEdition.published_by)
        .outerjoin(approver, approver.id == DiagramEdition.approved_by)
        .outerjoin(DiagramDraft, DiagramDraft.edition_id == DiagramEdition.id)
        .outerjoin(drawer, drawer.id == DiagramDraft.owner_id)
        .order_by(DiagramEdition.number.desc())
    )
    order = list(reversed(DiagramKey))
    rows = [Edition(*row[:9], _round_name(*row[9:])) for row in session.execute(wanted)]
    return sorted(rows, key=lambda each: order.index(each.diagram))


def _round_name(year: int | None, number: int | None) -> tuple[int, int] | None:
    return None if year is None or number is None else (year, number)


def in_force(session: Session, round_name: tuple[int, int]) -> dict[DiagramKey, int]:
    """The edition of each diagram that a round (academic year, number) would run on if it opened now.

    The newest; what administrators published comes before what a later version of the program brings along.
    """
    wanted = select(
        DiagramEdition.id,
        DiagramEdition.diagram,
        DiagramEdition.published_by,
        DiagramEdition.from_year,
        DiagramEdition.from_number,
    ).order_by(DiagramEdition.published_by.is_not(None), DiagramEdition.number)
    return {
        diagram: id_
        for id_, diagram, _by, year, number in session.execute(wanted)
        if year is None or number is None or (year, number) <= round_name
    }


def editions_to_run_on(session: Session, round_: Round) -> list[tuple[Edition, int | None]]:
    """What a round would run on if it opened now, from the top down; and on which number the last one ran."""
    chosen = in_force(session, (round_.academic_year, round_.number))
    for row in session.scalars(select(RoundEdition).filter_by(round_id=round_.id)):
        chosen[row.diagram] = row.edition_id
    ran = _numbers_of_last_round(session)
    wanted = set(chosen.values())
    return [(each, ran.get(each.diagram)) for each in all_editions(session) if each.id in wanted]


def _numbers_of_last_round(session: Session) -> dict[DiagramKey, int]:
    opened = (
        select(Round.id).where(Round.opened_at.is_not(None)).order_by(Round.opened_at.desc(), Round.id.desc())
    )
    wanted = select(RoundEdition.diagram, DiagramEdition.number).join(
        DiagramEdition, DiagramEdition.id == RoundEdition.edition_id
    )
    last = session.scalars(opened.limit(1)).first()
    return dict(session.execute(wanted.where(RoundEdition.round_id == last)).all())


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
