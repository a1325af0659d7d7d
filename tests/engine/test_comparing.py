"""What changed between two versions of a diagram: each mutation of the shipped one is told exactly once."""

import time
from pathlib import Path

import pytest

from processes.engine.comparing import TimePoint, compare, names_in, read_time
from processes.engine.findings import BadDiagram

SCHOOL = (Path(__file__).parents[2] / "bpmn" / "school.bpmn").read_text(encoding="utf-8")
FIELD = '<lec:field name="second_look" type="yes_no" label="ตรวจแล้ว" required="true" />'
WITH_FIELD = SCHOOL.replace(
    "<bpmn:incoming>recheck_roll_to_confirm</bpmn:incoming>",
    f"<bpmn:extensionElements>{FIELD}</bpmn:extensionElements>"
    "<bpmn:incoming>recheck_roll_to_confirm</bpmn:incoming>",
    1,
)
OWN_REOPENED = 'messageRef="message_own_reopened" />'
LAST_ARROW = "<bpmn:incoming>remind_check_to_check_reminded</bpmn:incoming>\n    "
NEW_LANE = "<bpmn:flowNodeRef>confirm</bpmn:flowNodeRef>"


def seen(old, new):
    return [
        (change.kind, change.element, change.attribute, change.old, change.new)
        for change in compare(old.encode(), new.encode())
    ]


def swapped(text, *pairs):
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


