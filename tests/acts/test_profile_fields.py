"""What the department asks of profiles: added and retired by it alone, answered, missed, kept (F89)."""

import pytest

from processes.acts import profile
from processes.acts.counter import UnknownItem
from processes.acts.people import actor_named
from processes.acts.profile_fields import MOST_FIELDS, Wanted, add_field, retire_field
from processes.records.journal import JournalEntry
from processes.reports.particulars import Profile, profile_of, profile_row
from processes.reports.profile_fields import fields_asked, missing_in
from processes.rules.record_fields import Kind
from processes.terms import Act, Reason, Refused, UnitKind
from tests.builders import CENTRE, CITY, DEPARTMENT, SCHOOL, World
from tests.deeds import because, case_work, number_of

WATER = Wanted("จุดบริการน้ำดื่ม", Kind.NUMBER, "Drinking water points", required=True)


def add(world: World, wanted: Wanted = WATER, username: str = DEPARTMENT) -> str:
    """The key under which a profile answers what was added."""
    with world.office() as office:
        return f"asked-{add_field(office, actor_named(office, username), wanted).id}"


def retire(world: World, key: str, username: str = DEPARTMENT) -> None:
    with world.office() as office:
        retire_field(office, actor_named(office, username), int(key.removeprefix("asked-")))


def record(world: World, values: dict[str, str], revision: int = 0) -> None:
    with case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        profile.record(office, actor, case, Profile(values), revision)


def check(world: World, revision: int = 1) -> None:
    with case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        profile.check(office, actor, case, revision)


def labels_missing(world: World, code: str) -> list[str]:
    with world.house.reading() as session:
        return [each.label_th for each in missing_in(session, world.case(code).unit)]


@pytest.mark.letter("F89")
def test_what_the_department_adds_is_asked_of_the_units_it_is_for(any_world: World) -> None:
    add(any_world)
    add(any_world, Wanted("เครื่องเล่นสนาม", Kind.YES_NO, unit_kind=UnitKind.CHILD_CENTRE))

    with any_world.house.reading() as session:
        asked = {
            kind: [each.label_th for each in fields_asked(session, kind)]
            for kind in (UnitKind.SCHOOL, UnitKind.CHILD_CENTRE)
        }
    assert asked == {
        UnitKind.SCHOOL: ["จุดบริการน้ำดื่ม"],
        UnitKind.CHILD_CENTRE: ["จุดบริการน้ำดื่ม", "เครื่องเล่นสนาม"],
    }
    assert number_of(any_world, JournalEntry, act=Act.KEEP_PROFILE_FIELDS) == 2


@pytest.mark.letter("F40", "F89")
def test_a_profile_is_not_right_while_something_required_is_missing(world: World) -> None:
    key = add(world)
    record(world, {"classes": "2"})
    before = labels_missing(world, SCHOOL)
    with pytest.raises(Refused, check=because(Reason.PROFILE_INCOMPLETE)):
        check(world)

    record(world, {"classes": "2", key: "0"}, revision=1)
    check(world, revision=2)

    assert (before, labels_missing(world, SCHOOL)) == (["จุดบริการน้ำดื่ม"], [])
    assert labels_missing(world, CENTRE) == ["จุดบริการน้ำดื่ม"]


def test_what_is_asked_no_more_stands_in_nobody_s_way_and_its_answers_stay(world: World) -> None:
    key = add(world)
    record(world, {key: "4"})
    retire(world, key)
    retire(world, key)
    record(world, {"classes": "2"}, revision=1)

    with world.house.reading() as session:
        kept = profile_of(profile_row(session, world.case(SCHOOL).unit_id))
    assert kept == Profile({key: "4", "classes": "2"})
    assert labels_missing(world, CENTRE) == []
    assert number_of(world, JournalEntry, act=Act.KEEP_PROFILE_FIELDS) == 2


def test_a_name_is_asked_once_until_it_is_retired(world: World) -> None:
    key = add(world)
    with pytest.raises(Refused, check=because(Reason.LABEL_TAKEN)):
        add(world, Wanted(" จุดบริการน้ำดื่ม ", Kind.TEXT))
    retire(world, key)

    assert add(world) != key


def test_nobody_is_asked_without_end(world: World) -> None:
    for number in range(MOST_FIELDS):
        add(world, Wanted(f"รายการ {number}", Kind.TEXT))

    with pytest.raises(Refused, check=because(Reason.TOO_MANY_FIELDS)):
        add(world)


@pytest.mark.parametrize("username", [CITY, SCHOOL])
def test_only_an_administrator_says_what_is_asked(world: World, username: str) -> None:
    key = add(world)

    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        add(world, WATER, username)
    with pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)):
        retire(world, key, username)


def test_what_was_never_asked_cannot_be_retired(world: World) -> None:
    with pytest.raises(UnknownItem):
        retire(world, "asked-99")
