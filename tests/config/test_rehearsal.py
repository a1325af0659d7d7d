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
from webapp.rehearsed import line_words, number_lines, speaking, verdict

SEED = 2565


def played(folder: Path) -> Outcome:
    return perform(Wanted(province_alone("39", SEED), read_round(), SEED, folder))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return played(tmp_path_factory.mktemp("first"))


def lec_rehearse(place: Path, *options: str) -> Result:
    return CliRunner().invoke(rehearse, options, env={"LEC_INSTANCE": str(place)})


@pytest.mark.letter("N15")
def test_everything_holds_that_a_round_must_hold(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert outcome.holds


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


@pytest.mark.letter("F98", "F99", "N15")
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


def test_the_same_seed_plays_the_same_tale_which_the_command_tells_leaving_no_trace(
    outcome: Outcome, tmp_path: Path
) -> None:
    again = lec_rehearse(tmp_path, "--language", "en")

    assert again.exit_code == 0
    told = again.output.splitlines()
    assert told[: len(outcome.lines)] == in_words(outcome, "en")
    with speaking("en"):
        assert set(told) >= {*number_lines(outcome.numbers), verdict(holds=True)}
    assert list(tmp_path.iterdir()) == []


def test_it_is_told_in_both_languages(outcome: Outcome) -> None:
    assert "11 พ.ย. 2565 เวลา 17.00 น.  ถึงเวลาปิดระบบ" in "\n".join(in_words(outcome, "th"))
    assert "11 Nov 2022 (2565 BE), 17:00  The hour strikes; the round closes" in in_words(outcome, "en")
    with speaking("en"):
        assert verdict(holds=True).startswith("Everything holds")


def in_words(outcome: Outcome, language: str) -> list[str]:
    with speaking(language):
        return [line_words(each.at, each.kind, each.values, language) for each in outcome.lines]


def test_a_kept_database_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "lec.db").write_text("work")

    result = lec_rehearse(tmp_path, "--keep", str(tmp_path))

    assert result.exit_code == 1
    assert "is not empty" in result.output
    assert (tmp_path / "lec.db").read_text() == "work"
