"""The journal: each entry bound to the one before it, so that a changed line is detected (N10)."""

import pytest
from sqlalchemy import select, update

from processes.acts import journal
from processes.acts.office import CLOCK
from processes.records.journal import JournalEntry
from processes.records.units import Unit
from processes.terms import Act, Reason, Refused
from tests.agreement import disagreements
from tests.builders import SCHOOL, World, confirm_institution
from tests.deeds import case_work, number_of, refused_for


@pytest.mark.letter("N10")
@pytest.mark.parametrize(
    "changes",
    [{"officer_id": 1}, {"act": Act.REOPEN}, {"details": "{}"}, {"digest": "0" * 64}, {"position": 99}],
    ids=str,
)
def test_a_changed_line_is_detected(world: World, changes: dict[str, object]) -> None:
    confirm_institution(world, SCHOOL)
    assert disagreements(world) == []

    with world.office() as office:
        wanted = select(JournalEntry.id).filter_by(act=Act.CONFIRM)
        entry_id = office.session.scalars(wanted).one()
        office.session.execute(update(JournalEntry).filter_by(id=entry_id).values(**changes))

    assert any("chain" in each for each in disagreements(world))


@pytest.mark.letter("N10")
def test_a_line_taken_away_is_detected(world: World) -> None:
    confirm_institution(world, SCHOOL)

    with world.office() as office:
        entry = office.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        office.session.delete(entry)

    assert any("chain" in each for each in disagreements(world))


def test_each_case_has_a_chain_of_its_own_from_its_first_entry(world: World) -> None:
    confirm_institution(world, SCHOOL)

    with world.house.reading() as session:
        case = world.case(SCHOOL)
        chain = session.scalars(select(JournalEntry).filter_by(chain=f"case:{case.id}"))
        positions = [entry.position for entry in chain.all()]
    assert sorted(positions) == list(range(1, case.chain_length + 1))


def test_what_belongs_to_no_case_stands_in_the_units_chain(world: World) -> None:
    for detail in (1, 2):
        with world.office() as office:
            unit = office.session.scalars(select(Unit).filter_by(code=SCHOOL)).one()
            journal.note_at_unit(office, unit, Act.HAND_OVER, CLOCK, detail=detail)
            journal.note_at_unit(office, unit, Act.HAND_OVER, CLOCK, detail=-detail)

    assert number_of(world, JournalEntry, chain=f"unit:{world.case(SCHOOL).unit_id}") == 4
    assert disagreements(world) == []


def test_an_act_that_is_refused_leaves_no_line(world: World) -> None:
    before = number_of(world, JournalEntry)

    with refused_for(Reason.TASK_GONE), case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        journal.note(office, case, Act.CLAIM, actor)
        office.session.flush()
        raise Refused(Reason.TASK_GONE)

    assert number_of(world, JournalEntry) == before
    assert disagreements(world) == []
