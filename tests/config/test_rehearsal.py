"""The rehearsal: the same seed plays the same tale, the hour is kept, the installation is left alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.command.rehearse import rehearse
from config.rehearsal.casting import ALWAYS, cast
from config.rehearsal.outcome import Outcome
from config.rehearsal.outcome import outcome as outcome_of
from config.rehearsal.performing import Wanted, open_curtain, perform, set_up
from config.rehearsal.provinces import province_alone
from config.rehearsal.tale import Kind
from config.rounds import read_round

SEED = 2565


def played(folder: Path) -> Outcome:
    return perform(Wanted(province_alone("39", SEED), read_round(), SEED, folder))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return played(tmp_path_factory.mktemp("first"))


def lec_rehearse(place: Path, *options: str) -> Result:
    return CliRunner().invoke(rehearse, options, env={"LEC_INSTANCE": str(place)})


def test_everything_holds_that_a_round_must_hold(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert outcome.holds


def test_the_same_seed_plays_the_same_tale(outcome: Outcome, tmp_path: Path) -> None:
    again = played(tmp_path)

    assert again.lines == outcome.lines
    assert again.numbers == outcome.numbers


def test_another_seed_casts_the_parts_otherwise() -> None:
    province = province_alone("39", SEED).udon

    assert cast(province, 1) != cast(province, 2)
    assert {part.manner for part in cast(province_alone("41", SEED).udon, 1)} >= set(ALWAYS)


def test_what_does_not_hold_is_named(tmp_path: Path) -> None:
    stage = set_up(Wanted(province_alone("39", SEED), read_round(), SEED, tmp_path))
    open_curtain(stage)
    stage.tale.acknowledge(stage.now, "303920001", "confirm")

    faults = " ".join(outcome_of(stage, ("as it stood", "and stands")).faults)

    stage.house.database.engine.dispose()
    assert "something recorded changed after the close" in faults
    assert "acknowledged, and not in the journal" in faults
    assert "not in the frozen figures" in faults
    assert "cases were not told of the close" in faults


@pytest.mark.letter("F98", "F99")
def test_the_last_moment_is_kept_and_the_hour_itself_is_not(outcome: Outcome) -> None:
    last = next(line for line in outcome.lines if line.kind is Kind.LAST_MOMENT)
    closed = next(line for line in outcome.lines if line.kind is Kind.CLOSED)

    assert last.at < closed.at
    assert outcome.numbers["too_late"] >= 1
    assert all(line.at >= closed.at for line in outcome.lines if line.kind is Kind.AFTER_THE_HOUR)


def test_every_chapter_of_a_round_is_told(outcome: Outcome) -> None:
    told = {line.kind for line in outcome.lines}

    assert told >= set(Kind) - {Kind.REFUSED, Kind.PASSED_ON}
    for name in (
        "reminders",
        "escalations",
        "late",
        "missed",
        "asked",
        "came",
        "left",
        "outside",
        "by_order",
    ):
        assert outcome.numbers[name] > 0, name


def test_the_command_tells_it_in_both_languages_and_leaves_no_trace(tmp_path: Path) -> None:
    thai, english = lec_rehearse(tmp_path), lec_rehearse(tmp_path, "--language", "en")

    assert (thai.exit_code, english.exit_code) == (0, 0)
    assert "11 พ.ย. 2565 เวลา 17.00 น.  ถึงเวลาปิดระบบ" in thai.output
    assert "11 Nov 2022 (2565 BE), 17:00  The hour strikes; the round closes" in english.output
    assert "Everything holds" in english.output
    assert list(tmp_path.iterdir()) == []


def test_a_kept_database_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "lec.db").write_text("work")

    result = lec_rehearse(tmp_path, "--keep", str(tmp_path))

    assert result.exit_code == 1
    assert "is not empty" in result.output
    assert (tmp_path / "lec.db").read_text() == "work"
