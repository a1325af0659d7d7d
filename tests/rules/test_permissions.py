"""The permission table as values: for every act one situation that allows it, and each refusal in it."""

from dataclasses import replace
from typing import Any

import pytest

from processes.rules.permissions import PERMISSIONS, RECORDING_ACTS, obstacle
from processes.rules.situations import Situation, WindowState
from processes.terms import Act, Reason, Role, Tier

HERE = frozenset({Role.RESPONSIBLE})
TEACHER = frozenset({Role.CLASS_TEACHER})
EXECUTIVE = frozenset({Role.EXECUTIVE})
NOBODY: frozenset[Role] = frozenset()

OFFICER = Situation(roles=HERE)
ABOVE = Situation(roles_above=HERE)
ADMINISTRATOR = Situation(administers=True)
AUTHORITY = Situation(tier=Tier.LOCAL_AUTHORITY, roles=HERE)

Refusal = tuple[dict[str, Any], Reason]
STRANGER: Refusal = ({"roles": NOBODY, "roles_above": NOBODY, "administers": False}, Reason.NOT_YOUR_UNIT)
ONLY_TEACHES: Refusal = ({"roles": TEACHER}, Reason.NOT_YOUR_ROLE)
ONLY_WATCHES: Refusal = ({"roles": EXECUTIVE}, Reason.NOT_YOUR_ROLE)
ANOTHERS_CLASS: Refusal = ({"roles": TEACHER, "own_class": False}, Reason.NOT_YOUR_CLASS)
BELOW: Refusal = ({"roles_above": NOBODY, "roles": HERE}, Reason.NOT_THE_UNIT_ABOVE)
TOO_EARLY: Refusal = ({"window": WindowState.NOT_YET}, Reason.WINDOW_NOT_OPEN)
TOO_LATE: Refusal = ({"window": WindowState.CLOSED}, Reason.WINDOW_CLOSED)
CONFIRMED: Refusal = ({"confirmed": True}, Reason.ALREADY_CONFIRMED)
NOT_CONFIRMED: Refusal = ({"confirmed": False}, Reason.NOT_CONFIRMED)
UNSEEN: Refusal = ({"unseen": 1}, Reason.LEARNERS_UNSEEN)
TOO_FEW: Refusal = ({"unseen": 11, "roll_size": 100, "seen_percent": 90}, Reason.TOO_FEW_SEEN)
HALF_FILLED: Refusal = ({"drafts": 1}, Reason.UNSAVED_DRAFTS)
UNMET: Refusal = ({"seen_here": False}, Reason.NOT_SEEN_HERE)
NOT_FOUND: Refusal = ({"not_found": 1}, Reason.LEARNERS_NOT_FOUND)
UNREAD: Refusal = ({"report_opened": False}, Reason.REPORT_NOT_OPENED)
UNATTESTED: Refusal = ({"attested": False}, Reason.NOT_ATTESTED)
UNREASONED: Refusal = ({"reason_given": False}, Reason.NO_REASON_GIVEN)
CONFIRMED_ABOVE: Refusal = ({"confirmed_above": True}, Reason.CONFIRMED_ABOVE)
UNINVITED: Refusal = ({"invited": False}, Reason.LINK_ENDED)
SETTLED: Refusal = ({"duplicate_settled": True}, Reason.DUPLICATE_SETTLED)
PAST: Refusal = ({"ahead": False}, Reason.MOMENT_PAST)
TOO_FAR: Refusal = ({"within_a_year": False}, Reason.MOMENT_TOO_FAR)
NOT_OPEN: Refusal = ({"draft_open": False}, Reason.DRAFT_NOT_OPEN)
NOT_ADMINISTRATOR: Refusal = ({"administers": False, "roles": HERE}, Reason.NOT_YOUR_ROLE)

SUSPENDED: Refusal = ({"suspended": True}, Reason.CASE_SUSPENDED)
ENDED: Refusal = ({"ended": True}, Reason.CASE_ENDED)

