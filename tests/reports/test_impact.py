"""What opening would bring is exactly what it brings: the confirmations that fall, and who acts again."""

import pytest

from processes.reports.impact import Again, Impact, impact_of
from processes.terms import Stream
from tests.builders import CITY, DEPARTMENT, NAMES, PROVINCE, SCHOOL, World, confirm_institution
from tests.deeds import ask, confirm_up_to_authorities, confirm_up_to_province, grant


def impact(world: World, code: str, stream: Stream = Stream.OWN) -> Impact:
    with world.office() as office:
        return impact_of(office.session, world.case(code), stream, office.today)


def withdrawn(world: World) -> set[str]:
    return {
        each.number
        for code in NAMES
        for stream in Stream
        for each in world.confirmations(code, stream)
        if each.withdrawn_at is not None
    }


@pytest.mark.letter("F74", "N8")
def test_what_is_foretold_is_what_falls_through_three_tiers(world: World) -> None:
    confirm_up_to_province(world)
    foretold = impact(world, SCHOOL)

    from_school, from_city, from_province = ask(world, SCHOOL), ask(world, CITY), ask(world, PROVINCE)
    grant(world, DEPARTMENT, from_province)
    grant(world, PROVINCE, from_city)
    grant(world, CITY, from_school)

    assert [each.unit for each in foretold.falls] == [NAMES[code][1] for code in (PROVINCE, CITY, SCHOOL)]
    assert {each.number for each in foretold.falls} == withdrawn(world)


def test_where_nobody_above_has_confirmed_only_the_own_confirmation_falls(world: World) -> None:
    number = confirm_institution(world, SCHOOL)

    found = impact(world, SCHOOL)

    assert [each.number for each in found.falls] == [number]
    assert found.before == 5
    assert [(each.unit, each.again) for each in found.hands] == [
        (NAMES[SCHOOL][1], Again.MEND),
        (NAMES[CITY][1], Again.REVIEW),
    ]


@pytest.mark.letter("N8")
def test_who_must_act_again_is_named_in_order_with_phone_and_deadlines(world: World) -> None:
    confirm_up_to_province(world)

    hands = impact(world, SCHOOL).hands

    assert [each.again for each in hands] == [Again.MEND, Again.CONFIRM, Again.CONFIRM, Again.TAKE]
    assert [each.person for each in hands] == [
        f"เจ้าหน้าที่ {code}" for code in (SCHOOL, CITY, PROVINCE, DEPARTMENT)
    ]
    assert all(each.phone and each.due_at and each.closes_at for each in hands)


def test_outside_counts_fall_alone_and_take_no_own_confirmation_with_them(world: World) -> None:
    confirm_up_to_authorities(world)
    foretold = impact(world, CITY, Stream.OTHER)

    grant(world, PROVINCE, ask(world, CITY, Stream.OTHER))

    assert {each.number for each in foretold.falls} == withdrawn(world)
    assert [each.unit for each in foretold.falls] == [NAMES[CITY][1]]
