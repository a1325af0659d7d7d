"""The everyday things of a diagram are changed without drawing, and nothing else of it with them."""

from pathlib import Path

import pytest

from processes.engine.checking import problems
from processes.engine.comparing import compare
from processes.engine.findings import BadDiagram, Code
from processes.engine.plain_editing import PlainChanges, change_plain, read_plain, time_text
from processes.engine.words import load_words

BPMN = Path(__file__).parents[2] / "bpmn"
SCHOOL = (BPMN / "school.bpmn").read_bytes()
WORDS = load_words((BPMN / "words.toml").read_text(encoding="utf-8"))
REMARK = {"name": "remark", "type": "text", "label": "หมายเหตุ", "labelEn": "Remark", "maxLength": "200"}


def changed(**changes):
    return change_plain(SCHOOL, PlainChanges(**changes))


def told(source):
    return [(each.element, each.attribute, each.old, each.new) for each in compare(SCHOOL, source)]


def test_it_shows_tasks_times_and_lanes_of_the_shipped_diagram():
    plain = read_plain(SCHOOL)

    assert [each.id for each in plain.tasks if each.kind == "userTask"] == [
        *("verify_roll", "recheck_roll", "confirm", "check_report"),
    ]
    assert {each.id: (each.word, each.hours) for each in plain.timers} == {
        "check_overdue": ("", 24),
        "due_soon": ("due_at", -72),
        "overdue": ("due_at", 0),
        "closing_soon": ("closes_at", -3),
    }
    assert [each.role for each in plain.lanes] == ["class_teacher", "responsible", ""]


def test_a_form_sent_without_a_change_changes_nothing():
    assert told(changed()) == []


@pytest.mark.parametrize("name", ["school", "child_centre", "local_authority", "province", "department"])
def test_every_shipped_diagram_is_written_back_as_it_stood(name):
    source = (BPMN / f"{name}.bpmn").read_bytes()

    assert compare(source, change_plain(source, PlainChanges())) == ()


def test_a_reminder_moves_with_its_label():
    source = changed(times={"due_soon": ("due_at", -120)}, names={"due_soon": "5 วันก่อนครบกำหนด"})

    assert sorted(told(source)) == [
        ("due_soon", "name", "3 วันก่อนครบกำหนด", "5 วันก่อนครบกำหนด"),
        ("due_soon", "timer", 'due_at - duration("72h")', 'due_at - duration("120h")'),
    ]
    assert problems(source, WORDS) == []


@pytest.mark.parametrize(
    ("word", "hours", "text"),
    [
        ("due_at", 0, "due_at"),
        ("closes_at", -3, 'closes_at - duration("3h")'),
        ("opens_at", 48, 'opens_at + duration("48h")'),
        ("", 24, 'duration("24h")'),
    ],
)
def test_a_time_is_written_as_the_diagrams_write_it(word, hours, text):
    assert time_text(word, hours) == text


def test_fields_are_added_where_the_schema_wants_them():
    source = changed(fields={"confirm": [REMARK]})
    asked = source.replace(b'lec:act="confirm" lec:form="confirm"', b'lec:act="answer"')

    assert told(source) == [("confirm", "field:remark", "", "หมายเหตุ")]
    assert [each.code for each in problems(source, WORDS)] == [Code.FIELDS_NOT_ASKED]
    assert problems(asked, WORDS) == []


def test_fields_are_changed_and_the_last_one_leaves_no_empty_shell():
    with_field = changed(fields={"confirm": [REMARK]})

    other = change_plain(with_field, PlainChanges(fields={"confirm": [{**REMARK, "required": "true"}]}))
    without = change_plain(with_field, PlainChanges(fields={"confirm": []}))

    assert dict(read_plain(other).tasks[2].fields[0]) == {**REMARK, "required": "true"}
    assert told(without) == []
    assert b"extensionElements" not in without
    assert b"ns0" not in with_field


def test_instructions_come_change_and_go():
    source = changed(instructions={"lock": "ปิดตามหนังสือ", "confirm": ""})

    by_id = {each.id: each.instructions for each in read_plain(source).tasks}
    assert by_id["lock"] == "ปิดตามหนังสือ"
    assert by_id["confirm"] == ""
    assert problems(source, WORDS) == []


def test_a_lane_is_bound_to_another_role_and_set_free():
    source = changed(roles={"lane_house": "executive", "lane_class_teacher": ""})

    assert [each.role for each in read_plain(source).lanes] == ["", "responsible", "executive"]


def test_a_time_of_ones_own_is_shown_but_left_to_the_drawing():
    source = SCHOOL.replace(b'due_at - duration("72h")', b'due_at - duration("90m")')

    assert [each.hours for each in read_plain(source).timers if each.id == "due_soon"] == [None]


def test_a_file_of_another_tool_gets_the_house_s_prefix_once():
    foreign = SCHOOL.replace(b' xmlns:lec="https://lec.dla.go.th/bpmn/1"', b"")
    foreign = foreign.replace(b" lec:", b" ")

    source = change_plain(foreign, PlainChanges(roles={"lane_house": "executive"}))

    assert source.count(b"xmlns:lec=") == 1
    assert b"xmlns:xsi=" in source
    assert b"ns0" not in source


def test_ids_that_are_not_there_are_passed_over():
    assert (
        told(changed(names={"nobody": "x"}, times={"confirm": ("due_at", 0)}, fields={"x": [REMARK]})) == []
    )


def test_what_is_typed_stays_text():
    typed = '"><script>alert(1)</script>&'

    source = changed(names={"confirm": typed}, instructions={"confirm": typed})

    assert [each.name for each in read_plain(source).tasks if each.id == "confirm"] == [typed]
    assert b"<script>" not in source


def test_what_is_no_diagram_is_refused():
    with pytest.raises(BadDiagram):
        read_plain(b"<!DOCTYPE a><a/>")


OWN = SCHOOL.replace(b'lec:act="recheck_roll" lec:form="recheck_roll"', b'lec:act="answer"')
AGREED = {"name": "done", "label": "เห็นชอบ", "labelEn": "Agreed"}


def test_outcomes_get_their_words_and_without_words_stay_a_list():
    worded = change_plain(
        OWN, PlainChanges(outcomes={"recheck_roll": [AGREED, {"name": "no", "label": "ไม่"}]})
    )
    plain = change_plain(worded, PlainChanges(outcomes={"recheck_roll": [{"name": "done"}]}))

    assert b"lec:outcomes=" not in worded.split(b'id="recheck_roll"')[1].split(b">")[0]
    assert dict(read_plain(worded).tasks[1].outcomes[0]) == AGREED
    assert problems(worded, WORDS) == []
    assert compare(OWN, plain) == ()


def test_a_task_moves_to_another_lane_with_the_events_on_its_edge():
    moved = change_plain(SCHOOL, PlainChanges(lanes={"check_report": "lane_class_teacher", "nobody": "x"}))

    assert [
        (each.element, each.attribute, each.new) for each in compare(SCHOOL, moved) if not each.is_layout
    ] == [
        ("check_report", "lane", "lane_class_teacher"),
        ("reopened_while_checking", "lane", "lane_class_teacher"),
        ("check_overdue", "lane", "lane_class_teacher"),
    ]
    assert [each.code for each in problems(moved, WORDS)] == [Code.ROLE_NOT_OF_ACT]
    drawn = moved.split(b'bpmnElement="check_report"')[1].split(b"</bpmndi:BPMNShape>")[0]
    top = float(drawn.split(b'y="')[1].split(b'"')[0])
    assert 80 <= top <= 270 - 80
