"""What a page reads through the cipher or the engine: numbers of persons, and the steps of a diagram."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from processes.acts.office import DiagramShelf
from processes.acts.roll import NUMBER
from processes.records.learners import Learner
from processes.rules.identity import Identity, read_identity
from processes.rules.sealing import Cipher

HUMAN, SERVICE = "userTask", "serviceTask"


@dataclass(frozen=True, slots=True)
class Step:
    """A node of a diagram as a row of words; `role` and `act` are empty where it has none."""

    id: str
    name: str
    kind: str
    role: str
    act: str
    outcomes: tuple[str, ...]
    step: str
    to: str


def number_index(cipher: Cipher, typed: str) -> bytes | None:
    """The bytes by which a typed number is found; None when what was typed is no number."""
    read = read_identity(typed)
    return cipher.index(read.number) if isinstance(read, Identity) and read.number else None


def full_number(cipher: Cipher, learner: Learner) -> str:
    """The number in the clear, for the form on which the unit's own officers mend it; empty when none."""
    sealed = learner.number_cipher
    return cipher.open(sealed, NUMBER).decode() if sealed else ""


def steps_of(session: Session, shelf: DiagramShelf, edition_id: int) -> list[Step]:
    """The nodes of an edition in the order in which people read them."""
    nodes = shelf.of(session, edition_id).nodes.values()
    return [
        Step(
            node.id,
            node.name,
            node.kind,
            node.role or "",
            node.act or "",
            node.outcomes,
            node.step or "",
            node.to or "",
        )
        for node in nodes
    ]
