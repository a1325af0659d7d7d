"""Small diagrams as text, and the facts and moments that the tests of the engine share."""

from datetime import UTC, datetime, timedelta
from html import escape
from itertools import pairwise
from pathlib import Path

from processes.engine.words import load_words

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:lec="https://lec.dla.go.th/bpmn/1" id="definitions" targetNamespace="https://lec.dla.go.th">\n'
)
MESSAGES = ("own_incomplete", "own_reopened", "other_reopened")
DUE_AT = datetime(2022, 11, 10, 17, tzinfo=UTC)
CLOSES_AT = datetime(2022, 11, 11, 10, tzinfo=UTC)
OPENS_AT = datetime(2022, 10, 9, 17, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
WORDS = load_words((Path(__file__).parents[2] / "bpmn" / "words.toml").read_text(encoding="utf-8"))
FACTS = {
    "opens_at": OPENS_AT,
    "due_at": DUE_AT,
    "closes_at": CLOSES_AT,
    "units_total": 3,
    "units_confirmed": 0,
    "units_reviewed": 0,
    "other_total": 1,
    "own_confirmed": False,
    "other_confirmed": False,
}


def element(kind, key, inside="", **attributes):
    """One BPMN element; attributes named `lec_x` become `lec:x`."""
    written = "".join(
        f' {name.replace("lec_", "lec:")}="{escape(value)}"' for name, value in attributes.items() if value
    )
    return f'<bpmn:{kind} id="{key}"{written}>{inside}</bpmn:{kind}>'


def task(key, act="confirm", outcomes="done", inside="", **attributes):
    said = {"name": f"งาน {key}", **attributes}
    return element("userTask", key, inside, lec_act=act, lec_form=act, lec_outcomes=outcomes, **said)


def step(key, name, to=""):
    return element("serviceTask", key, lec_step=name, lec_to=to)


def message(key, name):
    return element("intermediateCatchEvent", key, _message(name))


def signal(key, name="window_closed"):
    return element("intermediateCatchEvent", key, f'<bpmn:signalEventDefinition signalRef="signal_{name}"/>')


def timer(key, date):
    return element("intermediateCatchEvent", key, time(date))


def boundary_message(key, host, name):
    return element("boundaryEvent", key, _message(name), attachedToRef=host)


def boundary_timer(key, host, inside, interrupting=False):
    return element("boundaryEvent", key, inside, attachedToRef=host, cancelActivity=str(interrupting).lower())


def time(text, kind="timeDate"):
    return (
        f'<bpmn:timerEventDefinition><bpmn:{kind} xsi:type="bpmn:tFormalExpression">'
        f"{escape(text, quote=False)}</bpmn:{kind}></bpmn:timerEventDefinition>"
    )


def _message(name):
    return f'<bpmn:messageEventDefinition messageRef="message_{name}"/>'


def start(key="begin"):
    return element("startEvent", key)


def end(key):
    return element("endEvent", key)


def terminate(key="over"):
    return element("endEvent", key, "<bpmn:terminateEventDefinition/>")


def fork(key="fork"):
    return element("parallelGateway", key)


def merge(key):
    return element("exclusiveGateway", key)


def choice(key, default):
    return element("exclusiveGateway", key, default=default)


def flow(source, target, condition=None):
    inside = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(condition, quote=False)}'
        "</bpmn:conditionExpression>"
        if condition is not None
        else ""
    )
    return element("sequenceFlow", f"{source}__{target}", inside, sourceRef=source, targetRef=target)


def chain(*keys):
    return [flow(source, target) for source, target in pairwise(keys)]