IN_TIME = (TOO_EARLY, TOO_LATE, SUSPENDED)
PROBLEMS = (({"errors": 1}, Reason.PROBLEMS_OPEN), ({"unexplained": 1}, Reason.QUERIES_UNEXPLAINED))
ON_THE_ROLL = (STRANGER, ONLY_WATCHES, ANOTHERS_CLASS, *IN_TIME, CONFIRMED)
BY_THE_OFFICER = (STRANGER, ONLY_TEACHES, *IN_TIME)
FROM_ABOVE = (BELOW, *IN_TIME)

TABLE: dict[Act, tuple[Situation, tuple[Refusal, ...]]] = {
    Act.OPEN_ROUND: (
        ADMINISTRATOR,
        (NOT_ADMINISTRATOR, ({"round_open": True}, Reason.ROUND_ALREADY_OPEN)),
    ),
    Act.CLOSE: (Situation(), (({"hour_struck": False}, Reason.HOUR_NOT_STRUCK),)),
    Act.ADMIT_LEARNER: (
        replace(OFFICER, enrolled=False),
        (*ON_THE_ROLL, ({"enrolled": True}, Reason.ALREADY_ON_A_ROLL), UNMET),
    ),
    Act.MEND_LEARNER: (OFFICER, (*ON_THE_ROLL, ({"enrolled": False}, Reason.NOT_ON_THE_ROLL))),
    Act.MARK_PRESENCE: (OFFICER, (*ON_THE_ROLL, ({"enrolled": False}, Reason.NOT_ON_THE_ROLL))),
    Act.VERIFY_ROLL: (OFFICER, (*ON_THE_ROLL, UNSEEN)),
    Act.TAKE_OFF: (
        OFFICER,
        (
            *BY_THE_OFFICER,
            CONFIRMED,
            ({"enrolled": False}, Reason.NOT_ON_THE_ROLL),
            ({"looked_for": False}, Reason.NOT_YET_LOOKED_FOR),
            ({"final_grade": False}, Reason.NOT_A_FINAL_GRADE),
        ),
    ),
    Act.PUT_BACK: (
        replace(OFFICER, enrolled=False),
        (*BY_THE_OFFICER, CONFIRMED, ({"enrolled": True}, Reason.ALREADY_ON_A_ROLL)),
    ),
    Act.CLAIM_LEARNER: (
        replace(OFFICER, enrolled=False),
        (
            *ON_THE_ROLL,
            ({"enrolled": True}, Reason.ALREADY_ON_A_ROLL),
            UNMET,
            ({"duplicate_open": True}, Reason.DUPLICATE_OPEN),
        ),
    ),
    Act.SETTLE_DUPLICATE: (
        OFFICER,
        (*BY_THE_OFFICER, SETTLED, ({"decides": False}, Reason.NOT_THE_DECIDER), UNREASONED),
    ),
    Act.RAISE_DUPLICATE: (
        OFFICER,
        (STRANGER, ONLY_WATCHES, ANOTHERS_CLASS, *IN_TIME, SETTLED, UNREASONED),
    ),
    Act.DROP_CLAIM: (OFFICER, (STRANGER, ONLY_WATCHES, ANOTHERS_CLASS, SETTLED)),
    Act.DISCUSS_DUPLICATE: (OFFICER, (STRANGER, SETTLED)),
    Act.EXPORT_ROLL: (OFFICER, (STRANGER, ONLY_TEACHES)),
    Act.EXPORT_ANSWERS: (OFFICER, (STRANGER, ONLY_TEACHES)),
    Act.FOLLOW_UP: (OFFICER, (STRANGER,)),
    Act.IMPORT_ROLL: (OFFICER, (*BY_THE_OFFICER, CONFIRMED, UNMET)),
    Act.PROMOTE_ROLL: (
        OFFICER,
        (
            *BY_THE_OFFICER,
            CONFIRMED,
            ({"year_over": False}, Reason.YEAR_NOT_OVER),
            ({"to_promote": 0}, Reason.NOBODY_TO_PROMOTE),
        ),
    ),
    Act.UNDO_PROMOTION: (
        OFFICER,
        (*BY_THE_OFFICER, CONFIRMED, ({"built_upon": True}, Reason.PROMOTION_BUILT_UPON)),
    ),
    Act.EXPLAIN: (OFFICER, (*ON_THE_ROLL, ({"reason_given": False}, Reason.NO_REASON_GIVEN))),
    Act.RECORD_PROFILE: (
        OFFICER,
        (*BY_THE_OFFICER, CONFIRMED, ({"answered": False}, Reason.PROFILE_INCOMPLETE)),
    ),
    Act.DISCARD_DRAFT: (OFFICER, BY_THE_OFFICER),
    Act.RECHECK_ROLL: (
        OFFICER,
        (*BY_THE_OFFICER, CONFIRMED, UNSEEN, TOO_FEW, HALF_FILLED, NOT_FOUND, *PROBLEMS),
    ),
    Act.CONFIRM: (
        AUTHORITY,
        (
            *BY_THE_OFFICER,
            CONFIRMED,
            UNSEEN,
            TOO_FEW,
            HALF_FILLED,
            NOT_FOUND,
            *PROBLEMS,
            ({"tier": Tier.INSTITUTION, "roll_size": 0}, Reason.ROLL_EMPTY),
            ({"below_outstanding": 1}, Reason.BELOW_OUTSTANDING),
            ({"below_unreviewed": 1}, Reason.UNITS_NOT_REVIEWED),
            UNREAD,
            UNATTESTED,
        ),
    ),
    Act.CHECK_REPORT: (replace(OFFICER, confirmed=True), (*BY_THE_OFFICER, NOT_CONFIRMED)),
    Act.WITHDRAW: (
        replace(OFFICER, confirmed=True),
        (*BY_THE_OFFICER, NOT_CONFIRMED, ({"taken_into_review": True}, Reason.TAKEN_INTO_REVIEW)),
    ),
    Act.OPEN_REPORT: (OFFICER, (STRANGER,)),
    Act.REVIEW_UNIT: (replace(ABOVE, confirmed=True), (*FROM_ABOVE, NOT_CONFIRMED)),
    Act.RECORD_COUNTS: (AUTHORITY, (*BY_THE_OFFICER, CONFIRMED)),
    Act.CONFIRM_COUNTS: (
        AUTHORITY,
        (
            *BY_THE_OFFICER,
            CONFIRMED,
            ({"blank_counts": 1}, Reason.COUNTS_BLANK),
            ({"counts_in_doubt": 1}, Reason.COUNTS_IN_DOUBT),
            UNREAD,
            UNATTESTED,
        ),
    ),
    Act.COLLECT_COUNTS: (AUTHORITY, (*BY_THE_OFFICER, CONFIRMED)),
    Act.SEND_COUNTS: (Situation(invited=True), (*IN_TIME, CONFIRMED, UNINVITED)),
    Act.KEEP_OUTSIDE_SCHOOL: (ABOVE, (BELOW,)),
    Act.PROPOSE_OUTSIDE_CHANGE: (
        AUTHORITY,
        (STRANGER, ONLY_WATCHES, UNREASONED, ({"request_open": True}, Reason.REQUEST_UNDECIDED)),
    ),
    Act.DRAW_SAMPLE: (OFFICER, (*BY_THE_OFFICER, ({"population": 0}, Reason.NOTHING_TO_DRAW))),
    Act.RECORD_FINDING: (OFFICER, BY_THE_OFFICER),
    Act.ASK_REOPENING: (
        replace(OFFICER, confirmed=True),
        (*BY_THE_OFFICER, NOT_CONFIRMED, ({"request_open": True}, Reason.REQUEST_UNDECIDED), UNREASONED),
    ),
    Act.GRANT_REOPENING: (
        replace(ABOVE, confirmed=True, request_open=True),
        (*FROM_ABOVE, NOT_CONFIRMED, ({"request_open": False}, Reason.REQUEST_DECIDED), CONFIRMED_ABOVE),
    ),
    Act.REFUSE_REOPENING: (
        replace(ABOVE, request_open=True),
        (*FROM_ABOVE, ({"request_open": False}, Reason.REQUEST_DECIDED), UNREASONED),
    ),
    Act.REOPEN: (replace(ABOVE, confirmed=True), (*FROM_ABOVE, NOT_CONFIRMED, CONFIRMED_ABOVE, UNREASONED)),
    Act.CANCEL_REQUEST: (
        replace(OFFICER, request_open=True),
        (*BY_THE_OFFICER, ({"request_open": False}, Reason.REQUEST_DECIDED)),
    ),
    Act.CHANGE_DEADLINE: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            UNREASONED,
            ({"window": WindowState.CLOSED}, Reason.WINDOW_GONE),
            PAST,
            TOO_FAR,
            ({"in_order": False}, Reason.DATES_OUT_OF_ORDER),
        ),
    ),
    Act.SET_ROUND_TERMS: (
        ADMINISTRATOR,
        (NOT_ADMINISTRATOR, UNREASONED, ({"terms_fit": False}, Reason.TERMS_UNFIT), PAST, TOO_FAR),
    ),
    Act.URGE_UNITS: (AUTHORITY, BY_THE_OFFICER),
    Act.SET_INTERNAL_DEADLINE: (
        AUTHORITY,
        (
            STRANGER,
            ONLY_WATCHES,
            ({"window": WindowState.CLOSED}, Reason.WINDOW_GONE),
            PAST,
            ({"within_own_due": False}, Reason.BEYOND_OWN_DUE),
        ),
    ),
    Act.GRANT_EXTENSION: (
        replace(ADMINISTRATOR, round_open=True),
        (
            NOT_ADMINISTRATOR,
            ({"round_open": False}, Reason.ROUND_NOT_OPEN),
            UNREASONED,
            ({"units_known": False}, Reason.UNKNOWN_UNIT),
            PAST,
            TOO_FAR,
            ({"extended": True}, Reason.ALREADY_EXTENDED),
        ),
    ),
    Act.TAKE_FIGURES: (
        replace(ADMINISTRATOR, confirmed=True),
        (NOT_ADMINISTRATOR, NOT_CONFIRMED, ({"taken": True}, Reason.ALREADY_TAKEN)),
    ),
    Act.ANSWER: (OFFICER, (STRANGER, *IN_TIME)),
    Act.CLAIM: (OFFICER, (STRANGER, ({"claimed_by_another": True}, Reason.CLAIMED_BY_ANOTHER))),
    Act.RELEASE: (
        replace(OFFICER, claimed_by_me=True),
        (STRANGER, ({"claimed_by_me": False}, Reason.NOT_CLAIMED)),
    ),
    Act.HAND_OVER: (
        OFFICER,
        (({"roles": TEACHER}, Reason.NOT_YOUR_ROLE), (STRANGER[0], Reason.NOT_YOUR_ROLE)),
    ),
    Act.DRAW_DIAGRAM: (ADMINISTRATOR, (NOT_ADMINISTRATOR, NOT_OPEN)),
    Act.APPROVE_DIAGRAM: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            NOT_OPEN,
            ({"approval_asked": False}, Reason.APPROVAL_NOT_ASKED),
            ({"own_draft": True}, Reason.OWN_DRAFT),
            ({"fit": False}, Reason.DRAFT_UNFIT),
        ),
    ),
    Act.PUBLISH_DIAGRAM: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            NOT_OPEN,
            ({"changed": False}, Reason.DRAFT_UNCHANGED),
            UNREASONED,
            ({"approved": False}, Reason.DRAFT_NOT_APPROVED),
            ({"replay_seen": False}, Reason.REPLAY_NOT_SEEN),
            ({"round_open": True}, Reason.ROUND_ALREADY_OPEN),
        ),
    ),
    Act.REPLAY_HISTORY: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            NOT_OPEN,
            ({"fit": False}, Reason.DRAFT_UNFIT),
            ({"history_kept": False}, Reason.NOTHING_TO_REPLAY),
        ),
    ),
    Act.ACKNOWLEDGE_REPLAY: (
        ADMINISTRATOR,
        (NOT_ADMINISTRATOR, ({"replay_done": False}, Reason.REPLAY_NOT_DONE), UNREASONED),
    ),
    Act.IMPORT_LIST: (ADMINISTRATOR, (NOT_ADMINISTRATOR,)),
    Act.KEEP_LETTERS: (ADMINISTRATOR, (NOT_ADMINISTRATOR,)),
    Act.RETRY_WORK: (ADMINISTRATOR, (NOT_ADMINISTRATOR,)),
    Act.SUSPEND_CASE: (ADMINISTRATOR, (NOT_ADMINISTRATOR, ENDED, SUSPENDED, UNREASONED)),
    Act.RESUME_CASE: (
        replace(ADMINISTRATOR, suspended=True),
        (NOT_ADMINISTRATOR, ENDED, ({"suspended": False}, Reason.CASE_NOT_SUSPENDED), UNREASONED),
    ),
    Act.MOVE_TOKEN: (ADMINISTRATOR, (NOT_ADMINISTRATOR, ENDED, UNREASONED)),
    Act.BULK_OPERATION: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            ({"tried": False}, Reason.DRY_RUN_NOT_DONE),
            ({"cases_fit": 0}, Reason.NO_CASE_FITS),
            ({"number_matches": False}, Reason.NUMBER_DIFFERS),
            UNREASONED,
            ({"operation_under_way": True}, Reason.OPERATION_UNDER_WAY),
        ),
    ),
    Act.MIGRATE_CASES: (
        replace(ADMINISTRATOR, round_open=True),
        (
            NOT_ADMINISTRATOR,
            UNREASONED,
            ({"round_open": False}, Reason.ROUND_NOT_OPEN),
            ({"edition_fits": False}, Reason.EDITION_UNFIT),
            ({"change_under_way": True}, Reason.CHANGE_UNDER_WAY),
        ),
    ),
    Act.KEEP_PROFILE_FIELDS: (
        ADMINISTRATOR,
        (
            NOT_ADMINISTRATOR,
            ({"label_taken": True}, Reason.LABEL_TAKEN),
            ({"room_for_more": False}, Reason.TOO_MANY_FIELDS),
        ),
    ),
}
REFUSALS = [
    pytest.param(act, allowed, changes, reason, id=f"{act}-{reason}-{place}")
    for act, (allowed, refusals) in TABLE.items()
    for place, (changes, reason) in enumerate(refusals)
]


