"""A case's history run again: nothing differs on the same diagram, and each edit is found where it bites."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from processes.engine.diagrams import read_diagram
from processes.engine.grouping import Grouping
from processes.engine.replaying import Event, History, replay
from processes.engine.verdicts import Judged, Tally, Verdict, judged
from tests.engine.builders import CLOSES_AT, DUE_AT, FACTS, OPENS_AT

SCHOOL = (Path(__file__).parents[2] / "bpmn" / "school.bpmn").read_text(encoding="utf-8")
OWN = read_diagram(SCHOOL.encode())
GATES = {"own_reopened": lambda facts: not facts["own_confirmed"]}
TASKS = frozenset((act, act) for act in ("verify_roll", "recheck_roll", "confirm", "check_report"))
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


def done(at, node, outcome="done", **facts):
    return Event(at, "finished", node, node, outcome, facts=tuple(facts.items()))


def history(*events, case_id=1, starts=OPENS_AT):
    closed = Event(CLOSES_AT, "closed")
    return History(case_id, starts, FACTS, (*events, closed), TASKS)


def walk(first=OPENS_AT + A_DAY, checked=AN_HOUR, outcome="shown", case_id=1):
    """A school that does everything within hours, and looks into its report some time later."""
    return history(
        done(first, "verify_roll"),
        done(first + AN_HOUR, "recheck_roll"),
        done(first + 2 * AN_HOUR, "confirm", own_confirmed=True),
        done(first + 2 * AN_HOUR + checked, "check_report", outcome),
        case_id=case_id,
    )


def edited(*pairs):
    text = SCHOOL
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return read_diagram(text.encode())


def verdict(new, told):
    return judged(told, OWN, new, GATES)[0]


def test_a_history_is_followed_to_its_end_on_its_own_diagram():
    course = replay(OWN, walk(), GATES)

    assert [each.node for each in course.tasks] == ["verify_roll", "recheck_roll", "confirm", "check_report"]
    assert course.rest == ("reopened",)
    assert [each.node for each in course.steps] == [
        "remind_due_soon",
        "escalate_overdue",
        "remind_closing_soon",
        "lock",
    ]
    assert course.steps[0].at == DUE_AT - timedelta(hours=72)
    assert course.ended
    assert (course.unused, course.failed, course.undeclared) == (0, "", "")


def test_a_school_that_was_reopened_goes_round_again():
    again = OPENS_AT + 4 * A_DAY
    told = walk().events[:-1]
    reopened = Event(again, "changed", facts=(("own_confirmed", False),))

    course = replay(OWN, history(*told, reopened, done(again + AN_HOUR, "verify_roll")), GATES)

    assert [each.node for each in course.tasks][-2:] == ["check_report", "verify_roll"]
    assert course.rest == ("recheck_roll",)


def test_nothing_differs_on_the_same_diagram():
    assert verdict(OWN, walk()) == Judged(Verdict.SAME)


def test_a_new_name_or_place_makes_no_difference():
    renamed = edited(('name="ยืนยันข้อมูลนักเรียน"', 'name="ยืนยัน"'), ('x="830" y="350"', 'x="830" y="360"'))

    assert verdict(renamed, walk()).verdict is Verdict.SAME


def test_a_changed_gateway_sends_a_case_elsewhere():
    other = edited(('outcome == "missing"', 'outcome == "shown"'))

    found = verdict(other, walk())

    assert found == Judged(Verdict.ELSEWHERE, "reopened", "recheck_roll")


def test_a_gateway_that_this_case_never_met_makes_no_difference():
    other = edited(('outcome == "missing"', 'outcome == "shown"'))

    assert verdict(other, history()).verdict is Verdict.SAME


def test_without_the_end_that_ends_everything_a_case_never_ends():
    endless = edited(('<bpmn:terminateEventDefinition id="closed_definition" />', ""))

    assert verdict(endless, walk()) == Judged(Verdict.NEVER_ENDS, "reopened", "reopened")


def test_a_reminder_that_comes_later_is_told_with_how_much():
    later = edited(('>duration("24h")', '>duration("48h")'))

    assert verdict(later, walk(checked=3 * A_DAY)) == Judged(
        Verdict.REMINDED, "remind_check", "remind_check", 24 * 3_600
    )
    assert verdict(later, walk(checked=30 * AN_HOUR)) == Judged(Verdict.REMINDED, "remind_check", "")
    assert verdict(later, walk(checked=AN_HOUR)).verdict is Verdict.SAME


def test_a_wait_before_a_task_makes_a_case_wait_longer():
    wait = (
        '<bpmn:intermediateCatchEvent id="pause"><bpmn:incoming>a</bpmn:incoming>'
        "<bpmn:outgoing>b</bpmn:outgoing><bpmn:timerEventDefinition>"
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">duration("5h")</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
        '<bpmn:sequenceFlow id="b" sourceRef="pause" targetRef="confirm" />'
    )
    arrow = '<bpmn:sequenceFlow id="recheck_roll_to_confirm" sourceRef="recheck_roll" targetRef="confirm" />'
    slower = edited((arrow, wait + arrow.replace('targetRef="confirm"', 'targetRef="pause"')))

    # an hour after the recheck the officer confirmed; now it is five, and the check an hour later waits too
    assert verdict(slower, walk()) == Judged(Verdict.LONGER, "confirm", "confirm", 4 * 3_600)


def test_a_new_task_is_taken_as_done_at_once_and_told():
    more = (
        '<bpmn:userTask id="second" lec:act="answer" lec:outcomes="agreed"><bpmn:incoming>a</bpmn:incoming>'
        "<bpmn:outgoing>b</bpmn:outgoing></bpmn:userTask>"
        '<bpmn:sequenceFlow id="b" sourceRef="second" targetRef="confirm" />'
    )
    arrow = '<bpmn:sequenceFlow id="recheck_roll_to_confirm" sourceRef="recheck_roll" targetRef="confirm" />'
    fuller = edited((arrow, more + arrow.replace('targetRef="confirm"', 'targetRef="second"')))

    assert verdict(fuller, walk()) == Judged(Verdict.NEW_TASK, becomes="second")
    assert verdict(fuller, history()).verdict is Verdict.SAME


def test_an_outcome_that_is_no_longer_offered_is_told():
    narrower = edited(('lec:outcomes="shown,missing"', 'lec:outcomes="shown"'))

    assert verdict(narrower, walk(outcome="missing")).verdict is Verdict.UNDECLARED
    assert verdict(narrower, walk()).verdict is Verdict.SAME


def test_a_condition_that_fails_on_the_facts_is_told():
    broken = edited(('outcome == "missing"', "units_total / other_total > 1"))
    told = replace(walk(), facts={**FACTS, "other_total": 0})

    found = verdict(broken, told)

    assert found.verdict is Verdict.FAILS


def asking(*fields, condition="answers.rooms > 10"):
    """The second check asks something, and the report's gateway decides by it."""
    form = 'lec:form="recheck_roll" lec:outcomes="done">'
    asked = "".join(f"<lec:field {each}/>" for each in fields)
    return edited(
        (form, f"{form}<bpmn:extensionElements>{asked}</bpmn:extensionElements>"),
        ('outcome == "missing"', condition.replace("&", "&amp;").replace(">", "&gt;")),
    )


