"""Where a rehearsal is played: a house in a folder of its own, whose clock is set; nothing else is opened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from config.demo.almanac import Almanac
from config.demo.deeds import Deed
from config.rehearsal.agenda import Agenda
from config.rehearsal.days import Days
from config.rehearsal.tale import Kind, Tale
from config.wiring import House
from processes.acts.counter import UnknownItem
from processes.acts.people import actor_named
from processes.records.cases import Case, WorkItem
from processes.records.notices import Notice
from processes.records.units import Unit
from processes.terms import Act, Reason, Refused
from scheduler.jobs import Duties

TOLD = {"remind": Kind.REMINDED, "escalate": Kind.ESCALATED}


@dataclass
class Stage:
    """The house, its clock, the round's days, what is still to come, and the tale of what happened."""

    house: House
    almanac: Almanac
    days: Days
    names: dict[str, str]  # of units, by code
    round_id: int
    duties: Duties
    agenda: Agenda = field(default_factory=Agenda)
    tale: Tale = field(default_factory=Tale)
    _told: int = 0

    @property
    def now(self) -> datetime:
        return self.almanac.now

    def plan(self, at: datetime, deed: Callable[[], None]) -> None:
        self.agenda.add(at, deed)

    def tell(self, kind: Kind, **values: object) -> None:
        self.tale.tell(self.now, kind, **values)

    def act(self, username: str, what: str, deed: Deed, about: str = "") -> Reason | None:
        """Do it as one unit of work; what is kept is acknowledged, what is refused says why.

        `about` is the unit in whose journal it stands, where that is not the officer's own.
        """
        try:
            with self.house.office() as office:
                deed(office, actor_named(office, username))
        except Refused as refusal:
            return refusal.reason
        except UnknownItem:
            return Reason.TASK_GONE
        self.tale.acknowledge(self.now, about or username, what)
        return None

    def do(self, username: str, what: str, deed: Deed) -> bool:
        """The same where nothing should stand in the way; a refusal is told at the end."""
        reason = self.act(username, what, deed)
        if reason is not None:
            self.tale.unforeseen.append(f"{username} {what}: {reason}")
        return reason is None

    def tick(self) -> None:
        """What the clock of an installation does, by the same duties; and whom it told."""
        self.duties.tick()
        with self.house.reading() as session:
            wanted = select(Notice.kind, func.count()).where(Notice.id > self._told).group_by(Notice.kind)
            found = dict(session.execute(wanted).all())
            self._told = session.scalars(select(func.max(Notice.id))).one() or 0
        for begins, kind in TOLD.items():
            number = sum(count for name, count in found.items() if name.startswith(begins))
            if number:
                self.tell(kind, number=number)

    def waiting(self, code: str) -> list[tuple[int, Act]]:
        """The open items of a unit, oldest first."""
        with self.house.reading() as session:
            wanted = select(WorkItem.id, WorkItem.act).join(Unit, Unit.id == WorkItem.unit_id)
            wanted = wanted.where(Unit.code == code, WorkItem.state == "open").order_by(WorkItem.id)
            return list(session.execute(wanted))

    def case(self, code: str) -> Case:
        with self.house.reading() as session:
            return session.scalars(
                select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == code)
            ).one()
