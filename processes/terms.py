"""The words every room of the work shares: tiers, kinds, roles, acts, messages, standings, reasons."""

from enum import StrEnum
from zoneinfo import ZoneInfo

# Days begin and hours strike here; instants are kept in UTC.
COUNTRY = ZoneInfo("Asia/Bangkok")


class Tier(StrEnum):
    """A level of the chain that holds cases, from the top down."""

    DEPARTMENT = "department"
    PROVINCE = "province"
    LOCAL_AUTHORITY = "local_authority"
    INSTITUTION = "institution"


class UnitKind(StrEnum):
    """What a unit is; stored, never derived from its code (letter 4.1, X2)."""

    DEPARTMENT = "department"
    PROVINCE = "province"
    DISTRICT = "district"
    PROVINCIAL_ADMINISTRATION = "provincial_administration"
    CITY_MUNICIPALITY = "city_municipality"
    TOWN_MUNICIPALITY = "town_municipality"
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality"
    SUBDISTRICT_ADMINISTRATION = "subdistrict_administration"
    SCHOOL = "school"
    CHILD_CENTRE = "child_centre"


TIER_OF: dict[UnitKind, Tier | None] = {
    UnitKind.DEPARTMENT: Tier.DEPARTMENT,
    UnitKind.PROVINCE: Tier.PROVINCE,
    UnitKind.DISTRICT: None,  # passes letters on and groups; holds no case (F22)
    UnitKind.PROVINCIAL_ADMINISTRATION: Tier.LOCAL_AUTHORITY,
    UnitKind.CITY_MUNICIPALITY: Tier.LOCAL_AUTHORITY,
    UnitKind.TOWN_MUNICIPALITY: Tier.LOCAL_AUTHORITY,
    UnitKind.SUBDISTRICT_MUNICIPALITY: Tier.LOCAL_AUTHORITY,
    UnitKind.SUBDISTRICT_ADMINISTRATION: Tier.LOCAL_AUTHORITY,
    UnitKind.SCHOOL: Tier.INSTITUTION,
    UnitKind.CHILD_CENTRE: Tier.INSTITUTION,
}


# Whom a district passes letters on to; to all others a province writes itself (letter C, end; F22).
TOLD_BY_DISTRICT = frozenset({UnitKind.SUBDISTRICT_MUNICIPALITY, UnitKind.SUBDISTRICT_ADMINISTRATION})


class DiagramKey(StrEnum):
    """A diagram of the house; its file is `bpmn/<key>.bpmn`."""

    SCHOOL = "school"
    CHILD_CENTRE = "child_centre"
    LOCAL_AUTHORITY = "local_authority"
    PROVINCE = "province"
    DEPARTMENT = "department"


DIAGRAM_OF: dict[UnitKind, DiagramKey | None] = {
    kind: DiagramKey(kind)
    if kind in {UnitKind.SCHOOL, UnitKind.CHILD_CENTRE}
    else DiagramKey(tier)
    if tier
    else None
    for kind, tier in TIER_OF.items()
}


class Role(StrEnum):
    """What an appointment makes of a person at a unit."""

    CLASS_TEACHER = "class_teacher"
    RESPONSIBLE = "responsible"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"


class Stream(StrEnum):
    """What a confirmation covers: own learners, or counts of other affiliations (letter 7.1, 7.3)."""

    OWN = "own"
    OTHER = "other"


class Message(StrEnum):
    """What a case may be told; past tense, one name per stream because one message wakes every waiter."""

    OWN_INCOMPLETE = "own_incomplete"
    OWN_REOPENED = "own_reopened"
    OTHER_REOPENED = "other_reopened"


class Signal(StrEnum):
    """What every case of a window is told at once."""

    WINDOW_CLOSED = "window_closed"


class StepName(StrEnum):
    """What a service task of a diagram may ask for; removing every one leaves the data correct."""

    REMIND = "remind"
    ESCALATE = "escalate"
    LOCK = "lock"