MUTATIONS = {
    "a reminder earlier": (
        [('due_at - duration("72h")', 'due_at - duration("120h")')],
        ("changed", "due_soon", "timer", 'due_at - duration("72h")', 'due_at - duration("120h")'),
    ),
    "a wait longer": (
        [('>duration("24h")', '>duration("48h")')],
        ("changed", "check_overdue", "timer", 'duration("24h")', 'duration("48h")'),
    ),
    "a wait instead of a moment": (
        [("<bpmn:timeDate", "<bpmn:timeDuration"), ("</bpmn:timeDate>", "</bpmn:timeDuration>")],
        ("changed", "due_soon", "timer_kind", "timeDate", "timeDuration"),
    ),
    "a condition": (
        [('outcome == "missing"', 'outcome != "shown"')],
        ("changed", "report_shown_to_recheck", "condition", 'outcome == "missing"', 'outcome != "shown"'),
    ),
    "a name": (
        [('id="confirm" name="ยืนยันข้อมูลนักเรียน"', 'id="confirm" name="ยืนยัน"')],
        ("changed", "confirm", "name", "ยืนยันข้อมูลนักเรียน", "ยืนยัน"),
    ),
    "instructions": (
        [("ผู้ที่ดำเนินการเสร็จแล้วไม่ได้รับการเตือน", "เตือนทุกคน")],
        (
            "changed",
            "remind_due_soon",
            "instructions",
            "ผู้ที่ดำเนินการเสร็จแล้วไม่ได้รับการเตือน",
            "เตือนทุกคน",
        ),
    ),
    "outcomes": (
        [('lec:outcomes="shown,missing"', 'lec:outcomes="shown"')],
        ("changed", "check_report", "outcomes", "shown,missing", "shown"),
    ),
    "outcomes with their labels": (
        [
            (' lec:outcomes="shown,missing"', ""),
            (
                "<bpmn:incoming>confirm_to_check_report</bpmn:incoming>",
                '<bpmn:extensionElements><lec:outcome name="shown" label="มี" labelEn="There"/>'
                '<lec:outcome name="missing"/></bpmn:extensionElements>'
                "<bpmn:incoming>confirm_to_check_report</bpmn:incoming>",
            ),
        ],
        ("changed", "check_report", "outcomes", "shown,missing", "มี / There (shown), missing"),
    ),
    "an act": (
        [('lec:act="recheck_roll"', 'lec:act="answer"')],
        ("changed", "recheck_roll", "act", "recheck_roll", "answer"),
    ),
    "a form": (
        [('lec:form="confirm"', 'lec:form="confirm_twice"')],
        ("changed", "confirm", "form", "confirm", "confirm_twice"),
    ),
    "a step": (
        [('lec:step="escalate"', 'lec:step="remind"')],
        ("changed", "escalate_overdue", "step", "escalate", "remind"),
    ),
    "who is told": (
        [('lec:to="above"', 'lec:to="own"')],
        ("changed", "escalate_overdue", "to", "above", "own"),
    ),
    "the role of a lane": (
        [('lec:role="responsible"', 'lec:role="executive"')],
        ("changed", "lane_responsible", "role", "responsible", "executive"),
    ),
    "the name of a lane": (
        [('name="ครูประจำชั้น"', 'name="ครู"')],
        ("changed", "lane_class_teacher", "name", "ครูประจำชั้น", "ครู"),
    ),
    "another lane": (
        [
            (NEW_LANE, ""),
            (
                "<bpmn:flowNodeRef>again</bpmn:flowNodeRef>",
                f"{NEW_LANE}<bpmn:flowNodeRef>again</bpmn:flowNodeRef>",
            ),
        ],
        ("changed", "confirm", "lane", "lane_responsible", "lane_class_teacher"),
    ),
    "a flow that leads elsewhere": (
        [
            ('sourceRef="report_shown" targetRef="recheck"', 'sourceRef="report_shown" targetRef="again"'),
            ("<bpmn:incoming>report_shown_to_recheck</bpmn:incoming>", ""),
        ],
        ("changed", "report_shown_to_recheck", "target", "recheck", "again"),
    ),
    "the flow taken otherwise": (
        [('default="report_shown_to_reopened"', 'default="report_shown_to_recheck"')],
        ("changed", "report_shown", "default", "report_shown_to_reopened", "report_shown_to_recheck"),
    ),
    "an interruption": (
        [('attachedToRef="check_report" cancelActivity="false"', 'attachedToRef="check_report"')],
        ("changed", "check_overdue", "interrupting", "false", "true"),
    ),
    "the task a boundary sits on": (
        [('attachedToRef="check_report" cancelActivity', 'attachedToRef="confirm" cancelActivity')],
        ("changed", "check_overdue", "host", "check_report", "confirm"),
    ),
    "the message waited for": (
        [
            (
                'id="message_own_reopened" name="own_reopened"',
                'id="message_own_reopened" name="other_reopened"',
            ),
            (
                'id="reopened_while_checking_definition" messageRef="message_own_reopened"',
                'id="reopened_while_checking_definition" messageRef="own_reopened"',
            ),
        ],
        ("changed", "reopened", "message", "own_reopened", "other_reopened"),
    ),
    "another kind of event": (
        [('<bpmn:terminateEventDefinition id="closed_definition" />', "")],
        ("changed", "closed", "event", "terminate", ""),
    ),
    "another kind of element": (
        [
            (
                '<bpmn:endEvent id="check_reminded" name="เตือนแล้ว">',
                '<bpmn:intermediateThrowEvent id="check_reminded" name="เตือนแล้ว">',
            ),
            (
                f"{LAST_ARROW}</bpmn:endEvent>",
                f"{LAST_ARROW}</bpmn:intermediateThrowEvent>",
            ),
        ],
        ("changed", "check_reminded", "type", "endEvent", "intermediateThrowEvent"),
    ),
    "the name of the process": (
        [('id="school" name="โรงเรียน: ตรวจสอบและยืนยันข้อมูลนักเรียน"', 'id="school" name="โรงเรียน"')],
        ("changed", "school", "name", "โรงเรียน: ตรวจสอบและยืนยันข้อมูลนักเรียน", "โรงเรียน"),
    ),
    "a place on the drawing": (
        [
            (
                '<dc:Bounds x="830" y="350" width="160" height="80" />',
                '<dc:Bounds x="830" y="360" width="160" height="80" />',
            )
        ],
        ("moved", "recheck_roll", "place", "80,160,830,350", "80,160,830,360"),
    ),
    "a colour": (
        [('id="confirm_di" bpmnElement="confirm"', 'id="confirm_di" bpmnElement="confirm" fill="#fff"')],
        ("moved", "confirm", "colour", "", "fill #fff"),
    ),
    "a gateway more": (
        [
            (
                '<bpmn:exclusiveGateway id="again">',
                '<bpmn:exclusiveGateway id="more" /><bpmn:exclusiveGateway id="again">',
            )
        ],
        ("added", "more", "", "", ""),
    ),
    "an arrow less": (
        [('<bpmn:sequenceFlow id="start_to_fork" sourceRef="start" targetRef="fork" />', "")],
        ("removed", "start_to_fork", "", "", ""),
    ),
}


