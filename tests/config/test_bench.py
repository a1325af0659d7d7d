"""The measurement of rolls: it builds its own base, asks real pages, and says its figures in two ways."""

import json

from click.testing import CliRunner

from config.command.bench import bench, roll_table

KINDS = {
    "roll_page",
    "roll_by_class",
    "roll_unseen",
    "inbox_of_25",
    "account_page",
    "search_a_number",
    "class_page",
    "number_in_the_country",
    "name_in_the_country",
    "plain_workbook_read",
    "plain_workbook_planned",
    "plain_workbook_taken_in",
    "whole_workbook_read",
    "whole_workbook_planned",
    "whole_workbook_taken_in",
}


def test_rolls_are_measured_and_the_figures_are_said() -> None:
    said = CliRunner().invoke(bench, ["roll", "--learners", "2600", "--requests", "1", "--json"])

    assert said.exit_code == 0, said.output
    figures = json.loads(said.output)
    assert 2_500 < figures["learners"] <= 2_600
    for kind in KINDS:
        assert set(figures[kind]) == {"cpu_p50_ms", "cpu_p95_ms", "wall_p50_ms", "wall_p95_ms"}
        assert figures[kind]["wall_p95_ms"] > 0
    assert len(roll_table(figures).splitlines()) == 1 + len(KINDS)


def test_the_grid_is_measured_beside_an_answer_without_work() -> None:
    said = CliRunner().invoke(bench, ["outside", "--schools", "3", "--requests", "4", "--json"])

    assert said.exit_code == 0, said.output
    figures = json.loads(said.output)
    assert figures["cell_saved"]["wall_p95_ms"] > figures["answer_without_work"]["wall_p50_ms"]
    assert len(roll_table(figures, "schools").splitlines()) == 4


def test_carrying_cases_over_is_measured() -> None:
    said = CliRunner().invoke(bench, ["migration", "--cases", "20", "--json"])

    assert said.exit_code == 0, said.output
    figures = json.loads(said.output)
    assert figures["cases"] >= 7
    assert figures["tried_ms_each"] > 0


def test_an_operation_over_many_cases_is_measured() -> None:
    said = CliRunner().invoke(bench, ["operations", "--cases", "20", "--json"])

    assert said.exit_code == 0, said.output
    assert json.loads(said.output)["cases"] >= 7


def test_a_replay_is_measured_grouped_and_case_by_case() -> None:
    said = CliRunner().invoke(bench, ["replay", "--cases", "60", "--json"])

    assert said.exit_code == 0, said.output
    figures = json.loads(said.output)
    assert json.loads(figures["verdicts"]) == {"reminded": figures["histories"]}
    assert figures["histories"] > 30
    assert figures["ungrouped_cpu_ms"] > 0


def test_telling_where_units_stand_is_measured_on_the_first_day_and_half_way() -> None:
    said = CliRunner().invoke(bench, ["whereabouts", "--cases", "20", "--json"])

    figures = json.loads(said.output)
    assert set(figures) == {
        f"{part}, {scene}" for part in ("country", "province") for scene in ("first day", "half way")
    }
    assert all(wall > 0 for each in figures.values() for _cpu, wall in each.values())
