"""Whose rows a session sees: every way of asking that we know of, from each tier and from no scope at all."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    CursorResult,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased, selectinload, with_polymorphic

from processes.records.cases import Case, WorkItem
from processes.records.learners import Enrolment, Learner
from processes.records.prepared import Question
from processes.records.scope import HOUSE, SCOPE, OutOfScopeError, Scope
from processes.records.units import Unit
from processes.terms import Sex, Tier
from tests.builders import CITY, DEPARTMENT, PROVINCE, SCHOOL, TOWN_CENTRE, Mould, World

ROOT = Path(__file__).parents[2]
# A plain table beside mapped classes, or text, would bring rows that no scope narrows.
PLAIN_TABLE = re.compile(r"__table__|\.tables\[|import .*\btext\b|exec_driver_sql")

EVERYBODY, OF_CITY, OF_SCHOOL = 11, 9, 5
SEEN_FROM = {None: 0, SCHOOL: OF_SCHOOL, CITY: OF_CITY, PROVINCE: EVERYBODY, DEPARTMENT: EVERYBODY}
WAYS: dict[str, Callable[[Session], int]] = {
    "rows": lambda s: len(s.scalars(select(Learner)).all()),
    "query": lambda s: s.query(Learner).count(),
    "columns": lambda s: len(s.execute(select(Learner.first_name)).all()),
    "count": lambda s: s.scalar(select(func.count()).select_from(Learner)) or 0,
    "one by one": lambda s: sum(s.get(Learner, key) is not None for key in range(1, EVERYBODY + 1)),
    "alias and join": lambda s: len(
        s.execute(select((each := aliased(Learner)).id).join(Unit, Unit.id == each.unit_id)).all()
    ),
    "joined from a directory": lambda s: len(
        s.execute(select(Unit.name, Learner.id).join(Learner, Learner.unit_id == Unit.id)).all()
    ),
    "polymorphic alias": lambda s: len(s.scalars(select(with_polymorphic(Learner, "*"))).all()),
    "union": lambda s: len(s.execute(union_all(select(Learner.id), select(Learner.id).where(~true()))).all()),
    "common table": lambda s: len(s.execute(select(select(Learner.id).cte().c.id)).all()),
    "subquery": lambda s: len(s.execute(select(select(Learner.id).subquery().c.id)).all()),
    "scalar subquery": lambda s: s.scalar(select(select(func.count(Learner.id)).scalar_subquery())) or 0,
    "prepared": lambda s: len(Question(select(Learner.first_name)).rows(s, {})),
    "prepared and joined": lambda s: len(
        Question(select((each := aliased(Learner)).id).join(Unit, Unit.id == each.unit_id)).rows(s, {})
    ),
    "enrolments of learners": lambda s: len(s.execute(select(Enrolment.id).join(Enrolment.learner)).all()),
}


@pytest.fixture(scope="module")
def province(sqlite_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    cast = sqlite_mould.cast(tmp_path_factory.mktemp("scope"))
    yield cast
    cast.house.database.engine.dispose()


@pytest.fixture
def session(province: World) -> Iterator[Session]:
    """A session whose work is thrown away."""
    with province.house.database.session() as opened:
        yield opened


def narrow(session: Session, code: str | None) -> Session:
    """The session with the scope of a unit, or with none at all."""
    session.info[SCOPE] = HOUSE
    unit = session.scalars(select(Unit).filter_by(code=code)).one_or_none()
    session.info[SCOPE] = Scope(unit.tier, unit.id) if unit else None
    session.expunge_all()
    return session


@pytest.mark.parametrize("code", SEEN_FROM)
@pytest.mark.parametrize("way", WAYS)
def test_whichever_way_one_asks_only_rows_of_the_own_units_come(
    session: Session, way: str, code: str | None
) -> None:
    assert WAYS[way](narrow(session, code)) == SEEN_FROM[code]


@pytest.mark.parametrize(("code", "units"), [(SCHOOL, 1), (CITY, 3), (PROVINCE, 4), (None, 0)])
def test_whether_something_exists_is_asked_within_the_own_units(
    session: Session, code: str | None, units: int
) -> None:
    narrow(session, code)

    with_learners = select(Unit.id).where(exists().where(Learner.unit_id == Unit.id))

    assert len(session.execute(with_learners).all()) == units


def test_a_relationship_is_not_followed_out_of_the_own_units(session: Session) -> None:
    narrow(session, CITY)
    own = session.scalars(select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == CITY)).one()

    assert own.parent_id is not None
    assert own.parent is None


def test_rows_loaded_along_with_others_are_narrowed_too(session: Session) -> None:
    narrow(session, CITY)

    wanted = select(Case).options(selectinload(Case.parent))
    parents = {case.parent.unit_id for case in session.scalars(wanted) if case.parent}

    assert len(parents) == 1


def test_a_bulk_change_touches_only_rows_of_the_own_units(session: Session) -> None:
    narrow(session, SCHOOL)

    changed = session.execute(update(Learner).values(first_name="x"))
    taken = session.execute(delete(WorkItem))

    assert isinstance(changed, CursorResult)
    assert isinstance(taken, CursorResult)
    assert (changed.rowcount, taken.rowcount) == (OF_SCHOOL, 2)


@pytest.mark.parametrize("code", [SCHOOL, PROVINCE, None])
@pytest.mark.parametrize(
    "statement",
    [
        select(Learner).from_statement(text("SELECT * FROM learner")),
        select(Learner).from_statement(select(Learner.__table__)),
        select(Learner.__table__),
        select(literal_column("1")).select_from(Learner.__table__),
        update(Learner.__table__).values(first_name="x"),
        text("SELECT * FROM learner"),
        text("UPDATE learner SET first_name = 'x'"),
        insert(Learner).values(first_name="x"),
    ],
    ids=lambda statement: " ".join(str(statement).split())[:50],
)
def test_what_cannot_be_narrowed_is_refused(session: Session, code: str | None, statement: Any) -> None:
    narrow(session, code)

    with pytest.raises(OutOfScopeError):
        session.execute(statement)


@pytest.mark.parametrize("code", [SCHOOL, None])
def test_what_is_prepared_and_cannot_be_narrowed_is_refused(session: Session, code: str | None) -> None:
    narrow(session, code)

    with pytest.raises(OutOfScopeError):
        Question(select(Learner.__table__.c.id)).rows(session, {})


def test_a_row_of_another_unit_is_not_written(session: Session) -> None:
    narrow(session, None).info[SCOPE] = HOUSE
    there = session.scalars(select(Unit).filter_by(code=TOWN_CENTRE)).one().belonging
    narrow(session, CITY)

    session.add(learner(**there))

    with pytest.raises(OutOfScopeError):
        session.flush()


def test_a_row_of_the_own_unit_is_not_given_to_another(session: Session) -> None:
    narrow(session, SCHOOL)
    own = session.scalars(select(Learner).limit(1)).one()

    own.unit_id = own.unit_id + 1

    with pytest.raises(OutOfScopeError):
        session.flush()


def test_a_row_of_another_unit_is_not_deleted(session: Session) -> None:
    narrow(session, None).info[SCOPE] = HOUSE
    foreign = session.scalars(select(Learner).join(Unit, Unit.id == Learner.unit_id)).all()[-1]
    session.info[SCOPE] = Scope(Tier.INSTITUTION, foreign.unit_id - 1)

    session.delete(foreign)

    with pytest.raises(OutOfScopeError):
        session.flush()


def test_without_a_scope_nothing_is_written(session: Session) -> None:
    narrow(session, None)
    session.add(learner(unit_id=1))

    with pytest.raises(OutOfScopeError):
        session.flush()


def test_a_row_of_the_own_unit_is_written(session: Session) -> None:
    narrow(session, SCHOOL)
    own = session.scalars(select(Learner).limit(1)).one()

    own.first_name = "ใหม่"
    session.flush()
    session.expire(own)

    assert own.first_name == "ใหม่"


def test_no_room_but_the_records_writes_statements_that_cannot_be_narrowed() -> None:
    rooms = ("processes/acts", "processes/reports", "webapp", "scheduler")
    sources = [path for room in rooms for path in (ROOT / room).rglob("*.py") if "frontend" not in path.parts]

    found = [path.name for path in sources if PLAIN_TABLE.search(path.read_text("utf-8"))]

    assert len(sources) > 20
    assert found == []


def learner(**belonging: Any) -> Learner:
    return Learner(
        prefix="ด.ช.",
        first_name="ก",
        last_name="ข",
        sort_key="ก",
        sex=Sex.MALE,
        identity_kind="none",
        recorded_at=None,
        **belonging,
    )
