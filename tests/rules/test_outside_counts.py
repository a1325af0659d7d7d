"""How a cell of an outside school is written, and which number asks for an explanation."""

import pytest

from processes.rules.outside_counts import BLANK, Cell, Doubt, counted, doubt_of, is_settled, written
from processes.terms import CountState

NOT_OFFERED = Cell(CountState.NOT_APPLICABLE, None, "ไม่เปิดสอน")


@pytest.mark.letter("N13")
def test_the_three_states_are_written_apart() -> None:
    assert [written(each) for each in (BLANK, counted(0), counted(12), NOT_OFFERED)] == ["", "0", "12", "-"]
    assert written(counted(12, 5, 7), by_sex=True) == "5/7"
    assert written(counted(12), by_sex=True) == "12"


@pytest.mark.parametrize(
    ("before", "now", "doubt"),
    [
        (None, 40, None),
        (40, 40, None),
        (40, 50, None),  # more than 30 % of 30, but no more than 10 learners
        (20, 31, Doubt.JUMP),
        (100, 130, None),
        (100, 131, Doubt.JUMP),
        (100, 69, Doubt.JUMP),
        (3, 0, Doubt.GONE),
        (0, 0, None),
        (0, 11, Doubt.JUMP),
    ],
)
def test_a_number_far_from_the_last_rounds_is_doubted(
    before: int | None, now: int, doubt: Doubt | None
) -> None:
    assert doubt_of(counted(now), before, dissolved=False) is doubt


@pytest.mark.letter("F56")
def test_a_dissolved_school_owes_zeros_and_no_explanation() -> None:
    assert doubt_of(counted(0), 40, dissolved=True) is None
    assert doubt_of(counted(4), 40, dissolved=True) is Doubt.DISSOLVED
    assert not is_settled(Cell(CountState.COUNTED, 4, explanation="ยังเรียนอยู่"), Doubt.DISSOLVED)


def test_an_explanation_settles_a_doubt() -> None:
    explained = Cell(CountState.COUNTED, 0, explanation="ไม่มีผู้สมัครเรียน")

    assert is_settled(explained, Doubt.GONE)
    assert not is_settled(counted(0), Doubt.GONE)
    assert is_settled(counted(5), None)
