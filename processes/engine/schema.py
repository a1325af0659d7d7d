"""The XSD of BPMN 2.0, as SpiffWorkflow ships it."""

from copy import deepcopy
from functools import lru_cache
from threading import Lock
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnValidator
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from processes.engine.elements import owner_of
from processes.engine.findings import Code, Problem

_one_at_a_time = Lock()  # the validator keeps its last error on itself


def schema_problem(root: etree._Element) -> Problem | None:
    """Where the document breaks the schema first."""
    copy = deepcopy(root)  # the validator changes the tree that it is given
    with _one_at_a_time:
        try:
            _validator().validate(copy)
        except ValidationException:
            first = _validator().validator.error_log[0]
            return Problem(
                Code.NOT_BPMN, _element_at(copy, first.path), {"error": first.message[:300]}, first.line
            )
    return None


def _element_at(root: etree._Element, path: str) -> str:
    """The key of the element that the validator means."""
    prefixes = {prefix: name for prefix, name in root.nsmap.items() if prefix}
    try:
        found: Any = root.xpath(path, namespaces=prefixes)
    except etree.XPathError:  # the path names a prefix that is declared further down
        return ""
    return owner_of(found[0]).get("id", "") if found else ""


@lru_cache(maxsize=1)
def _validator() -> Any:
    return BpmnValidator()
