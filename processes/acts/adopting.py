"""Takes in a file of a diagram from whatever tool: ours afterwards, or answered with what is in the way."""

from dataclasses import dataclass

from processes.acts.publishing import UnfitDiagram, found_in
from processes.engine.adopting import adopted, plain, without_foreign
from processes.engine.findings import BadDiagram, Code, Problem
from processes.engine.keys import unfit_keys
from processes.engine.pictures import undrawn
from processes.engine.safexml import read_xml
from processes.terms import DiagramKey

# What is no drawing of ours at all, or would have run something elsewhere: not even kept as a draft.
KEPT_OUT = frozenset(
    (
        *(Code.TOO_LARGE, Code.NOT_XML, Code.DOCTYPE, Code.TOO_MANY_ELEMENTS, Code.NOT_BPMN),
        *(Code.TOO_MANY_ATTRIBUTES, Code.KEY_TWICE, Code.KEY_UNFIT),
        *(Code.ELEMENT_NOT_ALLOWED, Code.ATTRIBUTE_NOT_ALLOWED, Code.TOO_MANY_NODES),
        *(Code.NOT_ONE_PROCESS, Code.WRONG_KEY, Code.EVENT_NOT_ALLOWED),
        *(Code.EXPRESSION_INVALID, Code.EXPRESSION_TOO_LONG, Code.MACRO_NOT_ALLOWED),
        Code.FUNCTION_NOT_ALLOWED,
    )
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came, which diagram it is to be, and whether the parts of other tools may be cut out."""

    key: DiagramKey
    source: bytes
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The diagram as it was taken in, and what was cut out of it."""

    source: bytes
    cut: tuple[Problem, ...]


def take_in(upload: Upload, words: str) -> Taken:
    """The file as a diagram of ours; raises UnfitDiagram with everything for which it is kept out."""
    source, cut = plain_source(upload.source), list[Problem]()
    if upload.cut:
        source, cut = without_foreign(source)
    source = adopted(source, upload.key, frozenset(DiagramKey))
    kept_out = [each for each in found_in(source, words, upload.key) if each.code in KEPT_OUT]
    if kept_out := kept_out or undrawn(source):
        raise UnfitDiagram(upload.key, kept_out)
    return Taken(source, tuple(cut))


def plain_source(source: bytes) -> bytes:
    """The bytes as the house keeps a diagram, in UTF-8; raises UnfitDiagram for what no page could show."""
    try:
        kept = plain(source)
    except BadDiagram as bad:
        raise UnfitDiagram(None, [bad.problem]) from None
    if unfit := list(unfit_keys(read_xml(kept))):
        raise UnfitDiagram(None, unfit)
    return kept
