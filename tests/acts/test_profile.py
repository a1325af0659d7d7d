"""A unit's profile: recorded by its responsible officer, checked in each round, locked as the roll is."""

import pytest
from sqlalchemy import select

from processes.acts import profile
from processes.records.journal import JournalEntry
from processes.records.particulars import UnitProfile
from processes.records.units import Unit
from processes.reports.particulars import Profile, profile_checked, profile_of
from processes.terms import Act, Reason, Refused
from tests.builders import CITY, CLOSES, SCHOOL, World, confirm_institution
from tests.deeds import because, case_work, number_of

FILLED = Profile({"head_name": "นางสาวสมศรี ใจดี", "classes": "2"}, (("จุดบริการน้ำดื่ม", "4"),))


def record(world: World, username: str, filled: Profile = FILLED, revision: int = 0) -> int:
    with case_work(world, username, SCHOOL) as (office, actor, case):
        return profile.record(office, actor, case, filled, revision)


def check(world: World, username: str, revision: int = 1) -> None:
    with case_work(world, username, SCHOOL) as (office, actor, case):
        profile.check(office, actor, case, revision)


def row(world: World) -> UnitProfile:
    with world.house.reading() as session:
        found = session.scalars(select(UnitProfile)).one()
        session.expunge_all()
        return found


def checked_by(world: World) -> str | None:
    with world.house.reading() as session:
        found = profile_checked(session, world.case(SCHOOL).unit_id, world.round_id)
        return found[0] if found else None


@pytest.mark.letter("F40", "F89")
def test_a_profile_is_recorded_with_fields_of_the_unit_s_own(any_world: World) -> None:
    assert record(any_world, SCHOOL) == 3

    kept = row(any_world)
    assert profile_of(kept) == FILLED
    assert kept.revision == 1
    assert record(any_world, SCHOOL, revision=1) == 0
    assert number_of(any_world, JournalEntry, act=Act.RECORD_PROFILE) == 1


def test_whoever_looks_for_whom_to_call_finds_the_profile_s_number(world: World) -> None:
    record(world, SCHOOL, Profile({"phone": "042221234"}))

    with world.house.reading() as session:
        unit = session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
        assert (unit.phone, unit.email) == ("042221234", None)


def test_a_profile_is_checked_for_the_round_until_it_changes(world: World) -> None:
    record(world, SCHOOL)
    check(world, SCHOOL)
    before = checked_by(world)
    record(world, SCHOOL, Profile({"classes": "3"}), revision=1)

    assert before == f"เจ้าหน้าที่ {SCHOOL}"
    assert checked_by(world) is None
    assert profile_of(row(world)) == Profile({"classes": "3"})


def test_a_profile_that_changed_meanwhile_is_neither_recorded_over_nor_checked(world: World) -> None:
    record(world, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        record(world, SCHOOL, Profile(), revision=0)
    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        check(world, SCHOOL, revision=0)


def test_a_profile_that_was_never_recorded_cannot_be_found_right(world: World) -> None:
    with pytest.raises(Refused, check=because(Reason.STALE_PAGE)):
        check(world, SCHOOL, revision=0)


@pytest.mark.parametrize(
    ("username", "reason"), [(f"{SCHOOL}-2", Reason.NOT_YOUR_ROLE), (CITY, Reason.NOT_YOUR_UNIT)]
)
def test_only_the_responsible_officer_of_the_unit_keeps_its_profile(
    world: World, username: str, reason: Reason
) -> None:
    with pytest.raises(Refused, check=because(reason)):
        record(world, username)


def test_a_profile_is_locked_as_the_roll_is(world: World) -> None:
    record(world, SCHOOL)
    confirm_institution(world, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.ALREADY_CONFIRMED)):
        check(world, SCHOOL)
    world.watch.now = CLOSES
    with pytest.raises(Refused, check=because(Reason.WINDOW_CLOSED)):
        record(world, SCHOOL, Profile(), revision=1)
