"""The command line: what it does is an act, and what stands in the way is one sentence with exit code 1."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from config.command import ROOMS, main
from config.database import open_engine
from config.settings import ROOT
from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.rounds import DiagramEdition, Round
from processes.terms import DiagramKey
from tests.builders import BPMN, DEPARTMENT, SCHOOL, World, add_round, confirm_institution

FAR_AWAY = datetime(2165, 11, 11, 10, tzinfo=UTC)


def test_a_missing_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    said = _refused(tmp_path, "verify")

    assert said == f"Error: There is no database at {tmp_path}/lec.db. Run: lec db upgrade\n"
    assert not (tmp_path / "lec.db").exists()


def test_an_empty_database_is_not_taken_for_a_ready_one(tmp_path: Path) -> None:
    open_engine(f"sqlite:///{tmp_path / 'lec.db'}").connect().close()

    assert "Run: lec db upgrade" in _refused(tmp_path, "round", "status", "2565/2")


def test_upgrading_makes_the_database_and_a_second_time_says_nothing(tmp_path: Path) -> None:
    first, second = _lec(tmp_path, "db", "upgrade"), _lec(tmp_path, "db", "upgrade")

    assert "before: empty" in first.output
    assert (second.exit_code, second.output) == (0, "")


def test_a_server_that_does_not_answer_is_said_in_one_line(tmp_path: Path) -> None:
    said = _refused(tmp_path, "verify", LEC_DATABASE_URL="postgresql://lec@127.0.0.1:1/lec")

    assert "Connection refused" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("setting", "value"), [("LEC_DATABASE_URL", "where it always was"), ("LEC_WORKERS", "many")]
)
def test_a_setting_that_makes_no_sense_is_said(tmp_path: Path, setting: str, value: str) -> None:
    said = _refused(tmp_path, "verify", **{setting: value})

    assert said.startswith(("Error: LEC_DATABASE_URL", "Error: A setting cannot be read"))


@pytest.mark.parametrize("name", ["2565/1", "2565-9"])
def test_an_unknown_round_is_said(world: World, name: str) -> None:
    assert _refused(_place(world), "round", "status", name) == f"Error: There is no round {name} here.\n"


def test_a_round_has_a_year_and_a_number(world: World) -> None:
    assert "named like 2565/2" in _refused(_place(world), "round", "close", "the last one")


def test_an_administrator_opens_a_round(world: World) -> None:
    _enter_round(world, 1)

    opened = _lec(_place(world), "round", "open", "2565/1", "--as", DEPARTMENT)

    assert opened.output == "Round 2565/1 is open: 9 cases.\n"
    with world.house.reading() as session:
        assert session.scalars(select(Round).filter_by(number=1)).one().opened_at is not None


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (DEPARTMENT, "The round has been opened before."),
        (SCHOOL, "Only an administrator of the department may do this."),
        ("nobody", "No officer with the account nobody is appointed."),
    ],
)
def test_opening_is_refused_in_a_sentence(world: World, account: str, said: str) -> None:
    assert _refused(_place(world), "round", "open", "2565/2", "--as", account) == f"Error: {said}\n"


@pytest.mark.letter("X5")
def test_an_administrator_extends_for_a_unit_until_a_moment(world: World) -> None:
    until = f"{datetime.now(UTC) + timedelta(days=30):%Y-%m-%dT%H:%M}"
    words = ["round", "extend", "2565/2", SCHOOL, "--order", "ว 1", "--reason", "flood", "--as", DEPARTMENT]

    granted = _lec(world.house.settings.instance, *words, "--until", until)
    again = _lec(world.house.settings.instance, *words, "--until", until)
    past = _lec(world.house.settings.instance, *words, "--until", "2022-11-14T17:00")

    assert granted.output.startswith("Round 2565/2: 1 units may record until ")
    assert (granted.exit_code, again.exit_code, past.exit_code) == (0, 1, 1)


def test_a_round_is_not_closed_before_its_hour(world: World) -> None:
    _enter_round(world, 1)

    said = _refused(_place(world), "round", "close", "2565/1")

    assert said == "Error: The hour has not struck: it closes 2165-11-11 17:00:00.\n"


def test_closing_locks_the_windows_then_tells_every_case(world: World) -> None:
    closed = _lec(_place(world), "round", "close", "2565/2")

    assert closed.output == "Round 2565/2: 4 windows locked now, 9 cases told.\n"
    with world.house.reading() as session:
        assert not session.scalars(select(Case.id).filter_by(ended_at=None)).all()


def test_a_status_says_every_tiers_dates_and_standings(world: World) -> None:
    status = _lec(_place(world), "round", "status", "2565-2").output

    assert "institution: opens 2022-10-10 00:00:00, due 2022-11-11 00:00:00, closes 2022-11-11 17:00:00" in (
        status
    )
    assert "not started: 4" in status


def test_every_shipped_diagram_passes_the_check(tmp_path: Path) -> None:
    for key in DiagramKey:
        assert _lec(tmp_path, "diagram", "check", str(BPMN / f"{key}.bpmn")).exit_code == 0


def test_a_bad_diagram_is_refused_with_what_to_mend(tmp_path: Path) -> None:
    drawn = (BPMN / "school.bpmn").read_text(encoding="utf-8")
    bad = tmp_path / "bad.bpmn"
    bad.write_text(drawn.replace('lec:act="confirm"', 'lec:act="allocate"'), encoding="utf-8")

    said = _refused(tmp_path, "diagram", "check", str(bad))

    assert "line 61, “ยืนยันข้อมูลนักเรียน”, confirm: unknown act" in said
    assert "โปรดเลือกชนิดของงานจากรายการ" in said
    assert "allocate" in said


def redrawn(place: Path) -> str:
    """The school's diagram with another name on a task."""
    drawn = (BPMN / "school.bpmn").read_text(encoding="utf-8").replace('name="', 'name="ใหม่ ', 1)
    (place / "redrawn.bpmn").write_text(drawn, encoding="utf-8")
    return str(place / "redrawn.bpmn")


