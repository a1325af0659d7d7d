"""The list of demands is whole, and no test claims to show a demand that is not on it."""

from collections import Counter
from pathlib import Path

import pytest

from tests import demands
from tests.demands import ROOT, Demand, Mark, marks_below, overview, unknown_marks, written_demands

NUMBERS = {
    f"{letter}{number}"
    for letter, last in (("F", 118), ("X", 11), ("N", 15))
    for number in range(1, last + 1)
}
LISTED = written_demands((ROOT / "docs" / "demands.md").read_text("utf-8"))

MARKED_MODULE = """
import pytest
pytestmark = [pytest.mark.letter("F1")]

@pytest.mark.letter("F2", "F3")
def test_one() -> None: ...

@pytest.mark.letter("F4")
class TestTwo:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.letter("F5"))])
    async def test_three(self, x) -> None: ...

@pytest.mark.slow
@letter("F9")
@other.letter("F9")
def test_four() -> None: ...
"""


def test_every_demand_is_listed_exactly_once() -> None:
    counted = Counter(demand.number for demand in LISTED)

    assert set(counted) == NUMBERS
    assert [number for number, times in counted.items() if times > 1] == []


def test_no_line_of_the_list_is_misspelt() -> None:
    lines = (ROOT / "docs" / "demands.md").read_text("utf-8").splitlines()

    assert len([line for line in lines if line.startswith("-")]) == len(LISTED)


def test_every_mark_names_a_demand_of_the_list() -> None:
    assert unknown_marks(LISTED, marks_below(ROOT / "tests")) == []


def test_marks_are_found_on_modules_classes_functions_and_parameters(tmp_path: Path) -> None:
    (tmp_path / "tests" / "acts").mkdir(parents=True)
    (tmp_path / "tests" / "acts" / "test_x.py").write_text(MARKED_MODULE, "utf-8")

    assert marks_below(tmp_path / "tests") == [
        Mark("F1", "tests/acts/test_x.py"),
        Mark("F2", "tests/acts/test_x.py::test_one"),
        Mark("F3", "tests/acts/test_x.py::test_one"),
        Mark("F5", "tests/acts/test_x.py::TestTwo::test_three"),
        Mark("F4", "tests/acts/test_x.py::TestTwo"),
    ]


def test_a_mark_that_is_not_written_out_is_known_to_no_list(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text("@pytest.mark.letter(NUMBER)\ndef test_one(): ...\n", "utf-8")

    marks = marks_below(tmp_path)

    assert unknown_marks([Demand("F1", "must", "A round.")], marks) == marks != []


def test_the_overview_puts_tests_under_their_demand_and_names_the_rest() -> None:
    listed = [Demand("F1", "must", "A round."), Demand("F2", "should", "A letter.")]

    assert list(overview(listed, [Mark("F1", "tests/x.py::test_one")])) == [
        "F1   must     A round.",
        "     tests/x.py::test_one",
        "F2   should   A letter.",
        "",
        "1 of 2 demands are shown by a test; nothing shows yet:",
        "F2",
    ]


def test_an_unknown_mark_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "demands.md").write_text("- **F1** (must) A round.\n", "utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(
        "@pytest.mark.letter('F119')\ndef test_one(): ...\n", "utf-8"
    )
    monkeypatch.setattr(demands, "ROOT", tmp_path)

    assert demands.main() == 1
    assert capsys.readouterr().err == "tests/test_x.py::test_one: no demand is called F119\n"
