"""Every error that officers know of has its row in docs/rules.md, and every gate named there is one."""

import re
from pathlib import Path

import pytest

from processes.rules.checks.catalogue import shipped
from processes.rules.permissions import PERMISSIONS
from processes.rules.situations import Situation
from processes.terms import Act, Reason

PAGE = (Path(__file__).parents[2] / "docs/rules.md").read_text(encoding="utf-8")
ROWS = {row[0]: row for row in re.findall(r"^\| (E\w+) \| (.+?) \| (\w+) \| (.+?) \|$", PAGE, re.MULTILINE)}
KNOWN = [f"E{number:02}" for number in range(1, 22)]

# What each gate looks at, and a situation in which it stands in the way of its act.
GATES = {
    "E12": (Act.CONFIRM, {"roll_size": 0}, Reason.ROLL_EMPTY),
    "E13": (Act.CONFIRM, {"unseen": 1}, Reason.LEARNERS_UNSEEN),
    "E14": (Act.CONFIRM, {"below_outstanding": 1}, Reason.BELOW_OUTSTANDING),
    "E15": (Act.CONFIRM, {"below_outstanding": 1}, Reason.BELOW_OUTSTANDING),
    "E16": (Act.CONFIRM_COUNTS, {"blank_counts": 1}, Reason.COUNTS_BLANK),
    "E17": (Act.CONFIRM_COUNTS, {"counts_in_doubt": 1}, Reason.COUNTS_IN_DOUBT),
    "E18": (Act.MEND_LEARNER, {"confirmed": True}, Reason.ALREADY_CONFIRMED),
}


def test_every_known_error_has_its_row() -> None:
    assert set(KNOWN) - set(ROWS) == set()


def test_every_rule_that_looks_at_records_has_its_row_with_its_severity() -> None:
    told = {rule: row[2] for rule, row in ROWS.items()}

    assert {rule: str(each.severity) for rule, each in shipped().rules.items()}.items() <= told.items()


@pytest.mark.parametrize("rule", sorted(set(KNOWN) - set(shipped().rules) - {"E05"}))
def test_what_no_rule_looks_for_is_stopped_by_the_table_of_permissions(rule: str) -> None:
    act, changes, reason = GATES[rule]
    situation = Situation(**changes)  # type: ignore[arg-type]

    said = {needs(situation) for needs in PERMISSIONS[act]}
    clean = {needs(Situation()) for needs in PERMISSIONS[act]}
    assert reason in said
    assert reason not in clean