def diagram(key, nodes, flows, lanes, definitions=""):
    """The bytes of a diagram; `lanes` maps a role to the nodes in its lane."""
    drawn = "".join(
        f'<bpmn:lane id="lane_{role}" name="ช่อง {role}" lec:role="{role}">'
        + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in inside)
        + "</bpmn:lane>\n"
        for role, inside in lanes.items()
    )
    told = "".join(f'<bpmn:message id="message_{name}" name="{name}"/>\n' for name in MESSAGES)
    return (
        HEAD
        + told
        + '<bpmn:signal id="signal_window_closed" name="window_closed"/>\n'
        + definitions
        + f'<bpmn:process id="{key}" isExecutable="true">\n'
        + (f'<bpmn:laneSet id="lanes">{drawn}</bpmn:laneSet>\n' if lanes else "")
        + "\n".join([*nodes, *flows])
        + "\n</bpmn:process></bpmn:definitions>"
    ).encode()


WINDOW = [signal("window"), step("lock", "lock"), terminate()]
WINDOW_FLOWS = chain("fork", "window", "lock", "over")


def small(*nodes, flows=(), responsible=("work",), first="work", key="school"):
    """A diagram of a window branch and of these nodes, the first of which follows the fork."""
    return diagram(
        key,
        [start(), fork(), *WINDOW, *nodes],
        [*chain("begin", "fork", first), *WINDOW_FLOWS, *flows],
        {"responsible": responsible},
    )


def school():
    nodes = [
        *(start(), fork(), *WINDOW, merge("again"), task("verify_roll", "verify_roll"), merge("recheck")),
        *(task("recheck_roll", "recheck_roll"), task("confirm"), merge("reopen")),
        task("check_report", "check_report", "shown, missing"),
        boundary_message("pulled_back", "check_report", "own_reopened"),
        boundary_timer("unlooked", "check_report", time('duration("24h")', "timeDuration")),
        *(step("ask_to_look", "remind", "own"), end("asked")),
        *(choice("report_shown", "report_shown__reopened"), message("reopened", "own_reopened")),
        *(timer("before_due", 'due_at - duration("72h")'), step("remind_due", "remind", "own")),
        *(timer("due", "due_at"), step("escalate_due", "escalate", "above")),
        *(timer("before_close", 'closes_at - duration("3h")'), step("remind_close", "remind", "own")),
        end("reminded"),
    ]
    flows = [
        *chain("begin", "fork", "again", "verify_roll", "recheck", "recheck_roll", "confirm", "check_report"),
        *chain("check_report", "report_shown", "reopened", "reopen", "again"),
        flow("report_shown", "recheck", 'outcome == "missing"'),
        *chain("pulled_back", "reopen"),
        *chain("unlooked", "ask_to_look", "asked"),
        *WINDOW_FLOWS,
        *chain("fork", "before_due", "remind_due", "due", "escalate_due", "before_close", "remind_close"),
        *chain("remind_close", "reminded"),
    ]
    lanes = {
        "class_teacher": ["verify_roll"],
        "responsible": ["recheck_roll", "confirm", "check_report"],
    }
    return diagram("school", nodes, flows, lanes)


def authority():
    """Two streams, an empty one ends; one fork, no join."""
    nodes = [
        *(start(), fork(), *WINDOW),
        *(choice("any_own", "any_own__again_own"), end("no_own"), merge("again_own")),
        *(task("review_unit", "review_unit"), task("confirm"), message("own_back", "own_reopened")),
        boundary_message("incomplete", "confirm", "own_incomplete"),
        *(choice("any_other", "any_other__again_other"), end("no_other"), merge("again_other")),
        *(task("record_counts", "record_counts"), task("confirm_counts", "confirm_counts")),
        message("other_back", "other_reopened"),
    ]
    flows = [
        *chain("begin", "fork", "any_own", "again_own", "review_unit", "confirm", "own_back", "again_own"),
        flow("any_own", "no_own", "units_total == 0"),
        *chain("incomplete", "again_own"),
        *chain("fork", "any_other", "again_other", "record_counts", "confirm_counts", "other_back"),
        *chain("other_back", "again_other"),
        flow("any_other", "no_other", "other_total == 0"),
        *WINDOW_FLOWS,
    ]
    tasks = ["review_unit", "confirm", "record_counts", "confirm_counts"]
    return diagram("local_authority", nodes, flows, {"responsible": tasks})
