"""Takes a roll along in a file: who took whole numbers out, how many, and in which file (F82)."""

from dataclasses import dataclass

from processes.acts import journal
from processes.acts.office import Actor, Office
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Refused


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was made: its layout, how many learners and whole numbers are in it, its SHA-256."""

    layout: str
    learners: int
    numbers: int
    sha256: str


def take_along(office: Office, actor: Actor, unit_id: int, taken: Taken) -> None:
    """Write the export down before the file leaves; no window is asked, a roll is its unit's at any time."""
    unit = office.session.get_one(Unit, unit_id)
    situation = Situation(roles=actor.roles if actor.unit_id == unit.id else frozenset())
    if reason := obstacle(Act.EXPORT_ROLL, situation):
        raise Refused(reason, unit=unit.name)
    journal.note_at_unit(
        office,
        unit,
        Act.EXPORT_ROLL,
        actor,
        layout=taken.layout,
        learners=taken.learners,
        numbers=taken.numbers,
        sha256=taken.sha256,
    )
