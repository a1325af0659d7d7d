"""The XSD of BPMN 2.0, as SpiffWorkflow ships it."""

from copy import deepcopy
from functools import lru_cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from processes.engine.findings import Code, Problem

_one_at_a_time = Lock()  # the validator keeps its last error on itself


def schema_problem(root: etree._Element) -> Problem | None:
    """Where the document breaks the schema first."""
    with _one_at_a_time:
        try:
            _validator().validate(deepcopy(root))  # it changes the tree that it is given
        except ValidationException as error:
            return Problem(Code.NOT_BPMN, "", {"error": str(error).strip()[:300]}, error.line_number or 0)
    return None


@lru_cache(maxsize=1)
def _validator() -> Any:
    return BpmnValidator()
