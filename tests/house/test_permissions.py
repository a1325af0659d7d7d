"""Every act stands in the table; what changes recorded data waits for the window and ends with it."""

from dataclasses import replace

import pytest

from processes.rules.permissions import PERMISSIONS, RECORDING_ACTS, obstacle
from processes.rules.situations import Situation, WindowState
from processes.terms import Act, Reason, Role

# What an officer does that records nothing about learners, counts or their confirmation, or is the clock's.
NO_RECORDING = {
    Act.OPEN_ROUND,
    Act.CLOSE,
    Act.OPEN_REPORT,
    Act.DROP_CLAIM,  # a claim is no record, and dropping one may wait for no window
    Act.DISCUSS_DUPLICATE,
    Act.EXPORT_ROLL,  # a copy of what is recorded
    Act.EXPORT_ANSWERS,
    Act.FOLLOW_UP,  # a note to oneself and colleagues
    Act.TAKE_FIGURES,  # after the close as well (letter 9.2); it changes no figure
    Act.CLAIM,
    Act.RELEASE,
    Act.HAND_OVER,
    Act.ANSWER,
    Act.CHANGE_DEADLINE,  # dates, not data
    Act.SET_ROUND_TERMS,
    Act.SET_INTERNAL_DEADLINE,
    Act.GRANT_EXTENSION,
    Act.DRAW_DIAGRAM,  # a diagram is no data
    Act.APPROVE_DIAGRAM,
    Act.PUBLISH_DIAGRAM,
    Act.REPLAY_HISTORY,
    Act.ACKNOWLEDGE_REPLAY,
    Act.IMPORT_LIST,
    Act.KEEP_LETTERS,
    Act.MIGRATE_CASES,
    Act.RETRY_WORK,
    Act.SUSPEND_CASE,  # it stops work and changes none
    Act.RESUME_CASE,
    Act.MOVE_TOKEN,  # where a case stands, not what is recorded
    Act.BULK_OPERATION,
    Act.KEEP_PROFILE_FIELDS,  # what is asked, not what is answered
    Act.KEEP_OUTSIDE_SCHOOL,  # the register stands beside the rounds
    Act.PROPOSE_OUTSIDE_CHANGE,
}
ALL_ROLES = frozenset(Role)


def test_every_act_stands_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Act)


def test_every_act_either_records_or_is_known_not_to() -> None:
    assert set(Act) - RECORDING_ACTS == NO_RECORDING


def test_no_act_is_free_for_all() -> None:
    for act, needs in PERMISSIONS.items():
        assert needs, f"{act} asks nothing"


@pytest.mark.letter("F4", "F5")
@pytest.mark.parametrize("act", sorted(RECORDING_ACTS))
@pytest.mark.parametrize(
    ("window", "reason"),
    [(WindowState.NOT_YET, Reason.WINDOW_NOT_OPEN), (WindowState.CLOSED, Reason.WINDOW_CLOSED)],
)
def test_recording_is_refused_before_the_window_opens_and_once_it_is_closed(
    act: Act, window: WindowState, reason: Reason
) -> None:
    holder = Situation(roles=ALL_ROLES, roles_above=ALL_ROLES, administers=True, own_class=True)

    assert obstacle(act, replace(holder, window=window)) is reason


@pytest.mark.parametrize("act", sorted(set(Act) - {Act.CLOSE}))
def test_a_stranger_may_do_nothing_at_all(act: Act) -> None:
    assert obstacle(act, Situation()) is not None
