"""The raw engine's floor for the bench: what one human task costs on plain SpiffWorkflow.

Load, run and save with the official serializer, the specification cached, no rows. Only the parser and the
expressions are the house's, because plain SpiffWorkflow would run them as Python.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.util.task import TaskState

from processes.engine.diagrams import Diagram
from processes.engine.script import Circumstances
from processes.engine.stepping import CaseWorkflow


class StateConverter(BpmnWorkflowConverter):
    """The official form of a flat case without its specification, which is handed in on the way back."""

    def to_dict(self, workflow: Any) -> Any:
        return {**WorkflowConverter.to_dict(self, workflow), "bpmn_events": []}

    def from_dict(self, dct: Any, spec: Any) -> Any:
        workflow = self.target_class(spec, {}, deserializing=True)
        workflow.tasks = self.mapping_from_dict(dct["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(dct["root"])]
        self.set_default_attributes(workflow, dct)
        return workflow


class RawEngine:
    """Plain SpiffWorkflow on one diagram: a saved case is the official serializer's JSON."""

    def __init__(self, diagram: Diagram, facts: Mapping[str, object], now: datetime) -> None:
        config = {**DEFAULT_CONFIG, BpmnWorkflow: StateConverter, CaseWorkflow: StateConverter}
        self._serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(config))
        self._diagram = diagram
        self._circumstances = Circumstances(facts, now, diagram.blank_answers)

    def start(self) -> str:
        workflow = BpmnWorkflow(self._diagram.spec, script_engine=self._circumstances)
        workflow.do_engine_steps()
        return self.save(workflow)

    def complete_one(self, saved: str) -> str:
        """Finish the first open human task with its first outcome."""
        workflow = self.load(saved)
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data["outcome"] = self._diagram.nodes[task.task_spec.name].outcomes[0]
        task.run()
        workflow.do_engine_steps()
        return self.save(workflow)

    def load(self, saved: str) -> Any:
        workflow = self._serializer.from_dict(json.loads(saved), spec=self._diagram.spec)
        workflow.script_engine = self._circumstances
        return workflow

    def save(self, workflow: Any) -> str:
        return str(self._serializer.serialize_json(workflow))
