"""Past the unit of work stands the same as through it: what was read, what is written, what is stale."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm.exc import StaleDataError

from processes.records.busiest import item_with_case, locked_case
from processes.records.cases import Case, WorkItem
from processes.records.scope import HOUSE, SCOPE
from processes.terms import Act
from tests.builders import SCHOOL, World


def test_an_item_and_its_case_are_those_that_the_session_would_load(any_world: World) -> None:
    item_id, unit_id = any_world.item(SCHOOL, Act.VERIFY_ROLL), any_world.case(SCHOOL).unit_id

    with any_world.office() as office, any_world.house.reading() as session:
        item = item_with_case(office.session, item_id, unit_id)
        assert item is not None
        for row, key in ((item, item_id), (item.case, item.case_id)):
            loaded = session.get_one(type(row), key)
            columns = [each.key for each in type(row).__mapper__.columns]
            assert [getattr(row, name) for name in columns] == [getattr(loaded, name) for name in columns]
        assert (item.case.unit.code, item.case.unit.phone) == (SCHOOL, "0-0000-0000")
        assert item_with_case(office.session, item_id, unit_id + 1) is None
        assert not office.session.dirty


def test_what_is_locked_again_stands_as_it_is_kept_now(world: World) -> None:
    case_id = world.case(SCHOOL).id

    with world.office() as office:
        case = locked_case(office.session, case_id)
        case.learners = 1
        office.session.execute(update(Case).values(trouble=7).execution_options(synchronize_session=False))
        again = locked_case(office.session, case_id)

        assert again is case
        assert (case.learners, case.trouble) == (world.case(SCHOOL).learners, 7)


def test_a_change_is_kept_and_raises_the_revision_once(world: World) -> None:
    before = world.case(SCHOOL)

    with world.office() as office:
        case = locked_case(office.session, before.id)
        item = office.session.scalars(select(WorkItem).filter_by(case_id=case.id)).first()
        assert item is not None
        case.learners, case.trouble, item.outcome = 4, before.trouble, "kept"
        office.session.flush()
        assert not office.session.dirty
        office.session.flush()

    after = world.case(SCHOOL)
    assert (after.learners, after.trouble, after.revision) == (4, before.trouble, before.revision + 1)
    assert "kept" in {each.outcome for each in world.items(SCHOOL)}


def test_a_case_that_another_has_changed_is_not_written_over(world: World) -> None:
    case_id = world.case(SCHOOL).id

    with world.house.database.session() as session:
        session.info[SCOPE] = HOUSE
        case = locked_case(session, case_id)
        raised = update(Case).where(Case.id == case_id).values(revision=Case.revision + 1)
        session.execute(raised.execution_options(synchronize_session=False))
        case.learners = 4
        with pytest.raises(StaleDataError):
            session.flush()

    assert world.case(SCHOOL).learners != 4
