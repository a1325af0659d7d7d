"""Every way of drawing a diagram wrong that was thought of is refused, with the element named."""

import pytest

from processes.engine.checking import problems
from processes.engine.findings import Code
from tests.engine.builders import (
    WORDS,
    authority,
    chain,
    choice,
    end,
    flow,
    school,
    small,
    task,
)


def found(source, key=None):
    return [(problem.code, problem.element) for problem in problems(source, WORDS, key)]


def mended(*changes):
    """The school diagram with each old text replaced by its new, once."""
    text = school().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.mark.parametrize("draw", [school, authority])
def test_a_sound_diagram_has_no_problem(draw):
    assert found(draw()) == []


def test_a_change_of_names_is_no_problem():
    assert found(mended(('name="ช่อง responsible"', 'name="อะไรก็ได้"'))) == []


MISSING = "outcome == &quot;missing&quot;"
MISSING_ = 'outcome == "missing"'
BEFORE_DUE = 'due_at - duration("72h")'
WAY = "report_shown__recheck"

CHANGES = {
    "import in a condition": ([(MISSING_, '__import__("os").system("id")')], Code.FUNCTION_NOT_ALLOWED, WAY),
    "escape by attributes": ([(MISSING_, "().__class__.__base__")], Code.EXPRESSION_INVALID, WAY),
    "misspelt word": ([(MISSING_, 'outcom == "missing"')], Code.UNKNOWN_WORD, WAY),
    "misspelt outcome": ([(MISSING_, 'outcome == "mising"')], Code.OUTCOME_NEVER_GIVEN, WAY),
    "unknown answer": ([(MISSING_, "answers.rooms > 1")], Code.UNKNOWN_WORD, WAY),
    "condition that is a number": ([(MISSING_, "units_total")], Code.CONDITION_NOT_BOOLEAN, WAY),
    "comparison of two types": ([(MISSING_, "units_total == outcome")], Code.TYPES_DIFFER, WAY),
    "comprehension": ([(MISSING_, "[1].exists(x, x == 1)")], Code.MACRO_NOT_ALLOWED, WAY),
    "long condition": ([(MISSING_, "true" + " || true" * 60)], Code.EXPRESSION_TOO_LONG, WAY),
    "empty condition": ([(MISSING_, "")], Code.EXPRESSION_MISSING, WAY),
    "condition that fails": ([(MISSING_, "units_confirmed / units_total > 1")], Code.EXPRESSION_FAILS, WAY),
    "date without a zone": (
        [(BEFORE_DUE, 'timestamp("2022-11-08T17:00:00")')],
        Code.EXPRESSION_FAILS,
        "before_due",
    ),
    "date unquoted": ([(BEFORE_DUE, "2022-11-08T17:00:00+07:00")], Code.EXPRESSION_INVALID, "before_due"),
    "text for a date": ([(BEFORE_DUE, '"P3D"')], Code.NOT_A_MOMENT, "before_due"),
    "length for a date": ([(BEFORE_DUE, 'duration("72h")')], Code.NOT_A_MOMENT, "before_due"),
    "Buddhist year": (
        [(BEFORE_DUE, 'timestamp("2565-11-08T17:00:00+07:00")')],
        Code.MOMENT_FAR_OFF,
        "before_due",
    ),
    "date for a length": ([('duration("24h")', "due_at")], Code.NOT_A_DURATION, "unlooked"),
    "length of nothing": ([('duration("24h")', 'duration("0s")')], Code.NOT_A_DURATION, "unlooked"),
    "timer without a time": (
        [(f'<bpmn:timeDate xsi:type="bpmn:tFormalExpression">{BEFORE_DUE}</bpmn:timeDate>', "")],
        Code.EXPRESSION_MISSING,
        "before_due",
    ),
    "cycle timer": (
        [("<bpmn:timeDuration ", "<bpmn:timeCycle "), ("</bpmn:timeDuration>", "</bpmn:timeCycle>")],
        Code.ELEMENT_NOT_ALLOWED,
        "unlooked",
    ),
    "script task": (
        [('<bpmn:serviceTask id="lock" lec:step="lock"></bpmn:serviceTask>', '<bpmn:scriptTask id="lock"/>')],
        Code.ELEMENT_NOT_ALLOWED,
        "lock",
    ),
    "no default": ([(' default="report_shown__reopened"', "")], Code.DEFAULT_MISSING, "report_shown"),
    "unknown message": (
        [('name="own_reopened"', 'name="re-opened"')],
        Code.UNKNOWN_MESSAGE,
        "reopened",
    ),
    "unknown signal": ([('name="window_closed"', 'name="other"')], Code.UNKNOWN_SIGNAL, "window"),
    "no signal": ([('name="window_closed"', 'name="other"')], Code.WINDOW_CLOSED_MISSING, "school"),
    "close without an end": (
        [("<bpmn:terminateEventDefinition/>", "")],
        Code.WINDOW_CLOSED_IGNORED,
        "school",
    ),
    "task without a name": ([(' name="งาน confirm"', ' name=" "')], Code.NAME_MISSING, "confirm"),
    "endless name": ([('name="งาน confirm"', f'name="{"ก" * 201}"')], Code.NAME_TOO_LONG, "confirm"),
    "lane without a role": ([(' lec:role="responsible"', "")], Code.ROLE_MISSING, "confirm"),
    "role not of the act": (
        [('lec:role="responsible"', 'lec:role="executive"')],
        Code.ROLE_NOT_OF_ACT,
        "confirm",
    ),
    "unknown act": ([('lec:act="confirm"', 'lec:act="rm_rf"')], Code.UNKNOWN_ACT, "confirm"),
    "act of another tier": (
        [('lec:act="confirm"', 'lec:act="take_figures"')],
        Code.ACT_NOT_OF_TIER,
        "confirm",
    ),
    "no outcomes": ([(' lec:outcomes="shown, missing"', "")], Code.OUTCOMES_MISSING, "check_report"),
    "strange outcome": (
        [('"shown, missing"', '"shown, missing, perhaps"')],
        Code.OUTCOME_NOT_OF_ACT,
        "check_report",
    ),
    "unknown step": ([('lec:step="lock"', 'lec:step="rm_rf"')], Code.UNKNOWN_STEP, "lock"),
    "step to nobody": (
        [('lec:step="remind" lec:to="own"', 'lec:step="remind" lec:to="world"')],
        Code.STEP_ADDRESS,
        "ask_to_look",
    ),
    "step to somebody": ([('lec:step="lock"', 'lec:step="lock" lec:to="own"')], Code.STEP_ADDRESS, "lock"),
    "another process": ([('process id="school"', 'process id="schoool"')], Code.WRONG_KEY, "schoool"),
    "no process": ([('isExecutable="true"', 'isExecutable="false"')], Code.NOT_ONE_PROCESS, ""),
    "misspelt element": (
        [("<bpmn:startEvent", "<bpmn:startEvnt"), ("</bpmn:startEvent>", "</bpmn:startEvnt>")],
        Code.NOT_BPMN,
        "begin",
    ),
    "arrow to nowhere": (
        [('sourceRef="confirm" targetRef="check_report"', 'sourceRef="confirm" targetRef="nowhere"')],
        Code.FLOW_DANGLING,
        "confirm__check_report",
    ),
    "script of another product": (
        [("<bpmn:userTask ", '<bpmn:userTask xmlns:c="http://camunda.org/schema/1.0/bpmn" c:x="1" ')],
        Code.ATTRIBUTE_NOT_ALLOWED,
        "verify_roll",
    ),
    "attribute in the wrong place": (
        [('<bpmn:userTask id="confirm"', '<bpmn:userTask lec:step="lock" id="confirm"')],
        Code.ATTRIBUTE_NOT_ALLOWED,
        "confirm",
    ),
    "boundary of nothing": (
        [('attachedToRef="check_report"', 'attachedToRef="report_shown"')],
        Code.BOUNDARY_ADRIFT,
        "pulled_back",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_school_diagram_drawn_wrong_is_refused_at_the_element(name):
    changes, code, at = CHANGES[name]

    assert (code, at) in found(mended(*changes))


def test_a_problem_says_where_in_the_file_it_stands():
    source = mended(('lec:act="confirm"', 'lec:act="rm_rf"'))
    (problem,) = problems(source, WORDS)

    assert b'id="confirm"' in source.splitlines()[problem.line - 1]
    assert problem.parameters["act"] == "rm_rf"


def test_a_misspelt_word_is_answered_with_the_nearest():
    (problem,) = problems(mended((MISSING_, "units_totl == 0")), WORDS)

    assert problem.parameters == {"word": "units_totl", "near": "units_total"}


def test_the_diagram_must_be_the_one_that_was_asked_for():
    assert found(school(), "school") == []
    assert found(school(), "child_centre") == [(Code.WRONG_KEY, "school")]


def test_a_broken_condition_beside_a_sound_one_is_named_once():
    nodes = [choice("which", "which__work"), task("work"), end("done"), end("one"), end("two")]
    flows = [
        *chain("which", "work", "done"),
        flow("which", "one", "units_total < 3"),
        flow("which", "two", "units_totl < 2"),
    ]

    assert found(small(*nodes, flows=flows, first="which")) == [(Code.UNKNOWN_WORD, "which__two")]


def test_shapes_and_colours_are_no_problem():
    drawn = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d">'
        '<bpmndi:BPMNPlane id="p" bpmnElement="school"><bpmndi:BPMNShape id="s" bpmnElement="begin" '
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" bioc:stroke="#000">'
        '<dc:Bounds xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" x="1" y="1" width="36" height="36"/>'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )

    assert found(mended(("</bpmn:definitions>", drawn))) == []


FIELDS = {
    "a field": ('name="rooms" type="number" label="ห้อง"', True),
    "a choice": ('name="kind" type="choice" label="ชนิด" options="a, b"', True),
    "a choice of nothing": ('name="kind" type="choice" label="ชนิด"', False),
    "a Thai name": ('name="ห้อง" type="number" label="ห้อง"', False),
    "a strange type": ('name="rooms" type="script" label="ห้อง"', False),
    "no label": ('name="rooms" type="number"', False),
    "a day": ('name="met_on" type="date" label="วันประชุม" labelEn="Met on" help="วันที่พบกัน"', True),
    "a file": ('name="paper" type="file" label="รายงาน" required="true"', True),
    "a statement": ('name="stated" type="statement" label="ข้าพเจ้าขอรับรอง" required="true"', True),
    "bounds": ('name="rooms" type="number" label="ห้อง" min="1" max="40"', True),
    "bounds that leave nothing": ('name="rooms" type="number" label="ห้อง" min="9" max="3"', False),
    "a bound that is no number": ('name="rooms" type="number" label="ห้อง" max="lots"', False),
    "a bound of a text": ('name="note" type="text" label="บันทึก" max="9"', False),
    "a length": ('name="note" type="text" label="บันทึก" maxLength="200"', True),
    "a length of a book": ('name="note" type="text" label="บันทึก" maxLength="100000"', False),
    "choices in English": ('name="k" type="choice" label="ชนิด" options="ก,ข" optionsEn="a,b"', True),
    "one choice untranslated": ('name="k" type="choice" label="ชนิด" options="ก,ข" optionsEn="a"', False),
}


DAYS = {
    ("opens_at", "today"): True,
    ("2022-10-10", "2022-11-11"): True,
    ("2022-10-10", "closes_at"): True,
    ("closes_at", "opens_at"): False,
    ("2022-11-11", "2022-10-10"): False,
    ("2565-10-10", "today"): True,
    ("2022-02-30", "today"): False,
    ("tomorrow", "today"): False,
}


@pytest.mark.parametrize(("earliest", "latest"), DAYS)
def test_the_days_of_a_date_are_of_the_calendar_and_in_order(earliest, latest):
    field = f'<lec:field name="met" type="date" label="พบ" earliest="{earliest}" latest="{latest}"/>'
    inside = f"<bpmn:extensionElements>{field}</bpmn:extensionElements>"
    source = small(task("work", "answer", "sent", inside), end("done"), flows=chain("work", "done"))

    assert found(source) == ([] if DAYS[earliest, latest] else [(Code.BAD_DAY_LIMIT, "work")])


OUTCOMES = {
    "all labelled": ("", 'name="ok" label="ผ่าน"', 'name="no" label="ไม่ผ่าน" labelEn="Failed"', None),
    "one without": ("", 'name="ok" label="ผ่าน"', 'name="no" labelEn="No"', Code.OUTCOME_WITHOUT_LABEL),
    "twice": ("", 'name="ok" label="ผ่าน"', 'name="ok" label="ไม่ผ่าน"', Code.OUTCOME_TWICE),
    "no name": ("", 'name="ok" label="ผ่าน"', 'name="Bad!" label="ไม่ผ่าน"', Code.OUTCOME_NOT_OF_ACT),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_whoever_may_choose_an_outcome_reads_its_label(name):
    outcomes, *written, code = OUTCOMES[name]
    labels = "".join(f"<lec:outcome {each}/>" for each in written)
    inside = f"<bpmn:extensionElements>{labels}</bpmn:extensionElements>"
    source = small(task("work", "answer", outcomes, inside), end("done"), flows=chain("work", "done"))

    assert found(source) == ([(code, "work")] if code else [])


def test_outcomes_listed_the_old_way_are_read_and_ask_for_labels():
    source = small(task("work", "answer", "ok,no"), end("done"), flows=chain("work", "done"))

    assert found(source) == [(Code.OUTCOME_WITHOUT_LABEL, "work")] * 2


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_of_a_form_are_looked_at(name):
    written, sound = FIELDS[name]
    inside = f"<bpmn:extensionElements><lec:field {written}/></bpmn:extensionElements>"
    source = small(task("work", "answer", "sent", inside), end("done"), flows=chain("work", "done"))

    assert found(source) == ([] if sound else [(Code.BAD_FIELD, "work")])


def test_one_field_name_is_one_type_in_the_whole_diagram():
    def asked(key, kind):
        field = f'<lec:field name="rooms" type="{kind}" label="ห้อง"/>'
        return task(key, "answer", "sent", f"<bpmn:extensionElements>{field}</bpmn:extensionElements>")

    nodes = [asked("work", "number"), asked("more", "text"), end("done")]
    source = small(*nodes, flows=chain("work", "more", "done"), responsible=("work", "more"))

    assert found(source) == [(Code.BAD_FIELD, "more")]


def test_a_condition_on_an_answer_is_tried_and_rehearsed():
    inside = (
        '<bpmn:extensionElements><lec:field name="kind" type="choice" label="ชนิด" options="a, b"/>'
        '<lec:field name="rooms" type="number" label="ห้อง"/></bpmn:extensionElements>'
    )
    nodes = [task("work", "answer", "sent", inside), choice("which", "which__done"), end("done"), end("too")]
    flows = [
        *chain("work", "which", "done"),
        flow("which", "too", 'answers.kind == "a" && answers.rooms > 2'),
    ]

    assert found(small(*nodes, flows=flows)) == []
