"""A case in memory: SpiffWorkflow's own workflow, stepped without walking its whole tree for every task."""

from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


class CaseWorkflow(BpmnWorkflow):
    """A flat workflow: with no subprocess to look into, its index of tasks says what is ready or waits."""

    def step(self) -> None:
        """Run whatever needs no person, until only people, messages and the clock can move the case."""
        while self._run_ready() or self._fire_due():
            pass
        self.get_events()

    def _run_ready(self) -> bool:
        ready = [task for task in self._in_state(TaskState.READY) if not task.task_spec.manual]
        for task in ready:
            if task.state == TaskState.READY:  # an end event may have cancelled it meanwhile
                task.run()
        return bool(ready)

    def _fire_due(self) -> bool:
        self.refresh_timers()
        return any(not task.task_spec.manual for task in self._in_state(TaskState.READY))

    def update_waiting_tasks(self) -> None:
        for task in self._in_state(TaskState.WAITING):
            task.task_spec._update(task)

    def _in_state(self, state: int) -> list[Any]:
        return [task for task in self.tasks.values() if task._state == state]
