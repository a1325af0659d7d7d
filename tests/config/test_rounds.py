"""The round of the letter: its dates with their paragraphs, moved by whole days, entered once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from config import rounds
from config.demo.almanac import round_around, workday
from config.rounds import RoundPlan, closing_at, enter, plan_from, publish_shipped, read_round, shifted
from config.settings import read_settings
from config.wiring import House, build
from processes.records.rounds import DiagramEdition, Round
from processes.terms import DiagramKey, Tier

NOW = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = build(read_settings({"LEC_INSTANCE": str(tmp_path)}))
    house.upgrade()
    yield house
    house.database.engine.dispose()


def dates(plan: RoundPlan) -> dict[Tier, tuple[str, str, str]]:
    return {
        each.tier: (each.opens_at.isoformat(), each.due_at.isoformat(), each.closes_at.isoformat())
        for each in plan.windows
    }


@pytest.mark.letter("F6", "F7", "F8", "X1", "F12")
def test_the_round_of_the_letter_has_its_dates_by_tier() -> None:
    plan = read_round("2565-2")

    opens, end_of_the_tenth = "2022-10-10T00:00:00+07:00", "2022-11-11T00:00:00+07:00"
    five_o_clock = "2022-11-11T17:00:00+07:00"
    assert (plan.academic_year, plan.number) == (2565, 2)
    assert dates(plan) == {
        Tier.INSTITUTION: (opens, end_of_the_tenth, five_o_clock),
        Tier.LOCAL_AUTHORITY: (opens, end_of_the_tenth, five_o_clock),
        Tier.PROVINCE: (opens, five_o_clock, five_o_clock),
        Tier.DEPARTMENT: (opens, five_o_clock, five_o_clock),
    }


def test_every_date_names_the_letter_and_a_paragraph() -> None:
    for window in read_round().windows:
        for source in (window.opens_by, window.due_by, window.closes_by):
            assert "มท ๐๘๑๖.๒/ว ๒๗๙๐" in source
            assert "ข้อ" in source


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("+07:00", ""),
        ("due_at = 2022-11-11T00", "due_at = 2022-11-12T00"),
        ("[windows.province]", "[windows.village]"),
    ],
)
def test_a_file_without_a_zone_an_order_or_a_tier_is_refused(wrong: str, right: str) -> None:
    text = (rounds.LETTERS / "2565-2.toml").read_text(encoding="utf-8")

    with pytest.raises(ValueError, match=r"zone|order|province"):
        plan_from(text.replace(wrong, right))


def test_a_round_moves_by_whole_days_and_keeps_its_hours_and_year() -> None:
    moved = shifted(read_round(), 30)

    assert moved.academic_year == 2565
    assert {each.closes_at.isoformat() for each in moved.windows} == {"2022-12-11T17:00:00+07:00"}
    assert moved.opens_at - read_round().opens_at == timedelta(days=30)


def test_the_demonstration_stands_about_six_tenths_into_the_window() -> None:
    plan = round_around(NOW)

    share = (NOW - plan.opens_at) / (plan.closes_at - plan.opens_at)
    assert 0.58 < share < 0.62
    assert (plan.closes_at - read_round().closes_at) % timedelta(days=1) == timedelta()


def test_the_demonstration_can_close_five_minutes_from_now() -> None:
    plan = round_around(NOW, timedelta(minutes=5))

    assert plan == closing_at(read_round(), NOW + timedelta(minutes=5))
    assert plan.closes_at == NOW + timedelta(minutes=5)


def test_a_workday_lies_in_office_hours_and_never_after_now() -> None:
    plan = round_around(NOW)

    shares = [number / 100 for number in range(101)]
    moments = [workday(plan, NOW, share) for share in shares]

    assert moments == sorted(moments)
    assert plan.opens_at < moments[0]
    assert moments[-1] < NOW
    assert all(1 <= moment.hour <= 10 for moment in moments[:-5])


def test_a_round_enters_with_its_letter_and_windows_and_only_once(house: House) -> None:
    for _ in range(2):
        with house.office() as office:
            enter(office, read_round(), real=False)

    with house.reading() as session:
        round_ = session.scalars(select(Round)).one()
        assert (round_.academic_year, round_.number, round_.real) == (2565, 2, False)
        assert "๒๗๙๐" in round_.letter
        assert "๑๗.๐๐ น." in round_.letter_text
        assert {window.tier for window in round_.windows} == set(Tier)


def test_the_shipped_diagrams_are_published_once_and_again_when_their_bytes_change(
    house: House, tmp_path: Path
) -> None:
    for path in rounds.DIAGRAMS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with house.office() as office:
        first = [(each.diagram, each.number) for each in publish_shipped(office, tmp_path)]
    school = tmp_path / "school.bpmn"
    school.write_bytes(school.read_bytes() + b"\n")

    with house.office() as office:
        second = [(each.diagram, each.number) for each in publish_shipped(office, tmp_path)]

    assert first == [(key, 1) for key in DiagramKey]
    assert second == [(DiagramKey.SCHOOL, 2)]


def test_a_shipped_diagram_with_a_problem_is_refused_and_none_is_published(
    house: House, tmp_path: Path
) -> None:
    for path in rounds.DIAGRAMS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "department.bpmn").write_bytes((tmp_path / "province.bpmn").read_bytes())

    with pytest.raises(ValueError, match="wrong_key"), house.office() as office:
        publish_shipped(office, tmp_path)

    with house.reading() as session:
        assert session.scalars(select(DiagramEdition.id)).all() == []
