"""Where a page about an outside school stands: the school, the round, and what its reader may do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.outside import OtherSchool
from processes.reports.outside_collecting import is_on_list
from processes.reports.outside_register import RegisterLine, register_line
from processes.rules.situations import WindowState
from processes.terms import Act, Role, Standing, Stream, Tier
from webapp.door import office_door, reading
from webapp.standpoint import Standpoint, standpoint
from webapp.visitors import actor, visitor


@dataclass
class SchoolDesk:
    """One school of the register before one officer."""

    school: RegisterLine
    actor: Actor

    @cached_property
    def mine(self) -> Standpoint:
        return standpoint(visitor().unit_code)

    @property
    def may_keep(self) -> bool:
        return may_keep(self.actor)

    @property
    def may_propose(self) -> bool:
        return may_propose(self.actor)

    @cached_property
    def is_listed(self) -> bool:
        """Whether the reader's authority answers for it in the round that is in view."""
        return is_on_list(reading(), self.mine.round_id, self.actor.unit_id, self.school.id)

    @cached_property
    def may_collect(self) -> bool:
        confirmed = self.mine.standing_of(Stream.OTHER) is Standing.CONFIRMED
        return self.is_listed and self.mine.obstacle(Act.COLLECT_COUNTS, confirmed=confirmed) is None

    @property
    def by_sex(self) -> bool:
        """Whether the reader's authority counts boys and girls apart in this round."""
        return self.mine.case is not None and self.mine.case.other_by_sex

    @property
    def is_closed(self) -> bool:
        return self.mine.window_state is WindowState.CLOSED


def may_keep(me: Actor) -> bool:
    """Whether the reader keeps the register itself; an authority only proposes."""
    return me.administers or (me.tier is Tier.PROVINCE and Role.RESPONSIBLE in me.roles)


def may_propose(me: Actor) -> bool:
    return me.tier is Tier.LOCAL_AUTHORITY and Role.RESPONSIBLE in me.roles


def desk_for(code: str) -> SchoolDesk:
    """The school of the address; `UnknownItem` (404) when there is none for this reader."""
    me = reader()
    school = register_line(reading(), code)
    if school is None:
        raise UnknownItem(0)
    return SchoolDesk(school, me)


def reader() -> Actor:
    """Who reads the register: an institution has nothing to do with it."""
    me = actor()
    if me.tier is Tier.INSTITUTION:
        raise UnknownItem(0)
    return me


def school_row(office: Office, code: str) -> OtherSchool:
    """The school, locked, as far as the actor may see it."""
    seen = office.visible(actor(), select(OtherSchool).filter_by(code=code))
    if seen is None:
        raise UnknownItem(0)
    office.session.refresh(seen, with_for_update=True)
    return seen


def in_round(desk: SchoolDesk, act: Callable[[Office, Case, int], object]) -> None:
    """Do one act on the reader's own case, in one transaction."""
    case = desk.mine.case
    if case is None or desk.actor.tier is not Tier.LOCAL_AUTHORITY:
        raise UnknownItem(desk.school.id)
    case_id, school_id = case.id, desk.school.id
    with office_door() as office:
        locked = office.session.get_one(Case, case_id)
        office.lock_window(locked)
        act(office, office.lock_case(case_id), school_id)
