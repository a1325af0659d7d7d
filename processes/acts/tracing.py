"""What a page needs of the engine to draw the way of a case, and where a round's units can wait."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from processes.acts.office import DiagramShelf
from processes.engine.tokens import whereabouts
from processes.records.cases import Case


@dataclass(frozen=True, slots=True)
class Way:
    """The nodes that a case stands at and those it came past, in the order of the drawing."""

    at: tuple[str, ...]
    passed: tuple[str, ...]


def way_of(session: Session, shelf: DiagramShelf, case: Case) -> Way:
    """A case that has ended stands nowhere, though its last living state is kept."""
    diagram = shelf.of(session, case.edition_id)
    found = whereabouts(diagram, case.state)
    over = case.ended_at is not None
    return Way(
        at=() if over else tuple(node for node in diagram.nodes if node in found.at),
        passed=tuple(node for node in diagram.nodes if node in found.passed or (over and node in found.at)),
    )


def waiting_places(session: Session, shelf: DiagramShelf, edition_id: int) -> dict[str, tuple[str, str]]:
    """Events on which a case waits for a message: the message, and the task whose edge hears it too."""
    nodes = shelf.of(session, edition_id).nodes.values()
    hosts = {node.message: node.host or "" for node in nodes if node.kind == "boundaryEvent" and node.message}
    return {
        node.id: (node.message, hosts.get(node.message, ""))
        for node in nodes
        if node.kind == "intermediateCatchEvent" and node.message
    }
