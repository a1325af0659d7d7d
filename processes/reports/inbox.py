"""The inbox of an officer: mine, my unit's, done; read by keyset, so that no item is skipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from processes.records.cases import Case, WorkItem
from processes.records.notices import Notice
from processes.records.officers import Officer
from processes.records.prepared import Question
from processes.records.samples import Finding
from processes.records.units import Unit
from processes.terms import Act, Role, Standing

PAGE = 25
# The acts whose item is about another unit: its subject is that unit's case.
ABOUT_A_UNIT = (Act.REVIEW_UNIT, Act.TAKE_FIGURES, Act.GRANT_REOPENING)


class Box(StrEnum):
    """A view of the inbox."""

    MINE = "mine"
    UNIT = "unit"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose inbox it is."""

    officer_id: int
    unit_id: int
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last item of the page before: its moment and its key."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Search:
    """What the officer looks for: words (any of them fits), an act, and from where the list goes on."""

    words: tuple[str, ...] = ()
    act: Act | None = None
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A row of the inbox."""

    id: int
    name: str
    act: Act
    subject: str
    unit_name: str
    unit_code: str
    learners: int
    trouble: int
    due_at: datetime
    done_at: datetime | None
    outcome: str
    claimed_by: int | None
    claimer: str | None
    owner_id: int | None
    owner: str | None
    doer: str | None
    suspended_at: datetime | None  # the case of the item, not that of the unit it is about
    round_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` leads to the next, None at the end."""

    lines: list[InboxLine]
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """Numbers at a glance: how much waits for me, for my unit, how much of mine is due or wrong."""

    mine: int = 0
    unit: int = 0
    due_today: int = 0
    late: int = 0
    trouble: int = 0
    notices: int = 0  # of the unit, that nobody has seen


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How much of what a unit answers for is confirmed in the round."""

    done: int
    total: int
    errors: int = 0  # of an institution's records: to be mended, to be explained
    queries: int = 0


def inbox_page(session: Session, holder: Holder, box: Box, search: Search, size: int = PAGE) -> Page:
    """A page of the box: open items by due time, done items the newest first."""
    given: dict[str, object] = {**_given(holder), "size": size + 1}
    if search.act is not None:
        given["act"] = search.act
    if search.after is not None:
        given |= {"after_at": search.after.at, "after_id": search.after.id}
    question = _list(box, search.act is not None, search.after is not None)
    found: Iterable[Any] = (
        session.execute(_having(question.statement, search.words), given)
        if search.words
        else question.rows(session, given)
    )
    lines = [InboxLine(*row) for row in found]
    page, more = lines[:size], len(lines) > size
    return Page(page, _cursor(page[-1], box) if more else None)


def inbox_counts(session: Session, holder: Holder, now: datetime, midnight: datetime) -> InboxCounts:
    """One look at the unit's open items; `midnight` is the end of the officer's day."""
    given = {**_given(holder), "now": now, "midnight": midnight}
    [counted] = _counts().rows(session, given)
    return InboxCounts(*counted)


def confirmed_in_round(session: Session, round_id: int, unit_id: int) -> Confirmed | None:
    """Units confirmed below this one, or whether an institution itself is; None where it has no case."""
    rows = _STANDING.rows(session, {"round": round_id, "unit": unit_id})
    if not rows:
        return None
    standing, confirmed, total, errors, queries = rows[0]
    return (
        Confirmed(confirmed, total)
        if total
        else Confirmed(int(standing is Standing.CONFIRMED), 1, errors, queries)
    )


_ItsCase, _SubjectCase, _SubjectUnit = aliased(Case), aliased(Case), aliased(Unit)
_Claimer, _Owner, _Doer = aliased(Officer), aliased(Officer), aliased(Officer)


def _given(holder: Holder) -> dict[str, object]:
    held: list[Role | None] = [*sorted(holder.roles), *_NO_MORE]
    roles = dict(zip(_ROLES, held, strict=False))
    return {"officer_id": holder.officer_id, "unit_id": holder.unit_id, **roles}


# Statements are worked out once for each kind of list: working one out costs more than running it.
_ROLES = [f"role_{place}" for place in range(len(Role))]  # a place for each role that anybody may hold
_NO_MORE = [None] * len(Role)
_STANDING = Question(
    select(Case.standing, Case.units_confirmed, Case.units_total, Case.errors, Case.queries).where(
        Case.round_id == bindparam("round"), Case.unit_id == bindparam("unit")
    )
)


@cache
def _counts() -> Question[*tuple[Any, ...]]:
    mine, due_at = _is_mine(), WorkItem.due_at
    now: Any = bindparam("now")
    unit_id: Any = bindparam("unit_id")
    unseen = select(func.count(Notice.id)).where(Notice.unit_id == unit_id, Notice.seen_at.is_(None))
    counted = select(
        _number(mine),
        func.count(WorkItem.id),
        _number(and_(mine, due_at > now, due_at <= bindparam("midnight"))),
        _number(and_(mine, due_at <= now)),
        _number(and_(mine, WorkItem.trouble > 0)),
        unseen.scalar_subquery(),
    )
    return Question(counted.where(WorkItem.unit_id == unit_id, WorkItem.state == "open"))


def _number(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@cache
def _list(box: Box, of_an_act: bool, goes_on: bool) -> Question[*tuple[Any, ...]]:
    """The box, in its order, from its beginning or from `after_at` and `after_id` on."""
    wanted = _lines().where(WorkItem.unit_id == bindparam("unit_id"))
    wanted = wanted.where(WorkItem.state == ("done" if box is Box.DONE else "open"))
    if box is Box.MINE:
        wanted = wanted.where(_is_mine())
    if of_an_act:
        wanted = wanted.where(WorkItem.act == bindparam("act"))
    if goes_on:
        wanted = wanted.where(*_further(box))
    order = (
        (WorkItem.done_at.desc(), WorkItem.id.desc()) if box is Box.DONE else (WorkItem.due_at, WorkItem.id)
    )
    return Question(wanted.order_by(*order).limit(bindparam("size")))


def _further(box: Box) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    at: Any = bindparam("after_at")
    id_: Any = bindparam("after_id")
    if box is Box.DONE:
        return WorkItem.done_at <= at, or_(WorkItem.done_at < at, WorkItem.id < id_)
    return WorkItem.due_at >= at, or_(WorkItem.due_at > at, WorkItem.id > id_)


def _lines() -> Any:
    about = and_(_SubjectCase.id == WorkItem.subject_id, or_(*(WorkItem.act == act for act in ABOUT_A_UNIT)))
    drawn = and_(Finding.id == WorkItem.subject_id, WorkItem.act == Act.RECORD_FINDING)
    return (
        select(
            WorkItem.id,
            WorkItem.name,
            WorkItem.act,
            WorkItem.subject,
            func.coalesce(_SubjectUnit.name, Unit.name),
            func.coalesce(_SubjectUnit.code, Unit.code),
            WorkItem.learners,
            WorkItem.trouble,
            WorkItem.due_at,
            WorkItem.done_at,
            WorkItem.outcome,
            WorkItem.claimed_by,
            _Claimer.name,
            WorkItem.officer_id,
            _Owner.name,
            _Doer.name,
            _ItsCase.suspended_at,
            _ItsCase.round_id,
        )
        .join(Unit, Unit.id == WorkItem.unit_id)
        .outerjoin(_ItsCase, _ItsCase.id == WorkItem.case_id)
        .outerjoin(_SubjectCase, about)
        .outerjoin(Finding, drawn)
        .outerjoin(
            _SubjectUnit, _SubjectUnit.id == func.coalesce(_SubjectCase.unit_id, Finding.drawn_unit_id)
        )
        .outerjoin(_Claimer, _Claimer.id == WorkItem.claimed_by)
        .outerjoin(_Owner, _Owner.id == WorkItem.officer_id)
        .outerjoin(_Doer, _Doer.id == WorkItem.done_by)
    )


def _is_mine() -> ColumnElement[bool]:
    """By right or by claim; or nobody's yet, of a role I hold."""
    me: Any = bindparam("officer_id")
    free = and_(WorkItem.claimed_by.is_(None), WorkItem.officer_id.is_(None))
    return or_(
        WorkItem.officer_id == me,
        WorkItem.claimed_by == me,
        and_(free, or_(*(WorkItem.role == bindparam(name) for name in _ROLES))),
    )


def _having(wanted: Any, words: tuple[str, ...]) -> Any:
    places = (WorkItem.subject, _SubjectUnit.name, _SubjectUnit.code, Unit.name, Unit.code)
    hits = [place.contains(word, autoescape=True) for word in words for place in places]
    return wanted.where(or_(*hits))


def _cursor(last: InboxLine, box: Box) -> Cursor:
    return Cursor((last.done_at if box is Box.DONE else last.due_at) or last.due_at, last.id)
