"""The only way XML enters the house's engine: no entities, no network, bounded in size."""

from lxml import etree

from processes.engine.findings import BadDiagram, Code, Problem

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
MAX_ATTRIBUTES = 50  # of one element


def read_xml(source: bytes) -> etree._Element:
    """Parse untrusted XML; raises BadDiagram for anything but a small, plain document."""
    if len(source) > MAX_BYTES:
        raise _refused(Code.TOO_LARGE, limit=str(MAX_BYTES))
    try:
        root = etree.fromstring(source, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(Code.NOT_XML, error=str(error)[:200]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(Code.DOCTYPE)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise _refused(Code.TOO_MANY_ELEMENTS, limit=str(MAX_ELEMENTS))
    crowded = next((each for each in root.iter() if len(each.attrib) > MAX_ATTRIBUTES), None)
    if crowded is not None:
        element = crowded.get("id", "")[:40]
        raise BadDiagram(Problem(Code.TOO_MANY_ATTRIBUTES, element, {"limit": str(MAX_ATTRIBUTES)}))
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_pis=True,
        remove_comments=True,
    )


def _refused(code: Code, **parameters: str) -> BadDiagram:
    return BadDiagram(Problem(code, "", parameters))