def test_every_act_has_its_line_in_this_table_and_in_the_house() -> None:
    assert set(TABLE) == set(PERMISSIONS) == set(Act)


@pytest.mark.parametrize(("act", "allowed"), [(act, allowed) for act, (allowed, _) in TABLE.items()])
def test_an_act_is_allowed_when_nothing_stands_in_its_way(act: Act, allowed: Situation) -> None:
    assert obstacle(act, allowed) is None


@pytest.mark.parametrize(("act", "allowed", "changes", "reason"), REFUSALS)
def test_an_act_is_refused_by_the_one_thing_that_stands_in_its_way(
    act: Act, allowed: Situation, changes: dict[str, Any], reason: Reason
) -> None:
    assert obstacle(act, replace(allowed, **changes)) is reason


@pytest.mark.parametrize("act", Act)
def test_every_predicate_of_an_act_refuses_in_some_row(act: Act) -> None:
    allowed, refusals = TABLE[act]

    idle = [
        needs.__name__
        for needs in PERMISSIONS[act]
        if not any(needs(replace(allowed, **changes)) for changes, _ in refusals)
    ]

    assert idle == []


@pytest.mark.letter("F4", "F5")
@pytest.mark.parametrize("act", sorted(RECORDING_ACTS))
def test_every_act_that_records_is_refused_before_the_window_opens_and_once_it_is_closed(act: Act) -> None:
    allowed, _ = TABLE[act]

    assert obstacle(act, replace(allowed, window=WindowState.NOT_YET)) is Reason.WINDOW_NOT_OPEN
    assert obstacle(act, replace(allowed, window=WindowState.CLOSED)) is Reason.WINDOW_CLOSED