@pytest.mark.parametrize(
    ("approver", "file", "said"),
    [
        (DEPARTMENT, redrawn, "Another administrator"),
        (f"{DEPARTMENT}-2", redrawn, "Another administrator"),
        (f"{DEPARTMENT}-3", lambda _place: str(BPMN / "school.bpmn"), "in force already"),
    ],
)
def test_nobody_publishes_without_another_administrator_nor_the_same_twice(
    world: World, tmp_path: Path, approver: str, file: Callable[[Path], str], said: str
) -> None:
    given = ("--reason", "the new term", "--as", DEPARTMENT, "--approved-by", approver)

    assert said in _refused(_place(world), "diagram", "publish", "school", file(tmp_path), *given)


def test_an_edition_is_exported_byte_for_byte(world: World, tmp_path: Path) -> None:
    out = tmp_path / "out.bpmn"

    _lec(_place(world), "diagram", "export", "school", str(out))
    unknown = _refused(_place(world), "diagram", "export", "school", "-", "--edition", "9")

    assert out.read_bytes() == (BPMN / "school.bpmn").read_bytes()
    assert "no such edition" in unknown


def test_a_published_diagram_is_listed_as_the_next_edition(world: World, tmp_path: Path) -> None:
    given = ("--reason", "the new term", "--as", DEPARTMENT, "--approved-by", f"{DEPARTMENT}-3")

    published = _lec(
        _place(world), "diagram", "publish", "school", redrawn(tmp_path), *given, "--from-round", "2566-1"
    )
    listed = _lec(_place(world), "diagram", "list")

    assert published.output == "school edition 2 is published.\n"
    assert "the new term" in listed.output
    assert "in force from round 2566/1" in listed.output
    assert "rounds on it: 2565/2" in listed.output
    with world.house.reading() as session:
        assert len(session.scalars(select(DiagramEdition.id).filter_by(diagram="school")).all()) == 2


def test_a_diagram_is_published_only_under_its_own_key(world: World) -> None:
    given = ("province", str(BPMN / "school.bpmn"), "--reason", "a slip", "--as", DEPARTMENT)
    given = (*given, "--approved-by", f"{DEPARTMENT}-3")

    assert "wrong key" in _refused(_place(world), "diagram", "publish", *given)


def test_verifying_says_how_much_is_whole_then_names_what_is_not(world: World) -> None:
    number = confirm_institution(world, SCHOOL)
    whole = _lec(_place(world), "verify")
    with world.office() as office:
        office.session.execute(update(Confirmation).values(attestation="something else"))

    said = _refused(_place(world), "verify")

    assert whole.output.startswith("Whole: 1 confirmations")
    assert said == f"Error: Broken: confirmation {number}: its attestation is not what was signed\n"


def test_every_verb_explains_itself(tmp_path: Path) -> None:
    for verb in ROOMS:
        assert "Usage: main" in _lec(tmp_path, verb, "--help").output


def test_the_package_runs_as_the_command() -> None:
    asked = [sys.executable, "-m", "config.command", "round", "--help"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert said.startswith("Usage: lec round")


def _place(world: World) -> Path:
    return world.house.settings.instance


def _enter_round(world: World, number: int) -> None:
    with world.office() as office:
        add_round(office, number, FAR_AWAY)


def _lec(instance: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(main, words, env={"LEC_INSTANCE": str(instance), **settings})


def _refused(instance: Path, *words: str, **settings: str) -> str:
    result = _lec(instance, *words, **settings)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    return result.output
