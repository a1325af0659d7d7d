"""A diagram that the engine can run: checked bytes in, nodes and a shared specification out."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.exceptions import SpiffWorkflowException

from processes.engine.drawing import Drawing, DrawnField, DrawnNode, Labelled, read_drawing
from processes.engine.elements import foreign_elements
from processes.engine.expressions import Expression, compile_expression, looked_at
from processes.engine.findings import BadDiagram, BadExpression, Code, Problem
from processes.engine.packing import Packer
from processes.engine.parsing import parse_spec
from processes.engine.reading_order import reading_order
from processes.engine.safexml import read_xml

# What a condition sees of a field that was not answered: a word always has a value of its type.
# A day is its ISO text, which sorts as days do; of a file a condition sees only whether there is one.
BLANKS: Mapping[str, object] = MappingProxyType(
    {
        "text": "",
        "choice": "",
        "date": "",
        "number": 0,
        "yes_no": False,
        "file": False,
        "statement": False,
    }
)
LONGEST_TEXT = 1000
LARGEST_NUMBER = 9_999_999
DAYS = ("opens_at", "due_at", "closes_at", "today")  # the calendar's days that a date may be bound to


@dataclass(frozen=True)
class Field:
    """One question of a task's form; `kind` is one of BLANKS, and a statement's label is what is attested.

    `least` and `most` bound a number, `longest` the characters of a text. `earliest`, `latest` bound a day:
    a day in ISO form, one of DAYS, or "" for no bound. English is "" where none was given.
    """

    name: str
    kind: str
    label: str
    required: bool
    options: tuple[str, ...]
    label_en: str
    help: str
    help_en: str
    options_en: tuple[str, ...]
    least: int
    most: int
    longest: int
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True)
class Node:
    """A node of a diagram, with what the house's own attributes say of it."""

    id: str
    name: str
    kind: str
    role: str | None
    act: str | None
    form: str | None
    outcomes: tuple[str, ...]
    labelled: tuple[Labelled, ...]  # the outcomes with their words; empty where the diagram gives none
    step: str | None
    to: str | None
    fields: tuple[Field, ...]
    message: str | None  # that an event waits for
    host: str | None  # the task whose edge it stands on


@dataclass(frozen=True, eq=False)
class Diagram:
    """A diagram ready to run; one may be shared by any number of cases and threads."""

    key: str
    checksum: str
    nodes: Mapping[str, Node]
    names: frozenset[str]
    blank_answers: Mapping[str, object]
    decisive: frozenset[str]  # fields whose answers a condition or a time looks at
    spec: Any = field(repr=False)
    packer: Packer = field(repr=False)


def read_diagram(source: bytes) -> Diagram:
    """The diagram of these bytes; raises BadDiagram for what could not be run safely."""
    return _read(source)


@lru_cache(maxsize=64)
def _read(source: bytes) -> Diagram:
    root = read_xml(source)
    for problem in foreign_elements(root):
        raise BadDiagram(problem)
    drawing = read_drawing(root)
    checksum = hashlib.sha256(source).hexdigest()
    expressions = _expressions(drawing)
    blank_answers = _blank_answers(drawing)
    try:
        spec = parse_spec(root, drawing.key)
    except (SpiffWorkflowException, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise BadDiagram(Problem(Code.NOT_PARSED, drawing.key, {"error": str(error)[:200]})) from error
    return Diagram(
        key=drawing.key,
        checksum=checksum,
        nodes=MappingProxyType({id_: _node(drawing.nodes[id_]) for id_ in reading_order(drawing)}),
        names=frozenset().union(*(each.names for each in expressions)),
        blank_answers=blank_answers,
        decisive=frozenset().union(*(looked_at(each, blank_answers) for each in expressions)),
        spec=spec,
        packer=Packer(spec, checksum),
    )


def _expressions(drawing: Drawing) -> list[Expression]:
    """The diagram's conditions and times; raises BadDiagram for an expression that is none."""
    found = []
    for element, source, line in drawing.expressions:
        try:
            found.append(compile_expression(source))
        except BadExpression as error:
            raise BadDiagram(Problem(error.code, element, error.parameters, line)) from error
    return found


def _blank_answers(drawing: Drawing) -> Mapping[str, object]:
    fields = [question for node in drawing.nodes.values() for question in node.fields]
    return MappingProxyType({question.name: BLANKS.get(question.kind, "") for question in fields})


def _node(drawn: DrawnNode) -> Node:
    return Node(
        id=drawn.id,
        name=drawn.name,
        kind=drawn.kind,
        role=drawn.role,
        act=drawn.lec.get("act"),
        form=drawn.lec.get("form"),
        outcomes=drawn.outcomes,
        labelled=drawn.labelled,
        step=drawn.lec.get("step"),
        to=drawn.lec.get("to"),
        fields=tuple(_field(question) for question in drawn.fields),
        message=next((event.name for event in drawn.events if event.kind == "message"), None),
        host=drawn.host,
    )


def _field(drawn: DrawnField) -> Field:
    limits = drawn.limits
    return Field(
        name=drawn.name,
        kind=drawn.kind,
        label=drawn.label,
        required=drawn.required,
        options=drawn.options,
        label_en=drawn.label_en,
        help=drawn.help,
        help_en=drawn.help_en,
        options_en=drawn.options_en,
        least=_whole(limits.get("min"), 0),
        most=_whole(limits.get("max"), LARGEST_NUMBER),
        longest=_whole(limits.get("maxLength"), LONGEST_TEXT),
        earliest=limits.get("earliest", ""),
        latest=limits.get("latest", ""),
    )


def _whole(text: str | None, otherwise: int) -> int:
    """The number as written; what is none is refused by the check, not here."""
    return int(text) if text and text.isascii() and text.isdigit() else otherwise