class Act(StrEnum):
    """A thing an officer or the clock does; each stands in the permission table."""

    OPEN_ROUND = "open_round"
    CLOSE = "close"
    ADMIT_LEARNER = "admit_learner"
    MEND_LEARNER = "mend_learner"
    MARK_PRESENCE = "mark_presence"
    TAKE_OFF = "take_off"
    PUT_BACK = "put_back"
    CLAIM_LEARNER = "claim_learner"
    SETTLE_DUPLICATE = "settle_duplicate"
    RAISE_DUPLICATE = "raise_duplicate"
    DROP_CLAIM = "drop_claim"
    DISCUSS_DUPLICATE = "discuss_duplicate"
    IMPORT_ROLL = "import_roll"
    PROMOTE_ROLL = "promote_roll"
    UNDO_PROMOTION = "undo_promotion"
    EXPORT_ROLL = "export_roll"
    FOLLOW_UP = "follow_up"
    RECORD_PROFILE = "record_profile"
    VERIFY_ROLL = "verify_roll"
    EXPLAIN = "explain"
    RECHECK_ROLL = "recheck_roll"
    DISCARD_DRAFT = "discard_draft"
    CONFIRM = "confirm"
    CHECK_REPORT = "check_report"
    WITHDRAW = "withdraw"
    OPEN_REPORT = "open_report"
    REVIEW_UNIT = "review_unit"
    RECORD_COUNTS = "record_counts"
    CONFIRM_COUNTS = "confirm_counts"
    DRAW_SAMPLE = "draw_sample"
    RECORD_FINDING = "record_finding"
    ASK_REOPENING = "ask_reopening"
    GRANT_REOPENING = "grant_reopening"
    REFUSE_REOPENING = "refuse_reopening"
    REOPEN = "reopen"
    CANCEL_REQUEST = "cancel_request"
    TAKE_FIGURES = "take_figures"
    CLAIM = "claim"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    ANSWER = "answer"
    EXPORT_ANSWERS = "export_answers"
    CHANGE_DEADLINE = "change_deadline"
    SET_ROUND_TERMS = "set_round_terms"
    SET_INTERNAL_DEADLINE = "set_internal_deadline"
    URGE_UNITS = "urge_units"
    GRANT_EXTENSION = "grant_extension"
    DRAW_DIAGRAM = "draw_diagram"
    APPROVE_DIAGRAM = "approve_diagram"
    PUBLISH_DIAGRAM = "publish_diagram"
    REPLAY_HISTORY = "replay_history"
    ACKNOWLEDGE_REPLAY = "acknowledge_replay"
    IMPORT_LIST = "import_list"
    KEEP_LETTERS = "keep_letters"
    MIGRATE_CASES = "migrate_cases"
    RETRY_WORK = "retry_work"
    SUSPEND_CASE = "suspend_case"
    RESUME_CASE = "resume_case"
    MOVE_TOKEN = "move_token"  # noqa: S105 -- the token of a diagram
    BULK_OPERATION = "bulk_operation"
    KEEP_PROFILE_FIELDS = "keep_profile_fields"
    KEEP_OUTSIDE_SCHOOL = "keep_outside_school"
    PROPOSE_OUTSIDE_CHANGE = "propose_outside_change"
    COLLECT_COUNTS = "collect_counts"
    SEND_COUNTS = "send_counts"


class Standing(StrEnum):
    """How far a unit is with one stream of a round, as boards and lists say it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    MISSED = "missed"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"


class Grade(StrEnum):
    """A class level of the report (`grade_levels`): centre, kindergarten, primary, secondary, vocational."""

    TK = "TK"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"
    P5 = "P5"
    P6 = "P6"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"
    M5 = "M5"
    M6 = "M6"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"


# The nine cells of an outside school, kindergarten 1 to primary 6 (letter 4.2 (1)).
OUTSIDE_GRADES: tuple[Grade, ...] = (
    Grade.A1, Grade.A2, Grade.A3, Grade.P1, Grade.P2, Grade.P3, Grade.P4, Grade.P5, Grade.P6,
)  # fmt: skip


class Sex(StrEnum):
    """As the report counts them."""

    MALE = "M"
    FEMALE = "F"


class IdentityKind(StrEnum):
    """What stands in the field for the citizen number (letter 4.3.3)."""

    CITIZEN = "citizen"
    GCODE = "gcode"
    NONE = "none"


class LeavingReason(StrEnum):
    """Why an enrolment ended."""

    NO_SUCH_LEARNER = "no_such_learner"
    MOVED = "moved"
    FINISHED = "finished"
    DIED = "died"
    RECORDED_TWICE = "recorded_twice"


class CountState(StrEnum):
    """Blank, a number (zero included), and not applicable are three states from form to export (N13)."""

    BLANK = "blank"
    COUNTED = "counted"
    NOT_APPLICABLE = "not_applicable"


class ChangeState(StrEnum):
    """How far a change of the register of outside schools is."""

    WAITING = "waiting"
    MADE = "made"
    NEXT_ROUND = "next_round"
    REFUSED = "refused"
    REPLACED = "replaced"


class ContactWay(StrEnum):
    """How an authority asked an outside school for its numbers."""

    PHONE = "phone"
    LETTER = "letter"
    MESSAGE = "message"
    VISIT = "visit"


class ContactResult(StrEnum):
    """What came of asking an outside school."""

    ASKED = "asked"
    PROMISED = "promised"
    ANSWERED = "answered"
    UNREACHED = "unreached"


class AnswerState(StrEnum):
    """What became of the numbers that an outside school sent."""

    WAITING = "waiting"
    TAKEN_OVER = "taken_over"
    SET_ASIDE = "set_aside"
    REPLACED = "replaced"


class FindingResult(StrEnum):
    """What an officer found at a unit drawn for a random check (letter 9.4)."""

    OPEN = "open"
    IN_ORDER = "in_order"
    TO_MEND = "to_mend"


class Decision(StrEnum):
    """How a request to reopen ended."""

    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class PlannedChange(StrEnum):
    """What a request to reopen says it will do: to a learner of the roll, or to a cell of the counts."""

    MEND = "mend"
    TAKE_OFF = "take_off"
    ADD = "add"
    COUNT = "count"


class DuplicateState(StrEnum):
    """Where the case of a child at two units stands."""

    OPEN = "open"  # its decider has to answer
    KEPT = "kept"  # the decider keeps the child, the claimant may still climb
    SETTLED = "settled"


class DuplicateDecision(StrEnum):
    """How the case of a child at two units was answered."""

    RELEASED = "released"
    KEPT = "kept"
    BOTH_WRONG = "both_wrong"
    DROPPED = "dropped"
    LAPSED = "lapsed"


class IfReopened(StrEnum):
    """What counts at the close for a unit that was opened for correction and not confirmed again (F78)."""

    LAST_CONFIRMED = "last_confirmed"
    NOTHING = "nothing"


class Severity(StrEnum):
    """What a rule's finding asks for: an error is mended before confirming, a query is explained (F34)."""

    ERROR = "error"
    QUERY = "query"