def test_whatever_changes_recorded_or_confirmed_data_is_an_act_that_records() -> None:
    harmless = {
        Act.OPEN_ROUND, Act.CLOSE, Act.OPEN_REPORT, Act.TAKE_FIGURES, Act.ANSWER,
        Act.CLAIM, Act.RELEASE, Act.HAND_OVER, Act.PUBLISH_DIAGRAM, Act.IMPORT_LIST,
        Act.FOLLOW_UP, Act.EXPORT_ROLL, Act.EXPORT_ANSWERS, Act.DROP_CLAIM, Act.DISCUSS_DUPLICATE,
        Act.KEEP_LETTERS,
        Act.MIGRATE_CASES,
        Act.RETRY_WORK, Act.SUSPEND_CASE, Act.RESUME_CASE, Act.MOVE_TOKEN, Act.BULK_OPERATION,
        Act.CHANGE_DEADLINE, Act.SET_ROUND_TERMS, Act.SET_INTERNAL_DEADLINE, Act.GRANT_EXTENSION,
        Act.KEEP_OUTSIDE_SCHOOL, Act.PROPOSE_OUTSIDE_CHANGE, Act.DRAW_DIAGRAM, Act.APPROVE_DIAGRAM,
        Act.KEEP_PROFILE_FIELDS, Act.REPLAY_HISTORY, Act.ACKNOWLEDGE_REPLAY,
    }  # fmt: skip

    assert set(Act) - RECORDING_ACTS == harmless