@pytest.mark.parametrize(("pairs", "told"), MUTATIONS.values(), ids=MUTATIONS)
def test_each_mutation_is_told_exactly_once(pairs, told):
    changed = swapped(SCHOOL, *pairs)

    found = seen(SCHOOL, changed)

    if told[1] != "reopened":  # one message may be waited for at two places
        assert found == [told]
    assert told in found


def test_a_new_task_is_told_with_its_lane_and_what_it_asks():
    asks = f"<bpmn:extensionElements>{FIELD}</bpmn:extensionElements>"
    task = f'<bpmn:userTask id="look" name="x">{asks}</bpmn:userTask>'
    changed = swapped(
        SCHOOL,
        ('<bpmn:exclusiveGateway id="again">', f'{task}<bpmn:exclusiveGateway id="again">'),
        (NEW_LANE, f"{NEW_LANE}<bpmn:flowNodeRef>look</bpmn:flowNodeRef>"),
    )

    assert seen(SCHOOL, changed) == [
        ("added", "look", "", "", "lane_responsible"),
        ("added", "look", "field:second_look", "", "ตรวจแล้ว"),
    ]


FIELDS = {
    "added whole": (SCHOOL, WITH_FIELD, ("changed", "confirm", "field:second_look", "", "ตรวจแล้ว")),
    "removed whole": (WITH_FIELD, SCHOOL, ("changed", "confirm", "field:second_look", "ตรวจแล้ว", "")),
    "label": (
        WITH_FIELD,
        WITH_FIELD.replace('label="ตรวจแล้ว"', 'label="ตรวจซ้ำ"'),
        ("changed", "confirm", "field:second_look", "ตรวจแล้ว", "ตรวจซ้ำ"),
    ),
    "type": (
        WITH_FIELD,
        WITH_FIELD.replace('type="yes_no"', 'type="text"'),
        ("changed", "confirm", "field:second_look:type", "yes_no", "text"),
    ),
    "required": (
        WITH_FIELD,
        WITH_FIELD.replace('required="true"', 'required="false"'),
        ("changed", "confirm", "field:second_look:required", "true", "false"),
    ),
    "limit": (
        WITH_FIELD,
        WITH_FIELD.replace('required="true"', 'required="true" max="9"'),
        ("changed", "confirm", "field:second_look:max", "", "9"),
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), FIELDS.values(), ids=FIELDS)
def test_each_property_of_a_field_is_told(old, new, told):
    assert seen(old, new) == [told]


def test_a_diagram_does_not_differ_from_itself_nor_by_the_order_of_its_lines():
    again = SCHOOL.replace('lec:act="confirm" lec:form="confirm"', 'lec:form="confirm" lec:act="confirm"')

    assert seen(SCHOOL, SCHOOL) == seen(SCHOOL, again) == []


def test_an_arrow_that_follows_what_it_joins_is_no_move_of_its_own():
    moved = swapped(
        SCHOOL,
        ('<dc:Bounds x="232" y="602"', '<dc:Bounds x="222" y="602"'),
        ('<di:waypoint x="268" y="620" />', '<di:waypoint x="258" y="620" />'),
    )

    assert [told[1] for told in seen(SCHOOL, moved)] == ["start"]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ('due_at - duration("72h")', TimePoint("due_at", -259_200)),
        ("closes_at", TimePoint("closes_at", 0)),
        ('opens_at + duration("1h30m")', TimePoint("opens_at", 5_400)),
        ('duration("24h")', TimePoint("", 86_400)),
        ("units_total > 3 ? due_at : closes_at", None),
        ("", None),
    ],
)
def test_times_are_read_into_a_word_and_a_distance(text, point):
    assert read_time(text) == point


def test_names_come_from_the_later_version():
    later = SCHOOL.replace('name="เปิดระบบ"', 'name="เริ่ม"')

    names = names_in(SCHOOL.encode(), later.encode())

    assert names["start"] == "เริ่ม"
    assert names["confirm"] == "ยืนยันข้อมูลนักเรียน"


def test_what_is_no_safe_xml_is_not_compared():
    with pytest.raises(BadDiagram):
        compare(SCHOOL.encode(), b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


def test_comparing_takes_a_few_milliseconds():
    started = time.perf_counter()

    compare(SCHOOL.encode(), WITH_FIELD.encode())

    assert time.perf_counter() - started < 0.2
