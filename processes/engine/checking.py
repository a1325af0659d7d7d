"""Everything that must hold before a diagram may be published; no text drawn in it is ever executed."""

from collections.abc import Iterator

from lxml import etree

from processes.engine.diagrams import read_diagram
from processes.engine.drawing import Drawing, read_drawing
from processes.engine.elements import foreign_elements
from processes.engine.findings import BadDiagram, Code, Problem
from processes.engine.graph import misdrawn
from processes.engine.keys import unfit_keys
from processes.engine.rehearsal import rehearse
from processes.engine.safexml import read_xml
from processes.engine.sampling import misjudged
from processes.engine.schema import schema_problem
from processes.engine.wording import unknown_words
from processes.engine.words import Words
from processes.terms import DIAGRAM_OF, TIER_OF, Tier

__all__ = ["Code", "Problem", "problems"]

_TIERS: dict[str, Tier] = {
    diagram: tier for kind, diagram in DIAGRAM_OF.items() if diagram and (tier := TIER_OF[kind])
}


def problems(source: bytes, words: Words, key: str | None = None) -> list[Problem]:
    """What is wrong with a diagram, in the order of the file; an empty list means it may be published.

    Each stage believes the stages before it, so the first stage that finds anything is the last: XML, schema,
    elements, then words, expressions and graph together, then dry runs. `key` is the diagram it must be.
    """
    try:
        root = read_xml(source)
    except BadDiagram as error:
        return [error.problem]
    return _foreign(root) or _drawn_wrong(root, words, key) or _runs_wrong(source, words)


def _foreign(root: etree._Element) -> list[Problem]:
    if unfit := _in_order(unfit_keys(root)):
        return unfit
    broken = schema_problem(root)
    return _in_order([broken] if broken else foreign_elements(root))


def _drawn_wrong(root: etree._Element, words: Words, key: str | None) -> list[Problem]:
    drawing = read_drawing(root)
    tier = _TIERS.get(drawing.key)
    if tier is None or key not in (None, drawing.key):
        wanted = key or ", ".join(sorted(_TIERS))
        return [Problem(Code.WRONG_KEY, drawing.key, {"wanted": wanted}, drawing.line)]
    return _in_order(_all(drawing, words, tier))


def _all(drawing: Drawing, words: Words, tier: Tier) -> Iterator[Problem]:
    yield from unknown_words(drawing, words, tier)
    yield from misjudged(drawing, words)
    yield from misdrawn(drawing)


def _runs_wrong(source: bytes, words: Words) -> list[Problem]:
    try:
        diagram = read_diagram(source)
    except BadDiagram as error:
        return [error.problem]
    return list(rehearse(diagram, words))


def _in_order(found: Iterator[Problem] | list[Problem]) -> list[Problem]:
    return sorted(found, key=lambda problem: problem.line)
