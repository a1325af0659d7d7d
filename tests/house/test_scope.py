"""Rows are scoped: no scope means no rows, a stranger's means none of mine, and no statement slips past."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from processes.acts.counter import UnknownItem, pick
from processes.acts.people import actor_named
from processes.records.base import Record, Scoped
from processes.records.cases import Case, WorkItem
from processes.records.scope import SCOPE, Scope
from processes.terms import Act, Tier
from tests.builders import CENTRE, CITY, FUNDER, PROVINCE, SCHOOL, TOWN, World, confirm_institution

ROOT = Path(__file__).parents[2]
SCOPED = sorted(
    (each.class_ for each in Record.registry.mappers if issubclass(each.class_, Scoped)),
    key=lambda each: each.__name__,
)
# Rows of the house that no single unit owns, each with why a stranger may look them up.
UNSCOPED = {
    "Unit": "the directory",
    "Officer": "the directory",
    "Appointment": "the directory",
    "Round": "dates are everybody's",
    "Window": "dates are everybody's",
    "InternalDeadline": "dates are everybody's",
    "Extension": "dates are everybody's",
    "RoundChange": "dates are everybody's",
    "Retiming": "the clock's",
    "ClosingDataset": "a digest over lines, which says nothing of any unit",
    "EditionChange": "diagrams are everybody's",
    "Operation": "shown to who administers the department alone",
    "OperationCase": "reached through an operation",
    "DiagramEdition": "diagrams are everybody's",
    "DiagramDraft": "shown to who administers the department alone",
    "DraftComment": "reached through a draft",
    "DraftRevision": "reached through a draft",
    "Replay": "reached through a draft",
    "RoundEdition": "diagrams are everybody's",
    "RoundDocument": "letters are everybody's",
    "ProfileField": "questions are everybody's",
    "SigninSession": "looked up by a token's digest or by one's own key",
    "SigninThrottle": "never shown",
    "IdentityChange": "reached through a learner, who is scoped",
    "DuplicateCase": "reached through its two sides, which are scoped",
    "DuplicateEntry": "reached through a case, whose sides are scoped",
    "FormDraft": "looked up by one's own key",
    "FormAnswer": "reached through a case, which is scoped",
    "ReportView": "looked up by one's own key",
    "UnitChain": "a head of the journal, whose entries are scoped",
    "Timer": "the clock's",
    "Heartbeat": "the clock's",
    "Outbox": "the clock's",
}

MAY_TOUCH = {"door.py", "errors.py", "health.py"}  # opens it; rolls back what broke; asks for the schema


def counted(session: Session, record: type[Record]) -> int:
    return session.scalars(select(func.count()).select_from(record)).one()


def as_seen_by(world: World, code: str) -> Session:
    session = world.house.database.session()
    session.info[SCOPE] = world.actor(code).scope
    return session


def test_every_table_is_scoped_or_it_is_known_why_not() -> None:
    plain = {each.class_.__name__ for each in Record.registry.mappers} - {each.__name__ for each in SCOPED}

    assert plain <= set(UNSCOPED), f"scoped or explained: {plain - set(UNSCOPED)}"


@pytest.mark.parametrize("record", SCOPED, ids=lambda record: record.__name__)
def test_without_a_scope_there_are_no_rows(world: World, record: type[Record]) -> None:
    confirm_institution(world, SCHOOL)

    with world.house.database.session() as session:
        assert counted(session, record) == 0


@pytest.mark.parametrize("code", [CENTRE, TOWN, FUNDER])
def test_a_stranger_sees_nothing_of_a_school(world: World, code: str) -> None:
    confirm_institution(world, SCHOOL)
    school = world.actor(SCHOOL).unit_id

    with as_seen_by(world, code) as session:
        for record in SCOPED:
            theirs = select(func.count()).select_from(record).where(record.unit_id == school)
            assert session.scalars(theirs).one() == 0, record.__name__


@pytest.mark.parametrize(("code", "schools"), [(SCHOOL, 1), (CITY, 4), (PROVINCE, 8)])
def test_a_tier_sees_its_own_subtree(world: World, code: str, schools: int) -> None:
    with as_seen_by(world, code) as session:
        assert counted(session, Case) == schools


def test_a_key_that_is_guessed_finds_nothing(world: World) -> None:
    item = world.item(SCHOOL, Act.VERIFY_ROLL)

    with as_seen_by(world, CENTRE) as session:
        assert session.get(WorkItem, item) is None
    with world.office() as office, pytest.raises(UnknownItem):
        pick(office, actor_named(office, CENTRE), item)


def test_a_scope_of_no_unit_sees_nothing(world: World) -> None:
    with world.house.database.session() as session:
        session.info[SCOPE] = Scope(Tier.PROVINCE, 0)
        assert counted(session, Case) == 0


@pytest.mark.parametrize("room", ["webapp", "processes/reports"])
def test_pages_and_reports_build_no_statement_that_the_scope_cannot_narrow(room: str) -> None:
    """A bare table, text and driver SQL are not narrowed by the session's scope."""
    slips = []
    for file in sorted((ROOT / room).rglob("*.py")):
        if "node_modules" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {
                "__table__",
                "exec_driver_sql",
                "from_statement",
            }:
                slips.append(f"{file.name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
                slips += [f"{file.name} {each.name}" for each in node.names if each.name == "text"]

    assert slips == []


def test_pages_write_only_through_the_office() -> None:
    """`db.session` is the door's alone; a request's session is read from, and never committed."""
    slips = []
    for file in sorted((ROOT / "webapp").rglob("*.py")):
        source = file.read_text(encoding="utf-8") if "node_modules" not in file.parts else ""
        if "session.commit" in source:
            slips.append(f"{file.name} commits")
        if "db.session" in source and file.name not in MAY_TOUCH:
            slips.append(f"{file.name} reaches past the door")

    assert slips == []
