"""The small province at three hours of its round, so that every page has something to show."""

from processes.acts import sampling
from processes.terms import Act
from tests.builders import (
    CENTRE,
    CITY,
    CLOSES,
    FUNDER,
    PROVINCE,
    SCHOOL,
    TOWN_CENTRE,
    World,
    accept_all,
    close_all,
    confirm,
    mark_class,
    recheck,
    verify_all_classes,
)
from tests.deeds import (
    ask,
    confirm_outside,
    confirm_up_to_authorities,
    desk,
    finish_recording,
    record_counts,
)


def in_the_thick_of_it(world: World) -> None:
    """Each institution one step further, a request before the city, counts to confirm, a sample drawn."""
    first, second = world.items(SCHOOL, Act.VERIFY_ROLL)
    mark_class(world, f"{SCHOOL}-2", first.id, missing=1)
    mark_class(world, f"{SCHOOL}-3", second.id)
    for code in (CENTRE, TOWN_CENTRE):
        verify_all_classes(world, code)
        recheck(world, code)
    confirm(world, CENTRE)
    ask(world, CENTRE)
    record_counts(world, CITY)
    finish_recording(world, CITY)
    confirm_outside(world, FUNDER)
    with desk(world, PROVINCE, world.item(PROVINCE, Act.DRAW_SAMPLE)) as (office, actor, item):
        sampling.draw(office, actor, item, 2)


def confirmed_to_the_top(world: World) -> None:
    """The province has confirmed; one school's request has climbed to it, another was granted before."""
    confirm_up_to_authorities(world)
    accept_all(world, PROVINCE)
    ask(world, SCHOOL)
    confirm(world, PROVINCE)
    ask(world, CITY)


def after_the_close(world: World) -> None:
    """Half of them were in time."""
    in_the_thick_of_it(world)
    close_all(world, CLOSES)
