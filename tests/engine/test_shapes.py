"""Shapes of a graph that go wrong in the engine are refused; each was seen to go wrong."""

from dataclasses import replace

import pytest

from processes.engine.checking import problems
from processes.engine.diagrams import read_diagram
from processes.engine.findings import Code
from processes.engine.rehearsal import rehearse
from tests.engine.builders import (
    WORDS,
    authority,
    boundary_message,
    boundary_timer,
    chain,
    choice,
    diagram,
    element,
    end,
    flow,
    fork,
    merge,
    message,
    small,
    start,
    step,
    task,
    terminate,
    time,
    timer,
)


def codes_of(source):
    return [problem.code for problem in problems(source, WORDS)]


WORK = task("work")
BACK = message("back", "own_reopened")

DEFECTS = {
    "join in a loop": (
        [merge("again"), fork("split"), WORK, task("more"), element("parallelGateway", "join"), BACK],
        [
            *chain("again", "split", "work", "join", "back", "again"),
            *chain("split", "more", "join"),
        ],
        Code.JOIN_NOT_ALLOWED,
    ),
    "fork in a loop": (
        [merge("again"), fork("split"), WORK, end("aside")],
        [*chain("again", "split", "work", "again"), *chain("split", "aside")],
        Code.FORK_IN_LOOP,
    ),
    "loop through a boundary that leaves its task open": (
        [merge("again"), WORK, boundary_timer("late", "work", time("due_at")), end("done")],
        [*chain("again", "work", "done"), *chain("late", "again")],
        Code.FORK_IN_LOOP,
    ),
    "loop without a choice": (
        [WORK, task("more")],
        chain("work", "more", "work"),
        Code.LOOP_WITHOUT_CHOICE,
    ),
    "loop without a wait": (
        [merge("again"), step("note", "remind", "own"), choice("enough", "enough__again"), end("done")],
        [*chain("again", "note", "enough", "again"), flow("enough", "done", "own_confirmed")],
        Code.LOOP_WITHOUT_WAIT,
    ),
    "loop that waits for a date that has passed": (
        [merge("again"), timer("due", "due_at"), step("note", "remind", "own")],
        chain("again", "due", "note", "again"),
        Code.LOOP_WITHOUT_WAIT,
    ),
    "loop over a boundary date that has passed": (
        [merge("again"), WORK, boundary_timer("late", "work", time("due_at"), True), end("done")],
        [*chain("again", "work", "done"), *chain("late", "again")],
        Code.LOOP_WITHOUT_WAIT,
    ),
    "two timers at one event gateway": (
        ['<bpmn:eventBasedGateway id="either"/>', timer("one", "due_at"), timer("two", "closes_at"),
         end("first"), end("second")],
        [*chain("either", "one", "first"), *chain("either", "two", "second")],
        Code.EVENT_GATEWAY_TIMERS,
    ),
    "a task behind an event gateway": (
        ['<bpmn:eventBasedGateway id="either"/>', WORK, BACK, end("first"), end("second")],
        [*chain("either", "work", "first"), *chain("either", "back", "second")],
        Code.EVENT_GATEWAY_TARGET,
    ),
    "event subprocess": (
        [WORK, end("done"), element("subProcess", "aside", triggeredByEvent="true")],
        chain("work", "done"),
        Code.ELEMENT_NOT_ALLOWED,
    ),
    "several at once": (
        [element("userTask", "work", '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
                 "<bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"),
         end("done")],
        chain("work", "done"),
        Code.ELEMENT_NOT_ALLOWED,
    ),
    "merge without a gateway": (
        [choice("which", "which__work"), WORK, end("done")],
        [*chain("which", "work", "done"), flow("which", "done", "own_confirmed")],
        Code.MERGE_WITHOUT_GATEWAY,
    ),
    "split without a gateway": (
        [WORK, end("done"), end("too")],
        [*chain("work", "done"), *chain("work", "too")],
        Code.SPLIT_WITHOUT_GATEWAY,
    ),
    "nowhere to go": ([WORK], [], Code.NO_WAY_OUT),
    "never reached": ([WORK, end("done"), task("lost"), end("end")],
                      [*chain("work", "done"), *chain("lost", "end")], Code.UNREACHABLE),
    "two starts": ([WORK, end("done"), start("too")],
                   [*chain("work", "done"), *chain("too", "done")], Code.NOT_ONE_START),
    "way without a condition": (
        [choice("which", "which__work"), WORK, end("done"), end("too")],
        [*chain("which", "work", "done"), *chain("which", "too")],
        Code.CONDITION_MISSING,
    ),
    "condition after a task": (
        [WORK, end("done")],
        [flow("work", "done", "own_confirmed")],
        Code.CONDITION_MISPLACED,
    ),
    "condition on the default": (
        [choice("which", "which__work"), WORK, end("done"), end("too")],
        [*chain("work", "done"), *(flow("which", to, "own_confirmed") for to in ("work", "too"))],
        Code.CONDITION_MISPLACED,
    ),
    "two conditions that hold at once": (
        [choice("which", "which__work"), WORK, end("done"), end("one"), end("two")],
        [*chain("which", "work", "done"), flow("which", "one", "units_total < 3"),
         flow("which", "two", "units_total < 2")],
        Code.CONDITIONS_OVERLAP,
    ),
    "event that nobody throws": (
        [element("intermediateCatchEvent", "work"), end("done")],
        chain("work", "done"),
        Code.EVENT_NOT_ALLOWED,
    ),
    "start that waits": (
        [WORK, end("done"), element("startEvent", "late", time("due_at"))],
        [*chain("work", "done"), *chain("late", "work")],
        Code.EVENT_NOT_ALLOWED,
    ),
    "end that goes on": (
        [WORK, end("done"), end("too")],
        chain("work", "done", "too"),
        Code.SPLIT_WITHOUT_GATEWAY,
    ),
    "more paths than anyone can follow": (
        [*(part for n in range(7) for part in (fork(f"f{n}"), end(f"e{n}"))), WORK, end("done")],
        [*chain(*(f"f{number}" for number in range(7)), "work", "done"),
         *(flow(f"f{number}", f"e{number}") for number in range(7))],
        Code.TOO_MANY_PATHS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_a_shape_that_goes_wrong_in_the_engine_is_refused(name):
    nodes, flows, code = DEFECTS[name]
    first = nodes[0].split('id="', 1)[1].split('"', 1)[0]

    assert code in codes_of(small(*nodes, flows=flows, first=first))


def test_a_diagram_of_too_many_nodes_is_refused():
    nodes = [task(f"work{number}") for number in range(150)]
    flows = chain(*(f"work{number}" for number in range(150)), "done")

    source = small(*nodes, end("done"), flows=flows, first="work0")

    assert codes_of(source) == [Code.TOO_MANY_NODES]


def test_a_dry_run_finds_a_window_branch_that_opens_too_late():
    nodes = [start(), WORK, message("later", "own_reopened"), *(element("intermediateCatchEvent", "window",
             '<bpmn:signalEventDefinition signalRef="signal_window_closed"/>'), terminate())]  # fmt: skip
    flows = chain("begin", "work", "later", "window", "over")
    source = diagram("school", nodes, flows, {"responsible": ["work"]})

    assert codes_of(source) == [Code.WINDOW_CLOSED_IGNORED]


def test_a_boundary_that_takes_the_task_back_is_sound():
    nodes = [merge("again"), WORK, boundary_message("back", "work", "own_reopened"), end("done")]
    flows = [*chain("again", "work", "done"), *chain("back", "again")]

    assert codes_of(small(*nodes, flows=flows, first="again")) == []


def test_a_dry_run_finds_a_task_that_each_round_leaves_behind():
    nodes = [
        *(merge("again"), WORK, choice("enough", "enough__again"), end("done")),
        *(boundary_timer("late", "work", time('duration("1h")', "timeDuration")), task("aside"), end("end")),
    ]
    flows = [
        *chain("again", "work", "enough", "again"),
        flow("enough", "done", "own_confirmed"),
        *chain("late", "aside", "end"),
    ]
    source = small(*nodes, flows=flows, first="again", responsible=("work", "aside"))

    assert codes_of(source) == [Code.RUN_GROWS]


def test_a_dry_run_that_fails_is_the_diagrams_fault():
    dates_only = {name: word for name, word in WORDS.words.items() if word.kind == "timestamp"}

    (problem,) = rehearse(read_diagram(authority()), replace(WORDS, words=dates_only))

    assert problem.code == Code.RUN_FAILED


def test_what_only_the_library_refuses_is_refused():
    source = small(WORK, end("done"), flows=chain("work", "done"))

    nameless = source.replace(b"<bpmn:process", b"<bpmn:message/><bpmn:process", 1)

    assert codes_of(nameless) == [Code.NOT_PARSED]