@pytest.mark.letter("X3")
def test_an_institution_withdraws_by_itself_only_until_its_authority_reviews() -> None:
    its_own = Situation(roles=HERE, confirmed=True)

    assert obstacle(Act.WITHDRAW, its_own) is None
    assert obstacle(Act.WITHDRAW, replace(its_own, taken_into_review=True)) is Reason.TAKEN_INTO_REVIEW
    assert obstacle(Act.ASK_REOPENING, replace(its_own, taken_into_review=True)) is None


@pytest.mark.letter("X11")
def test_one_person_in_both_roles_may_look_for_the_class_and_take_off_the_roll() -> None:
    both = Situation(roles=HERE | TEACHER, own_class=True)

    assert obstacle(Act.MARK_PRESENCE, both) is None
    assert obstacle(Act.VERIFY_ROLL, both) is None
    assert obstacle(Act.TAKE_OFF, both) is None
    assert obstacle(Act.CONFIRM, both) is None


@pytest.mark.letter("F38")
def test_a_class_teacher_looks_for_the_own_class_but_takes_nobody_off_the_roll() -> None:
    teacher = Situation(roles=TEACHER, own_class=True)

    assert obstacle(Act.MARK_PRESENCE, teacher) is None
    assert obstacle(Act.TAKE_OFF, teacher) is Reason.NOT_YOUR_ROLE
    assert obstacle(Act.CONFIRM, teacher) is Reason.NOT_YOUR_ROLE


@pytest.mark.letter("F115")
def test_an_executive_watches_and_changes_nothing() -> None:
    watching = Situation(tier=Tier.LOCAL_AUTHORITY, roles=EXECUTIVE, confirmed=True)

    assert obstacle(Act.OPEN_REPORT, watching) is None
    for act in RECORDING_ACTS - {Act.SEND_COUNTS}:  # an outside school's, by its link
        assert obstacle(act, watching) in {Reason.NOT_YOUR_ROLE, Reason.NOT_THE_UNIT_ABOVE}
