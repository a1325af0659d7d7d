"""A case's state as bytes: ids and outcomes only, without the diagram, in a tenth of the official form.

Layout: `L1`, the number of tasks (two bytes), their ids (16 bytes each, root first), then zlib over JSON with
one column per property. The ids stand outside, so that a new case is made of an old one by replacing them.
"""

import hashlib
import os
import zlib
from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow.bpmn.serializer.workflow import VERSION
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from processes.engine.script import Circumstances
from processes.engine.stepping import CaseWorkflow

MAGIC = b"L1"
_HEAD = len(MAGIC) + 2
_ID = 16


class Ref(bytes):
    """A task's id as read from a state: hashed in C, where a UUID is hashed in Python at every look-up."""

    @property
    def bytes(self) -> bytes:
        return self

    @property
    def hex(self) -> str:  # type: ignore[override]
        return bytes.hex(self)

    def __str__(self) -> str:
        return str(UUID(bytes=self))


class ForeignState(ValueError):  # noqa: N818 -- the house names what happened
    """The bytes are no state of this diagram in this version of the engine."""


class Packer:
    """Packs and unpacks the cases of one diagram; `checksum` is the diagram's."""

    def __init__(self, spec: Any, checksum: str) -> None:
        self._spec = spec
        self._specs = [spec.task_specs[name] for name in sorted(spec.task_specs)]
        self._place = {spec.name: place for place, spec in enumerate(self._specs)}
        # SpiffWorkflow adds nodes of its own; a release that adds others must not read our columns wrongly.
        names = "\n".join([VERSION, checksum, *self._place])
        self._mark = hashlib.sha256(names.encode()).hexdigest()[:12]

    def pack(self, workflow: Any) -> bytes:
        tasks = _in_order(workflow)
        place = {task.id: number for number, task in enumerate(tasks)}
        columns = (
            self._mark,
            [self._place[task.task_spec.name] for task in tasks],
            [place[task._parent] for task in tasks[1:]],
            [task._state for task in tasks],
            {str(n): task.data["outcome"] for n, task in enumerate(tasks) if task.data},
            {str(n): _kept(task.internal_data) for n, task in enumerate(tasks) if task.internal_data},
            None if workflow.last_task is None else place.get(workflow.last_task.id),
            [workflow.completed, workflow.success],
            workflow.data,
        )
        ids = b"".join(task.id.bytes for task in tasks)
        return MAGIC + len(tasks).to_bytes(2) + ids + zlib.compress(orjson.dumps(columns), 1)

    def unpack(self, state: bytes, circumstances: Circumstances) -> Any:
        """The live case; raises ForeignState for bytes of another diagram or engine."""
        ids, columns = _split(state)
        mark, specs, parents, states, outcomes, internals, last, flags, data = columns
        if mark != self._mark:
            raise ForeignState(mark)
        workflow = CaseWorkflow(self._spec, script_engine=circumstances, deserializing=True)
        tasks = [
            Task(workflow, self._specs[spec], state=value, id=key)
            for spec, value, key in zip(specs, states, ids, strict=True)
        ]
        for task, place in zip(tasks[1:], parents, strict=True):
            task._parent = ids[place]
            tasks[place]._children.append(task.id)
        for place, outcome in outcomes.items():
            tasks[int(place)].data = {"outcome": outcome}
        for place, internal in internals.items():
            tasks[int(place)].internal_data = internal
        workflow.task_tree = tasks[0]
        workflow.last_task = None if last is None else tasks[last]
        workflow.completed, workflow.success = flags
        workflow.data = data
        _listen(workflow, tasks)
        return workflow


def shape_of(state: bytes) -> str:
    """Alike for cases that stand alike: the same nodes in the same states, whoever they are."""
    _ids, (mark, specs, parents, states, *_rest) = _split(state)
    return hashlib.sha256(orjson.dumps((mark, specs, parents, states))).hexdigest()[:16]


def reidentified(state: bytes) -> tuple[bytes, dict[str, str]]:
    """The same state under new ids, and the new id (hex) of each old one."""
    end = _HEAD + _ID * int.from_bytes(state[len(MAGIC) : _HEAD])
    fresh = bytearray(os.urandom(end - _HEAD))
    for start in range(0, len(fresh), _ID):  # RFC 9562: version 4, variant 10
        fresh[start + 6] = fresh[start + 6] & 0x0F | 0x40
        fresh[start + 8] = fresh[start + 8] & 0x3F | 0x80
    new, old = fresh.hex(), state[_HEAD:end].hex()
    width = 2 * _ID
    places = range(0, len(old), width)
    return state[:_HEAD] + bytes(fresh) + state[end:], {
        old[at : at + width]: new[at : at + width] for at in places
    }


def _in_order(workflow: Any) -> list[Any]:
    """Parents before children, children in their order."""
    tasks, waiting = [], [workflow.task_tree]
    while waiting:
        task = waiting.pop()
        tasks.append(task)
        waiting.extend(workflow.tasks[child] for child in reversed(task._children))
    return tasks


def _kept(internal: dict[str, Any]) -> dict[str, Any]:
    """Less the events that an event gateway has seen: they are objects, and of no use once it has acted."""
    return {key: value for key, value in internal.items() if key != "seen_events"}


def _split(state: bytes) -> tuple[list[Ref], Any]:
    if state[: len(MAGIC)] != MAGIC:
        raise ForeignState(state[: len(MAGIC)])
    end = _HEAD + _ID * int.from_bytes(state[len(MAGIC) : _HEAD])
    ids = [Ref(state[start : start + _ID]) for start in range(_HEAD, end, _ID)]
    try:
        return ids, orjson.loads(zlib.decompress(state[end:]))
    except (zlib.error, orjson.JSONDecodeError, ValueError) as error:
        raise ForeignState("damaged") from error


def _listen(workflow: Any, tasks: list[Any]) -> None:
    for task in tasks:
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            workflow.event_manager.add_task(task)