def answered(**answers):
    """The same walk, with what was answered at the second check."""
    told = walk()
    events = [
        replace(each, answers=tuple(answers.items())) if each.node == "recheck_roll" else each
        for each in told.events
    ]
    return replace(told, events=tuple(events))


ROOMS = 'name="rooms" type="number" label="ห้อง"'
KIND = 'name="kind" type="choice" label="แบบ" options="a,b" required="true"'


def test_a_condition_on_a_field_that_nobody_was_asked_leads_nobody_knows_where():
    new = asking(ROOMS)

    assert verdict(new, walk()) == Judged(Verdict.UNANSWERED, "report_shown", "rooms")
    assert verdict(new, history(done(OPENS_AT + A_DAY, "verify_roll"))).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("rooms", "becomes"),
    [(3, Judged(Verdict.SAME)), (11, Judged(Verdict.ELSEWHERE, "reopened", "recheck_roll"))],
)
def test_a_condition_sees_what_was_answered_last_round(rooms, becomes):
    own, new = asking(ROOMS, condition="answers.rooms > 20"), asking(ROOMS)

    assert judged(answered(rooms=rooms), own, new, GATES) == (becomes, True)


@pytest.mark.parametrize(
    ("fields", "answers", "condition"),
    [
        ((KIND,), {"kind": "c"}, 'answers.kind == "a"'),
        ((KIND,), {"kind": ""}, 'answers["kind"] == "a"'),
        ((ROOMS.replace("number", "text"),), {"rooms": 3}, 'answers.rooms == "3"'),
        ((ROOMS + ' max="2"',), {"rooms": 3}, "answers.rooms > 1"),
        ((ROOMS, KIND), {"rooms": 3}, 'answers.rooms > 1 && answers.kind == "a"'),
        ((ROOMS, KIND), {"rooms": 3}, "size(answers) > 1"),
    ],
    ids=["no option", "now required", "another kind", "out of bounds", "one of two", "all of them"],
)
def test_an_answer_that_could_not_be_given_today_is_none(fields, answers, condition):
    new = asking(*fields, condition=condition)

    found = judged(answered(**answers), asking(ROOMS, KIND, condition="answers.rooms > 20"), new, GATES)

    assert found[0].verdict is Verdict.UNANSWERED


