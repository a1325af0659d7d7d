"""The board of a tier: the units directly below, whoever stands in the way first, whom to call (F66, F79)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.base import Moment
from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.units import Unit
from processes.reports.appointed import responsible_for
from processes.reports.standing import FINISHED, counts_below, overall_standing
from processes.rules.thai import clean_name, plain_code
from processes.terms import Standing, Tier, UnitKind

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
    suspended: bool
    learners: int
    trouble: int
    problems: int  # errors to mend and queries to explain
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
    counts = counts_below(session, above.id)
    chosen = _narrowed(_select(above), wanted)
    found = session.execute(chosen.limit(SIZE).offset((wanted.page - 1) * SIZE)).all()
    people = responsible_for(session, [row.unit_id for row in found], today)
    rows = [_row(row, people) for row in found]
    # They come first in the order of the board, so the first page of the whole has them.
    first = [row for row in rows if row.overall not in FINISHED][:MOST_TO_CALL] if wanted == Wanted() else []
    has_districts = above.tier is Tier.PROVINCE
    return Board(
        rows=rows,
        total=_total(session, chosen, wanted, counts),
        counts=counts,
        to_call=first,
        districts=_districts(session, above) if has_districts else [],
    )


def _total(session: Session, chosen: Rows, wanted: Wanted, counts: Counter[Standing]) -> int:
    if wanted.search or wanted.district:
        return session.scalars(select(func.count()).select_from(chosen.order_by(None).subquery())).one()
    return counts[wanted.standing] if wanted.standing else counts.total()


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
            and_(Case.suspended_at.is_not(None), Case.ended_at.is_(None)).label("suspended"),
            Case.learners,
            Case.trouble,
            (Case.errors + Case.queries).label("problems"),
            Case.units_total,
            Case.units_confirmed,
            _since().label("since"),
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


def _since() -> ScalarSelect[Any]:
    """When the unit last confirmed or was last opened again."""
    last = func.max(func.coalesce(Confirmation.withdrawn_at, Confirmation.confirmed_at, type_=Moment()))
    same = (Confirmation.unit_id == Case.unit_id, Confirmation.round_id == Case.round_id)
    return select(last).where(*same).correlate(Case).scalar_subquery()


def _row(row: Any, people: dict[int, tuple[str, str, str]]) -> BoardRow:
    plain = row._asdict()
    plain["overall"] = Standing(plain["overall"])
    person, position, phone = people.get(row.unit_id, ("", "", ""))
    return BoardRow(**plain, person=person, position=position, phone=phone)