class About(StrEnum):
    """What a rule looks at, and so what its finding is about."""

    LEARNER = "learner"
    CLASS = "class"
    UNIT = "unit"


class ProblemState(StrEnum):
    """Whether a finding still asks something of the unit's officers."""

    OPEN = "open"
    EXPLAINED = "explained"
    GONE = "gone"


class DraftState(StrEnum):
    """What became of a draft of a diagram."""

    OPEN = "open"
    PUBLISHED = "published"
    DROPPED = "dropped"


class SavedHow(StrEnum):
    """By which way a revision of a draft came to be."""

    START = "start"
    AUTOSAVE = "autosave"
    FORM = "form"
    FILE = "file"
    RESTORE = "restore"  # an earlier revision, brought back
    BESIDE = "beside"  # what had been kept beside, put in


class ReplayState(StrEnum):
    """How far a replay of a draft is."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class OperationKind(StrEnum):
    """What an administrator does to many cases at once."""

    SUSPEND = "suspend"
    RESUME = "resume"
    MOVE = "move"
    RETRY = "retry"


class Condition(StrEnum):
    """How the running cases are that an administrator looks for."""

    RUNNING = "running"  # not suspended
    SUSPENDED = "suspended"
    LATE = "late"
    INCIDENT = "incident"


class Fate(StrEnum):
    """What becomes of one case of an operation: tried without effect first, then done or not."""

    WAITING = "waiting"
    FIT = "fit"
    UNFIT = "unfit"
    DONE = "done"
    REFUSED = "refused"
    LEFT = "left"  # the operation was stopped before


class Outcome(StrEnum):
    """The outcomes of the shipped diagrams' tasks; an administrator's task may declare others."""

    DONE = "done"
    SHOWN = "shown"
    MISSING = "missing"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Reason(StrEnum):
    """What stands in the way of an act; each has its sentence in Thai and English."""

    WINDOW_NOT_OPEN = "window_not_open"
    WINDOW_CLOSED = "window_closed"
    NOT_YOUR_UNIT = "not_your_unit"
    NOT_YOUR_ROLE = "not_your_role"
    NOT_YOUR_CLASS = "not_your_class"
    NOT_THE_UNIT_ABOVE = "not_the_unit_above"
    ALREADY_CONFIRMED = "already_confirmed"
    NOT_CONFIRMED = "not_confirmed"
    BELOW_OUTSTANDING = "below_outstanding"
    UNITS_NOT_REVIEWED = "units_not_reviewed"
    CONFIRMED_ABOVE = "confirmed_above"
    REQUEST_UNDECIDED = "request_undecided"
    REQUEST_DECIDED = "request_decided"
    ROLL_EMPTY = "roll_empty"
    LEARNERS_UNSEEN = "learners_unseen"
    TOO_FEW_SEEN = "too_few_seen"
    UNSAVED_DRAFTS = "unsaved_drafts"
    LEARNERS_NOT_FOUND = "learners_not_found"
    PROBLEMS_OPEN = "problems_open"
    QUERIES_UNEXPLAINED = "queries_unexplained"
    COUNTS_BLANK = "counts_blank"
    COUNTS_IN_DOUBT = "counts_in_doubt"
    REPORT_NOT_OPENED = "report_not_opened"
    TAKEN_INTO_REVIEW = "taken_into_review"
    NO_REASON_GIVEN = "no_reason_given"
    NOT_ATTESTED = "not_attested"
    DONE_BY_YOU = "done_by_you"
    DONE_BY_ANOTHER = "done_by_another"
    TASK_GONE = "task_gone"
    CLAIMED_BY_ANOTHER = "claimed_by_another"
    NOT_CLAIMED = "not_claimed"
    STALE_PAGE = "stale_page"
    ALREADY_ON_A_ROLL = "already_on_a_roll"
    NOT_ON_THE_ROLL = "not_on_the_roll"
    UNKNOWN_OUTCOME = "unknown_outcome"
    ROUND_ALREADY_OPEN = "round_already_open"
    ROUND_HAS_NO_DIAGRAM = "round_has_no_diagram"
    HOUR_NOT_STRUCK = "hour_not_struck"
    ALREADY_TAKEN = "already_taken"
    NO_SUCCESSOR = "no_successor"
    NOTHING_TO_DRAW = "nothing_to_draw"
    NOT_YET_LOOKED_FOR = "not_yet_looked_for"
    CASE_ENDED = "case_ended"
    CASE_SUSPENDED = "case_suspended"
    CASE_NOT_SUSPENDED = "case_not_suspended"
    ALREADY_AT_TASK = "already_at_task"
    UNKNOWN_TASK = "unknown_task"
    TASK_OF_ANOTHER_BRANCH = "task_of_another_branch"
    TASK_WOULD_NOT_HOLD = "task_would_not_hold"
    FILE_IN_TROUBLE = "file_in_trouble"
    NO_DOCUMENT = "no_document"
    CHANGE_UNDER_WAY = "change_under_way"
    EDITION_UNFIT = "edition_unfit"
    ROUND_NOT_OPEN = "round_not_open"
    MOMENT_PAST = "moment_past"
    MOMENT_TOO_FAR = "moment_too_far"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    WINDOW_GONE = "window_gone"
    BEYOND_OWN_DUE = "beyond_own_due"
    ALREADY_EXTENDED = "already_extended"
    UNKNOWN_UNIT = "unknown_unit"
    TERMS_UNFIT = "terms_unfit"
    LABEL_TAKEN = "label_taken"
    TOO_MANY_FIELDS = "too_many_fields"
    PROFILE_INCOMPLETE = "profile_incomplete"
    NOBODY_TO_PROMOTE = "nobody_to_promote"
    YEAR_NOT_OVER = "year_not_over"
    PROMOTION_BUILT_UPON = "promotion_built_upon"
    NOT_A_FINAL_GRADE = "not_a_final_grade"
    CODE_TAKEN = "code_taken"
    LINK_ENDED = "link_ended"
    DRAFT_NOT_OPEN = "draft_not_open"
    DRAFT_UNCHANGED = "draft_unchanged"
    DRAFT_UNFIT = "draft_unfit"
    DRAFT_NOT_APPROVED = "draft_not_approved"
    OWN_DRAFT = "own_draft"
    APPROVAL_NOT_ASKED = "approval_not_asked"
    REPLAY_NOT_SEEN = "replay_not_seen"
    REPLAY_NOT_DONE = "replay_not_done"
    NOTHING_TO_REPLAY = "nothing_to_replay"
    NOT_ON_THE_LIST = "not_on_the_list"
    DUPLICATE_OPEN = "duplicate_open"
    DUPLICATE_SETTLED = "duplicate_settled"
    NOT_THE_DECIDER = "not_the_decider"
    NOT_SEEN_HERE = "not_seen_here"
    OPERATION_UNDER_WAY = "operation_under_way"
    DRY_RUN_NOT_DONE = "dry_run_not_done"
    NO_CASE_FITS = "no_case_fits"
    NUMBER_DIFFERS = "number_differs"
    NOTHING_TO_RETRY = "nothing_to_retry"
    CASE_FAILED = "case_failed"


class Refused(Exception):  # noqa: N818 -- "no" is an answer, not an error
    """An act said no; `reason` is the sentence, `details` its parameters (names, times, counts)."""

    def __init__(self, reason: Reason, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
