"""What can be wrong with a diagram: a code, the element, and what its sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """Why a diagram may not be published; each has its sentence in the web's catalogue."""

    TOO_LARGE = "too_large"
    NOT_XML = "not_xml"
    DOCTYPE = "doctype"
    TOO_MANY_ELEMENTS = "too_many_elements"
    TOO_MANY_ATTRIBUTES = "too_many_attributes"
    NOT_BPMN = "not_bpmn"
    KEY_TWICE = "key_twice"
    KEY_UNFIT = "key_unfit"
    ELEMENT_NOT_ALLOWED = "element_not_allowed"
    ATTRIBUTE_NOT_ALLOWED = "attribute_not_allowed"
    TOO_MANY_NODES = "too_many_nodes"
    NOT_ONE_PROCESS = "not_one_process"
    WRONG_KEY = "wrong_key"
    NOT_DRAWN = "not_drawn"
    NOT_PARSED = "not_parsed"

    EVENT_NOT_ALLOWED = "event_not_allowed"
    UNKNOWN_MESSAGE = "unknown_message"
    UNKNOWN_SIGNAL = "unknown_signal"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    UNKNOWN_ACT = "unknown_act"
    ACT_NOT_OF_TIER = "act_not_of_tier"
    OUTCOMES_MISSING = "outcomes_missing"
    OUTCOME_NOT_OF_ACT = "outcome_not_of_act"
    OUTCOME_TWICE = "outcome_twice"
    OUTCOME_WITHOUT_LABEL = "outcome_without_label"
    ROLE_MISSING = "role_missing"
    ROLE_NOT_OF_ACT = "role_not_of_act"
    UNKNOWN_STEP = "unknown_step"
    STEP_ADDRESS = "step_address"
    BAD_FIELD = "bad_field"
    FIELDS_NOT_ASKED = "fields_not_asked"
    BAD_DAY_LIMIT = "bad_day_limit"

    EXPRESSION_MISSING = "expression_missing"
    EXPRESSION_TOO_LONG = "expression_too_long"
    EXPRESSION_INVALID = "expression_invalid"
    MACRO_NOT_ALLOWED = "macro_not_allowed"
    FUNCTION_NOT_ALLOWED = "function_not_allowed"
    UNKNOWN_WORD = "unknown_word"
    TYPES_DIFFER = "types_differ"
    EXPRESSION_FAILS = "expression_fails"
    CONDITION_NOT_BOOLEAN = "condition_not_boolean"
    CONDITION_MISPLACED = "condition_misplaced"
    CONDITIONS_OVERLAP = "conditions_overlap"
    OUTCOME_NEVER_GIVEN = "outcome_never_given"
    NOT_A_MOMENT = "not_a_moment"
    NOT_A_DURATION = "not_a_duration"
    MOMENT_FAR_OFF = "moment_far_off"

    FLOW_DANGLING = "flow_dangling"
    NOT_ONE_START = "not_one_start"
    UNREACHABLE = "unreachable"
    NO_WAY_OUT = "no_way_out"
    MERGE_WITHOUT_GATEWAY = "merge_without_gateway"
    SPLIT_WITHOUT_GATEWAY = "split_without_gateway"
    DEFAULT_MISSING = "default_missing"
    CONDITION_MISSING = "condition_missing"
    BOUNDARY_ADRIFT = "boundary_adrift"
    JOIN_NOT_ALLOWED = "join_not_allowed"
    FORK_IN_LOOP = "fork_in_loop"
    TOO_MANY_PATHS = "too_many_paths"
    LOOP_WITHOUT_CHOICE = "loop_without_choice"
    LOOP_WITHOUT_WAIT = "loop_without_wait"
    EVENT_GATEWAY_TARGET = "event_gateway_target"
    EVENT_GATEWAY_TIMERS = "event_gateway_timers"
    WINDOW_CLOSED_MISSING = "window_closed_missing"

    RUN_FAILED = "run_failed"
    RUN_GROWS = "run_grows"
    WINDOW_CLOSED_IGNORED = "window_closed_ignored"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: what, on which element, with what its sentence needs, at which line (0: nowhere)."""

    code: Code
    element: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


class BadDiagram(ValueError):  # noqa: N818 -- the house names what happened
    """The bytes are not a diagram that the engine runs."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} at {problem.element}: {dict(problem.parameters)}")
        self.problem = problem


class BadExpression(ValueError):  # noqa: N818 -- the house names what happened
    """An expression is refused, or failed on the values it was given."""

    def __init__(self, code: Code, **parameters: str) -> None:
        super().__init__(f"{code}: {parameters}")
        self.code = code
        self.parameters = parameters