def test_histories_that_differ_in_an_answer_run_apart_where_it_decides():
    new = asking(ROOMS)

    groups = Grouping(OWN, new).groups([answered(rooms=rooms) for rooms in (3, 3, 11)])

    assert [len(group) for group in groups] == [2, 1]
    assert (OWN.decisive, new.decisive) == (frozenset(), {"rooms"})


def test_a_time_that_hangs_on_an_answer_keeps_every_case_apart():
    waits = edited(('>duration("24h")', '>duration(answers.rooms == 1 ? "24h" : "48h")'))

    assert [len(group) for group in Grouping(OWN, waits).groups([walk(), walk(case_id=2)])] == [1, 1]


def test_a_task_drawn_anew_is_known_by_its_act():
    redrawn = read_diagram(
        SCHOOL.replace('"recheck_roll"', '"look_again"')
        .replace(
            'lec:act="look_again" lec:form="look_again"', 'lec:act="recheck_roll" lec:form="recheck_roll"'
        )
        .replace(">recheck_roll<", ">look_again<")
        .encode()
    )

    assert verdict(redrawn, walk()).verdict is Verdict.SAME


def test_a_task_of_no_classes_is_finished_by_itself():
    told = replace(history(done(OPENS_AT + A_DAY, "recheck_roll")), empty=frozenset(("verify_roll",)))

    course = replay(OWN, told, GATES)

    assert [each.node for each in course.tasks] == ["verify_roll", "recheck_roll"]


def test_histories_that_run_alike_are_put_together():
    late = edited(('>duration("24h")', '>duration("48h")'))
    alike = [walk(OPENS_AT + A_DAY + minute * timedelta(minutes=1), case_id=minute) for minute in range(50)]
    other = walk(checked=30 * AN_HOUR, case_id=99)

    groups = Grouping(OWN, late).groups([*alike, other])

    assert [len(group) for group in groups] == [50, 1]


@pytest.mark.parametrize("new", [OWN, edited(('>duration("24h")', '>duration("48h")'))], ids=["own", "later"])
def test_a_group_has_the_verdict_of_each_of_its_members(new):
    moments = [OPENS_AT + hours * AN_HOUR for hours in range(1, 780, 13)]
    told = [
        walk(first, checked, case_id=number)
        for number, (first, checked) in enumerate(
            (first, checked) for first in moments for checked in (AN_HOUR, 25 * AN_HOUR, 49 * AN_HOUR)
        )
        if first + 2 * AN_HOUR + checked < CLOSES_AT
    ]

    for group in Grouping(OWN, new).groups(told):
        verdicts = {(verdict(new, each).verdict, verdict(new, each).becomes) for each in group}

        assert len(verdicts) == 1


def test_verdicts_are_added_up_with_a_few_examples():
    tally = Tally()

    tally.add(Judged(Verdict.ELSEWHERE, "reopened", "recheck_roll"), list(range(40)))
    tally.add(Judged(Verdict.ELSEWHERE, "reopened", "recheck_roll"), [77])
    tally.add(Judged(Verdict.SAME), [1, 2])

    assert tally.counts == {"elsewhere": 41, "same": 2}
    again = Tally.read(tally.counts, tally.rows())
    assert again.rows() == [
        {
            "verdict": "elsewhere",
            "was": "reopened",
            "becomes": "recheck_roll",
            "count": 41,
            "seconds": 0,
            "cases": [0, 1, 2, 3, 4],
        }
    ]
