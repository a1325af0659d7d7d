"""A file of whatever tool is taken in, or kept out with what is in the way and where; neither takes long."""

import time

import pytest

from processes.acts.adopting import Upload, take_in
from processes.acts.publishing import Code, UnfitDiagram, found_in
from processes.terms import DiagramKey
from tests.builders import BPMN

SHIPPED = (BPMN / "school.bpmn").read_text(encoding="utf-8")
WORDS = (BPMN / "words.toml").read_text(encoding="utf-8")
NAMESPACES = {
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "modeler": "http://camunda.org/schema/modeler/1.0",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "flowable": "http://flowable.org/bpmn",
    "activiti": "http://activiti.org/bpmn",
    "signavio": "http://www.signavio.com",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}
CONFIRM = "<bpmn:incoming>recheck_roll_to_confirm</bpmn:incoming>"
LOCK = '<bpmn:serviceTask id="lock"'
HEAD = "<bpmn:definitions "


def changed(*pairs: tuple[str, str], text: str = SHIPPED) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def extended(inside: str) -> str:
    """The shipped diagram with something of another engine inside a task."""
    prefix = inside[1:].split(":", maxsplit=1)[0]
    declared = f'{HEAD}xmlns:{prefix}="{NAMESPACES[prefix]}" '
    return changed(
        (CONFIRM, f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>{CONFIRM}"), (HEAD, declared)
    )


def attributed(attribute: str) -> str:
    prefix = attribute.split(":", maxsplit=1)[0]
    declared = f'{HEAD}xmlns:{prefix}="{NAMESPACES[prefix]}" '
    return changed((LOCK, f'<bpmn:serviceTask {attribute} id="lock"'), (HEAD, declared))


def renamed(key: str) -> str:
    return changed(('"due_soon"', f'"{key}"'), (">due_soon<", f">{key}<"))


def many(element: str, number: int) -> str:
    copies = "".join(element.format(each) for each in range(number))
    return changed(("</bpmn:process>", f"{copies}</bpmn:process>"))


HOSTILE: dict[str, tuple[str | bytes, Code, str]] = {
    "listener of Camunda 7": (
        extended(
            '<camunda:executionListener event="start">'
            '<camunda:script scriptFormat="groovy">x</camunda:script></camunda:executionListener>'
        ),
        Code.ELEMENT_NOT_ALLOWED,
        "confirm",
    ),
    "connector of Camunda 7": (
        extended(
            "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"
        ),
        Code.ELEMENT_NOT_ALLOWED,
        "confirm",
    ),
    "class of Camunda 7": (attributed('camunda:class="org.x.Pay"'), Code.ATTRIBUTE_NOT_ALLOWED, "lock"),
    "expression of Camunda 7": (attributed('camunda:expression="${a}"'), Code.ATTRIBUTE_NOT_ALLOWED, "lock"),
    "job of Camunda 8": (
        extended('<zeebe:taskDefinition type="io.camunda:http-json:1" />'),
        Code.ELEMENT_NOT_ALLOWED,
        "confirm",
    ),
    "web call of Flowable": (attributed('flowable:type="http"'), Code.ATTRIBUTE_NOT_ALLOWED, "lock"),
    "listener of Activiti": (
        extended('<activiti:taskListener event="create" class="x.Y" />'),
        Code.ELEMENT_NOT_ALLOWED,
        "confirm",
    ),
    "script after a task of SpiffWorkflow": (
        extended("<spiffworkflow:postScript>import os</spiffworkflow:postScript>"),
        Code.ELEMENT_NOT_ALLOWED,
        "confirm",
    ),
    "another file taken in": (
        changed(
            (
                "<bpmn:collaboration ",
                '<bpmn:import importType="x" location="file:///etc/passwd" namespace="x" />'
                "<bpmn:collaboration ",
            ),
        ),
        Code.ELEMENT_NOT_ALLOWED,
        "",
    ),
    "call of another diagram": (
        changed(
            (LOCK, '<bpmn:callActivity calledElement="x" id="lock"'),
            (
                '</bpmn:serviceTask>\n    <bpmn:endEvent id="closed"',
                '</bpmn:callActivity>\n    <bpmn:endEvent id="closed"',
            ),
        ),
        Code.ELEMENT_NOT_ALLOWED,
        "lock",
    ),
    "timer that repeats": (changed(("timeDuration", "timeCycle")), Code.ELEMENT_NOT_ALLOWED, "check_overdue"),
    "decision table": (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="a" /></definitions>',
        Code.NOT_BPMN,
        "",
    ),
    "wrong namespace": (changed(("BPMN/20100524/MODEL", "BPMN/2.0")), Code.NOT_BPMN, ""),
    "nothing": ("", Code.NOT_XML, ""),
    "a zip": (b"PK\x03\x04 a zip", Code.NOT_XML, ""),
    "an entity of a file": (
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        Code.DOCTYPE,
        "",
    ),
    "another tier's": (changed((' id="school"', ' id="province"')), Code.WRONG_KEY, "province"),
    "two diagrams": (
        changed(("<bpmn:process ", '<bpmn:process id="b" isExecutable="true" /><bpmn:process ')),
        Code.NOT_ONE_PROCESS,
        "",
    ),
    "a prefix of its own": (
        changed(
            (LOCK, f'<x:step xmlns:x="http://www.omg.org/spec/BPMN/20100524/MODEL" id="x" />{LOCK}'),
        ),
        Code.NOT_BPMN,
        "",
    ),
    "letters that are no UTF-8": (SHIPPED.encode("cp874", "replace"), Code.NOT_XML, ""),
    "encoding nobody knows": (changed(("UTF-8", "klingon")), Code.NOT_XML, ""),
    "a zero": (changed(("<bpmn:process ", "\0<bpmn:process ")), Code.NOT_XML, ""),
    "a control character": (changed(('name="เปิดระบบ"', 'name="&#27;"')), Code.NOT_XML, ""),
    "very deep": (
        changed(("</bpmn:process>", "<a>" * 300 + "</a>" * 300 + "</bpmn:process>")),
        Code.NOT_XML,
        "",
    ),
    "key of a picture": (renamed("🎉"), Code.KEY_UNFIT, "🎉"),
    "key with a blank": (renamed("due soon"), Code.KEY_UNFIT, "due soon"),
    "huge key": (renamed("a" * 300), Code.KEY_UNFIT, "a" * 40),
    "key that stands twice": (changed(('id="due_soon"', 'id="overdue"')), Code.KEY_TWICE, "overdue"),
    "no picture": (
        SHIPPED.split("<bpmndi:BPMNDiagram")[0] + "</bpmn:definitions>",
        Code.NOT_DRAWN,
        "confirm",
    ),
    "hidden step": (changed(('bpmnElement="confirm"', 'bpmnElement="nothing"')), Code.NOT_DRAWN, "confirm"),
    "step nowhere": (changed(('x="1040" y="350" w', 'x="NaN" y="350" w')), Code.NOT_DRAWN, "confirm"),
    "400 steps": (many('<bpmn:userTask id="x{}" />', 400), Code.TOO_MANY_NODES, ""),
    "5,001 elements": (many('<bpmn:textAnnotation id="x{}" />', 5_001), Code.TOO_MANY_ELEMENTS, ""),
    "5 MB": (changed(("</bpmn:process>", " " * 5_000_000 + "</bpmn:process>")), Code.TOO_LARGE, ""),
    "50,000 attributes": (
        changed(
            (
                "<bpmn:startEvent ",
                "<bpmn:startEvent " + " ".join(f'a{each}="1"' for each in range(50_000)) + " ",
            )
        ),
        Code.TOO_MANY_ATTRIBUTES,
        "start",
    ),
}
GUESTS = {
    "bpmn.io": changed((HEAD, f'{HEAD}exporter="bpmn-js (https://demo.bpmn.io)" exporterVersion="18.6.1" ')),
    "Camunda Modeler for 7": attributed('camunda:asyncBefore="true"'),
    "Camunda Modeler for 8": extended("<zeebe:userTask />"),
    "Signavio": extended('<signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc" />').replace(
        "<bpmn:process ", '<bpmn:process isClosed="false" processType="None" '
    ),
    "Flowable": extended('<flowable:formProperty id="a" name="b" type="string" />').replace(
        HEAD, f'{HEAD}typeLanguage="http://www.w3.org/2001/XMLSchema" ', 1
    ),
    "an old tool": changed(("UTF-8", "windows-874")).encode("cp874", "xmlcharrefreplace"),
    "Windows": b"\xef\xbb\xbf" + SHIPPED.replace("\n", "\r\n").encode(),
}


def as_bytes(source: str | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_kept_out_with_the_place_named_at_once(name: str) -> None:
    source, code, element = HOSTILE[name]
    started = time.process_time()

    with pytest.raises(UnfitDiagram) as kept_out:
        take_in(Upload(DiagramKey.SCHOOL, as_bytes(source)), WORDS)

    assert (code, element) in [(each.code, each.element) for each in kept_out.value.problems]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", GUESTS)
def test_what_other_tools_drew_is_taken_once_their_own_parts_may_be_cut(name: str) -> None:
    taken = take_in(Upload(DiagramKey.SCHOOL, as_bytes(GUESTS[name]), cut=True), WORDS)

    assert found_in(taken.source, WORDS, DiagramKey.SCHOOL) == ()
    assert "ยืนยันข้อมูลนักเรียน" in taken.source.decode()
