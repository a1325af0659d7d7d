"""Nine places of a diagram where the library runs what is written there as Python; here none does."""

from contextlib import suppress
from html import escape

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.spiff.parser import SpiffBpmnParser

from processes.engine.checking import problems
from processes.engine.diagrams import read_diagram
from processes.engine.findings import BadDiagram
from processes.engine.parsing import LecParser
from processes.engine.script import Circumstances, ScriptRefused
from processes.engine.stepping import CaseWorkflow
from tests.engine.builders import FACTS, OPENS_AT, WORDS, chain, element, end, flow, small, task, time

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"


def formal(kind, text):
    return f'<bpmn:{kind} xsi:type="bpmn:tFormalExpression">{escape(text, quote=False)}</bpmn:{kind}>'


def sinks(code):
    """Each sink: the nodes and the flows of a branch that runs `code` on the library's own engine."""
    value = f"{code} or 1"
    pre = f'<s:preScript xmlns:s="{SPIFF}">{code}</s:preScript>'
    operator = (
        f'<s:serviceTaskOperator xmlns:s="{SPIFF}" id="n"><s:parameters><s:parameter id="p" type="str" '
        f'value="{escape(value)}"/></s:parameters></s:serviceTaskOperator>'
    )
    extended = "<bpmn:extensionElements>{}</bpmn:extensionElements>"
    many = f"<bpmn:multiInstanceLoopCharacteristics>{formal('loopCardinality', value)}"
    loop = f'<bpmn:standardLoopCharacteristics loopMaximum="2">{formal("loopCondition", value)}'
    condition = (
        f"<bpmn:conditionalEventDefinition>{formal('condition', value)}</bpmn:conditionalEventDefinition>"
    )
    gateway = element("exclusiveGateway", "work", default="work__over1")
    return {
        "script": ([element("scriptTask", "work", f"<bpmn:script>{code}</bpmn:script>")], []),
        "condition": ([gateway, end("over2")], [flow("work", "over2", value)]),
        "timer": ([element("intermediateCatchEvent", "work", time(value, "timeDuration"))], []),
        "conditional event": ([element("intermediateCatchEvent", "work", condition)], []),
        "pre-script": ([task("work", inside=extended.format(pre))], []),
        "cardinality": ([task("work", inside=f"{many}</bpmn:multiInstanceLoopCharacteristics>")], []),
        "loop condition": (
            [
                element(
                    "scriptTask",
                    "work",
                    f"<bpmn:script>x=1</bpmn:script>{loop}</bpmn:standardLoopCharacteristics>",
                )
            ],
            [],
        ),
        "service parameter": ([element("serviceTask", "work", extended.format(operator))], []),
        "correlation": (
            [element("intermediateThrowEvent", "work", '<bpmn:messageEventDefinition messageRef="told"/>')],
            [],
        ),
    }


def attack(name, code):
    nodes, flows = sinks(code)[name]
    source = small(*nodes, end("over1"), flows=[*chain("work", "over1"), *flows])
    if name == "correlation":
        property_ = (
            '<bpmn:message id="told" name="told"/><bpmn:correlationProperty id="c" name="c">'
            '<bpmn:correlationPropertyRetrievalExpression messageRef="told"><bpmn:formalExpression>'
            f"{escape(code, quote=False)}</bpmn:formalExpression>"
            "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
        )
        source = source.replace(b"<bpmn:process ", property_.encode() + b"<bpmn:process ", 1)
    return source


@pytest.mark.parametrize("name", sinks(""))
def test_a_diagram_that_would_run_code_is_refused_and_runs_none(name, tmp_path):
    marker = tmp_path / "executed"
    source = attack(name, f"__import__('pathlib').Path('{marker}').touch()")

    assert problems(source, WORDS)
    with pytest.raises(BadDiagram):
        read_diagram(source)

    assert not marker.exists()


@pytest.mark.parametrize("name", sinks(""))
def test_even_past_the_gate_the_engine_runs_no_code(name, tmp_path):
    marker = tmp_path / "executed"
    source = attack(name, f"__import__('pathlib').Path('{marker}').touch()")
    parser = LecParser()

    with suppress(Exception):
        parser.add_bpmn_xml(etree.fromstring(source))
        workflow = CaseWorkflow(parser.get_spec("school"), script_engine=Circumstances(FACTS, OPENS_AT, {}))
        workflow.step()
        for waiting in [task for task in workflow.tasks.values() if task.task_spec.name == "work"]:
            waiting.run()

    assert not marker.exists()


OWN_PARSER = dict.fromkeys(sinks(""), SpiffBpmnParser) | {"correlation": BpmnParser}


@pytest.mark.parametrize("name", OWN_PARSER)
def test_the_librarys_own_engine_would_have_run_it(name, tmp_path):
    """Without this, the tests above could pass because an attack is badly written."""
    marker = tmp_path / "executed"
    source = attack(name, f"__import__('pathlib').Path('{marker}').touch()")
    plain = source.replace(
        b'<bpmn:serviceTask id="lock" lec:step="lock"></bpmn:serviceTask>', b'<bpmn:userTask id="lock"/>'
    )

    with suppress(Exception):
        parser = OWN_PARSER[name]()
        parser.add_bpmn_xml(etree.fromstring(plain))
        workflow = BpmnWorkflow(parser.get_spec("school"))
        workflow.do_engine_steps()
        for waiting in [task for task in workflow.tasks.values() if task.task_spec.name == "work"]:
            waiting.run()

    assert marker.exists()


def test_scripts_services_and_environments_are_refused():
    engine = Circumstances(FACTS, OPENS_AT, {})

    with pytest.raises(ScriptRefused):
        engine.execute(None, "1")
    with pytest.raises(ScriptRefused):
        engine.call_service(None, operation_name="x")
    with pytest.raises(ScriptRefused):
        engine.environment.evaluate("1", {})


UNUSED = ["scriptTask", "callActivity", "businessRuleTask", "sendTask", "receiveTask", "task", "manualTask"]
UNUSED += ["subProcess", "adHocSubProcess", "transaction", "inclusiveGateway", "complexGateway"]


@pytest.mark.parametrize("kind", [*UNUSED, "intermediateThrowEvent"])
def test_what_the_house_does_not_use_is_not_read(kind):
    source = small(element(kind, "work"), end("done"), flows=chain("work", "done"))

    with pytest.raises(BadDiagram):
        read_diagram(source)
