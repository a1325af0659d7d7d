"""From BPMN to SpiffWorkflow's specification, with the house's own steps and timers in place."""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import BoundaryEventParser, IntermediateCatchEventParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent, ServiceTask, UserTask
from SpiffWorkflow.bpmn.specs.event_definitions.timer import (
    DurationTimerEventDefinition,
    TimeDateEventDefinition,
    TimerEventDefinition,
)

from processes.engine.drawing import BPMN, LEC, lec_attributes
from processes.engine.timers import LengthTimer, MomentTimer


class ReportedStep(ServiceTask):
    """A service task that says it was passed and calls nobody; the act carries the step out."""

    def _execute(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.steps.append(self.bpmn_id)
        return True


class LecTaskParser(TaskParser):
    """Keeps the attributes of the house's namespace with the task."""

    def parse_extensions(self, node: Any = None) -> dict[str, str]:
        return lec_attributes(self.node if node is None else node)


class _HandedInTime:
    """Gives an event the house's timers instead of those that read the wall clock."""

    def parse_timer_event(self, event: Any) -> Any:
        drawn = super().parse_timer_event(event)  # type: ignore[misc]
        return _TIMERS[type(drawn)](drawn.name, drawn.expression, description=drawn.description)


class LecCatchEventParser(_HandedInTime, IntermediateCatchEventParser):
    """An intermediate event on the house's time."""


class LecBoundaryEventParser(_HandedInTime, BoundaryEventParser):
    """A boundary event on the house's time."""


_TIMERS: dict[type[TimerEventDefinition], type[TimerEventDefinition]] = {
    TimeDateEventDefinition: MomentTimer,
    DurationTimerEventDefinition: LengthTimer,
}


class LecParser(BpmnParser):
    """SpiffWorkflow's parser for the house's subset of BPMN; lanes are known by role, never by name."""

    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012 -- the name and shape are SpiffWorkflow's
        full_tag("userTask"): (LecTaskParser, UserTask),
        full_tag("serviceTask"): (LecTaskParser, ReportedStep),
        full_tag("intermediateCatchEvent"): (LecCatchEventParser, IntermediateCatchEvent),
        full_tag("boundaryEvent"): (LecBoundaryEventParser, BoundaryEvent),
    }

    def _add_diagram_indexes(self, bpmn: etree._Element) -> None:
        super()._add_diagram_indexes(bpmn)
        lanes = self.document_lanes[self._document_key(bpmn)]
        for lane in bpmn.iter(f"{BPMN}lane"):
            for reference in lane.iterchildren(f"{BPMN}flowNodeRef"):
                lanes[reference.text] = lane.get(f"{LEC}role")


def parse_spec(root: etree._Element, key: str) -> Any:
    """The specification of the process; raises SpiffWorkflow's ValidationException."""
    parser = LecParser()
    parser.add_bpmn_xml(root)
    return parser.get_spec(key)
