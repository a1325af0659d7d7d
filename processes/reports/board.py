"""The board of a tier: the units directly below, whoever stands in the way first, whom to call (F66, F79)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.units import Unit
from processes.reports.appointed import responsible_for
from processes.reports.standing import FINISHED, overall_standing
from processes.rules.thai import clean_name, plain_code
from processes.terms import Standing, UnitKind

SIZE = 100
MOST_TO_CALL = 6
DISTRICT = aliased(Unit)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the units a reader asked for."""

    standing: Standing | None = None
    district: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on the board: both streams, numbers, since when, and the person to call."""

    case_id: int
    unit_id: int
    code: str
    name: str
    kind: UnitKind
    district: str
    overall: Standing
    standing: Standing
    other_standing: Standing
    reviewed: bool
    learners: int
    trouble: int
    units_total: int
    units_confirmed: int
    since: datetime | None
    person: str
    position: str
    phone: str


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a board with what stands above it."""

    rows: list[BoardRow]
    total: int
    counts: Counter[Standing]
    to_call: list[BoardRow]
    districts: list[tuple[str, str]]


def board_below(session: Session, above: Case, wanted: Wanted, today: date) -> Board:
    """The units below a case, on a few statements whatever their number."""
    chosen = _narrowed(_select(above), wanted)
    total = session.scalars(select(func.count()).select_from(chosen.order_by(None).subquery())).one()
    page = session.execute(chosen.limit(SIZE).offset((wanted.page - 1) * SIZE)).all()
    in_the_way = or_(Case.standing.not_in(FINISHED), Case.other_standing.not_in(FINISHED))
    call = session.execute(_select(above).where(in_the_way).limit(MOST_TO_CALL)).all()
    since = _since(session, {row.case_id for row in (*page, *call)})
    people = responsible_for(session, list({row.unit_id for row in (*page, *call)}), today)
    return Board(
        rows=[_row(row, since, people) for row in page],
        total=total,
        counts=_counts(session, above),
        to_call=[_row(row, since, people) for row in call],
        districts=_districts(session, above),
    )


def _select(above: Case) -> Rows:
    overall = overall_standing()
    rows: Rows = (
        select(
            Case.id.label("case_id"),
            Unit.id.label("unit_id"),
            Unit.code,
            Unit.name,
            Unit.kind,
            func.coalesce(DISTRICT.name, "").label("district"),
            overall.label("overall"),
            Case.standing,
            Case.other_standing,
            Case.reviewed,
            Case.learners,
            Case.trouble,
            Case.units_total,
            Case.units_confirmed,
        )
        .join(Unit, Unit.id == Case.unit_id)
        .outerjoin(DISTRICT, DISTRICT.id == Unit.district_id)
        .where(Case.parent_id == above.id)
        .order_by(_rank(overall), Case.trouble.desc(), Unit.sort_key, Unit.code)
    )
    return rows


def _rank(overall: ColumnElement[str]) -> ColumnElement[int]:
    """Who stands in the way comes first; of those who confirmed, who is yet to be reviewed."""
    order = (Standing.REOPENED, Standing.MISSED, Standing.NOT_STARTED, Standing.IN_PROGRESS)
    ranks = [(overall == str(standing), place) for place, standing in enumerate(order)]
    return case(*ranks, (Case.reviewed.is_(False), len(order)), else_=len(order) + 1)


def _narrowed(rows: Rows, wanted: Wanted) -> Rows:
    if wanted.standing is not None:
        rows = rows.where(overall_standing() == str(wanted.standing))
    if wanted.district:
        rows = rows.where(DISTRICT.code == wanted.district)
    if wanted.search:
        name, code = clean_name(wanted.search), plain_code(wanted.search)
        rows = rows.where(
            or_(Unit.name.contains(name, autoescape=True), Unit.code.startswith(code, autoescape=True))
        )
    return rows


def _counts(session: Session, above: Case) -> Counter[Standing]:
    standing = overall_standing()
    wanted = select(standing, func.count(Case.id)).where(Case.parent_id == above.id).group_by(standing)
    return Counter({Standing(word): number for word, number in session.execute(wanted)})


def _districts(session: Session, above: Case) -> list[tuple[str, str]]:
    """Code and name of the districts the units below lie in, in Thai order (F22)."""
    wanted = (
        select(DISTRICT.code, DISTRICT.name, DISTRICT.sort_key)
        .join(Unit, Unit.district_id == DISTRICT.id)
        .join(Case, Case.unit_id == Unit.id)
        .where(Case.parent_id == above.id)
        .distinct()
        .order_by(DISTRICT.sort_key)
    )
    return [(code, name) for code, name, _ in session.execute(wanted)]


def _since(session: Session, case_ids: set[int]) -> dict[int, datetime]:
    """When a case last confirmed or was last opened again."""
    wanted = (
        select(Confirmation.case_id, func.max(Confirmation.confirmed_at), func.max(Confirmation.withdrawn_at))
        .where(Confirmation.case_id.in_(case_ids))
        .group_by(Confirmation.case_id)
    )
    return {
        case_id: max(filter(None, (confirmed, withdrawn)))
        for case_id, confirmed, withdrawn in session.execute(wanted)
    }


def _row(row: Any, since: dict[int, datetime], people: dict[int, tuple[str, str, str]]) -> BoardRow:
    plain = row._asdict()
    plain["overall"] = Standing(plain["overall"])
    person, position, phone = people.get(row.unit_id, ("", "", ""))
    return BoardRow(**plain, since=since.get(row.case_id), person=person, position=position, phone=phone)
