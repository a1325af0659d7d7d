"""Takes in what another tool drew: made ours where that changes nothing, cut down only when asked."""

from collections.abc import Iterator

from lxml import etree

from processes.engine.drawing import BPMN, LEC_NAMESPACE
from processes.engine.elements import ATTRIBUTE_NAMESPACES, DRAWING_NAMESPACES
from processes.engine.expressions import compile_expression
from processes.engine.findings import BadDiagram, BadExpression, Code, Problem
from processes.engine.safexml import read_xml

_REFERENCES = ("processRef", "bpmnElement", "sourceRef", "targetRef")
_OURS = frozenset((BPMN.strip("{}"), LEC_NAMESPACE)) | DRAWING_NAMESPACES


def plain(source: bytes) -> bytes:
    """The document in UTF-8; raises BadDiagram unless it is safe XML and a document of BPMN 2.0."""
    root = read_xml(source)
    if root.tag != f"{BPMN}definitions":
        raise BadDiagram(Problem(Code.NOT_BPMN, "", {"error": f"root element {root.tag}"[:200]}))
    return source if _is_utf8(source, root) else _written(root)


def adopted(source: bytes, key: str, others: frozenset[str]) -> bytes:
    """The same process under the house's key, marked as one that runs; the key of another diagram stays."""
    root = read_xml(source)
    processes = list(root.iter(f"{BPMN}process"))
    if len(processes) != 1:
        return source
    process, changed = processes[0], False
    if process.get("isExecutable") != "true":
        process.set("isExecutable", "true")
        changed = True
    if (old := process.get("id", "")) not in others | {key}:
        _rename(root, process, old, key)
        changed = True
    return _written(root) if changed else source


def without_foreign(source: bytes) -> tuple[bytes, list[Problem]]:
    """The diagram without extensions of other tools and conditions in other languages; and what was cut."""
    root = read_xml(source)
    cut = [*_cut_extensions(root), *_cut_attributes(root), *_cut_conditions(root)]
    return (_written(root), cut) if cut else (source, [])


def _is_utf8(source: bytes, root: etree._Element) -> bool:
    declared = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    if declared not in {"UTF-8", "UTF8", "US-ASCII", "ASCII"}:
        return False
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return written


def _rename(root: etree._Element, process: etree._Element, old: str, key: str) -> None:
    process.set("id", key)
    for element in root.iter():
        for name in _REFERENCES:
            if element.get(name) == old:
                element.set(name, key)


def _cut_extensions(root: etree._Element) -> Iterator[Problem]:
    foreign = [each for each in root.iter(f"{BPMN}extensionElements") for each in each if _is_foreign(each)]
    for element in foreign:
        parent = element.getparent()
        owner = None if parent is None else parent.getparent()
        yield _cut(Code.ELEMENT_NOT_ALLOWED, owner, element, kind=etree.QName(element).localname)
        if parent is not None:
            parent.remove(element)


def _cut_attributes(root: etree._Element) -> Iterator[Problem]:
    for element in root.iter():
        for attribute in list(element.attrib):
            name = etree.QName(str(attribute))
            if name.namespace is not None and name.namespace not in ATTRIBUTE_NAMESPACES:
                yield _cut(Code.ATTRIBUTE_NOT_ALLOWED, element, element, attribute=name.localname)
                del element.attrib[attribute]


def _cut_conditions(root: etree._Element) -> Iterator[Problem]:
    for condition in list(root.iter(f"{BPMN}conditionExpression")):
        flow = condition.getparent()
        try:
            compile_expression(condition.text or "")
        except BadExpression as error:
            yield _cut(error.code, flow, condition, **error.parameters)
            if flow is not None:
                flow.remove(condition)


def _is_foreign(element: etree._Element) -> bool:
    return etree.QName(element).namespace not in _OURS


def _cut(code: Code, owner: etree._Element | None, at: etree._Element, **parameters: str) -> Problem:
    element = "" if owner is None else owner.get("id", "")
    return Problem(code, element, parameters, at.sourceline or 0)  # type: ignore[arg-type]
