"""What the rules find is kept with the values: mended, explained once, asked again when the value changes."""

from datetime import date

import pytest
from sqlalchemy import select

from processes.acts import checking, clockwork, explaining, roll
from processes.acts.roll import Particulars
from processes.records.cases import Case
from processes.records.learners import Enrolment, Learner
from processes.records.problems import Problem
from processes.records.rounds import Round
from processes.rules.identity import read_identity
from processes.terms import LeavingReason, ProblemState, Reason, Severity, Sex
from tests.builders import CENTRE, MONDAY, SCHOOL, World, citizen_number, confirm, recheck, verify_all_classes
from tests.deeds import at_roll, case_work, number_of, refused_for

TOO_OLD, ALSO_TOO_OLD, RIGHT = date(2009, 3, 1), date(2010, 3, 1), date(2016, 3, 1)


def mend(world: World, place: int, birth_on: date, code: str = SCHOOL, number: str = "") -> None:
    """Put the birth of the learner at a place of the roll right, or wrong."""
    with at_roll(world, code, code) as (office, actor, case, enrolments):
        learner = enrolments[place].learner
        identity = read_identity(number or citizen_number(900 + place))
        sex, name = Sex(learner.sex), learner.first_name
        prefix = "ด.ช." if sex is Sex.MALE else "ด.ญ."
        given = Particulars(prefix, name, learner.last_name, sex, birth_on, identity)  # type: ignore[arg-type]
        roll.mend(office, actor, case, enrolments[place], given)


def problems(world: World, code: str = SCHOOL) -> list[tuple[str, ProblemState]]:
    unit_id = world.case(code).unit_id
    with world.house.reading() as session:
        found = session.scalars(select(Problem).filter_by(unit_id=unit_id).order_by(Problem.id))
        return [(each.rule, each.state) for each in found]


def explain(world: World, username: str = SCHOOL, text: str = "ตรวจสูติบัตรแล้ว", code: str = SCHOOL) -> int:
    with case_work(world, username, code) as (office, actor, case):
        wanted = select(Problem.id, Problem.fingerprint).filter_by(unit_id=case.unit_id)
        asked = dict(office.session.execute(wanted.where(Problem.state != ProblemState.GONE)).all())
        return explaining.explain(office, actor, case, asked, text)


def open_counts(world: World, code: str = SCHOOL) -> tuple[int, int]:
    case = world.case(code)
    return case.errors, case.queries


@pytest.mark.letter("F34")
def test_an_odd_value_is_found_in_the_act_that_records_it_and_gone_with_the_next(world: World) -> None:
    mend(world, 0, TOO_OLD)
    found = problems(world), open_counts(world)
    mend(world, 0, RIGHT)

    assert found == ([("E07", ProblemState.OPEN)], (0, 1))
    assert (problems(world), open_counts(world)) == ([("E07", ProblemState.GONE)], (0, 0))


@pytest.mark.letter("N6")
def test_an_explanation_holds_while_the_value_does_and_is_asked_again_when_it_changes(world: World) -> None:
    mend(world, 0, TOO_OLD)
    explain(world)
    mend(world, 0, TOO_OLD)
    held = problems(world), open_counts(world)
    mend(world, 0, ALSO_TOO_OLD)

    assert held == ([("E07", ProblemState.EXPLAINED)], (0, 0))
    assert (problems(world), open_counts(world)) == ([("E07", ProblemState.OPEN)], (0, 1))
    with world.house.reading() as session:
        assert session.scalars(select(Problem.explanation)).one() == "ตรวจสูติบัตรแล้ว"


@pytest.mark.letter("N6")
def test_an_explanation_comes_back_with_its_value(world: World) -> None:
    mend(world, 0, TOO_OLD)
    explain(world)
    mend(world, 0, RIGHT)
    mend(world, 0, TOO_OLD)

    assert problems(world) == [("E07", ProblemState.EXPLAINED)]


@pytest.mark.letter("F34", "F51")
def test_neither_recheck_nor_confirmation_passes_a_query_that_nobody_explained(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    mend(world, 0, TOO_OLD)
    with refused_for(Reason.QUERIES_UNEXPLAINED) as caught:
        recheck(world, SCHOOL)
    explain(world)
    recheck(world, SCHOOL)
    mend(world, 0, ALSO_TOO_OLD)
    with refused_for(Reason.QUERIES_UNEXPLAINED):
        confirm(world, SCHOOL)
    explain(world)

    assert caught.value.details["unexplained"] == 1
    assert confirm(world, SCHOOL)


@pytest.mark.letter("F46")
def test_a_child_below_the_age_of_the_centre_stands_in_the_way_and_cannot_be_explained(world: World) -> None:
    verify_all_classes(world, CENTRE)
    mend(world, 0, date(2020, 6, 1), CENTRE)

    with refused_for(Reason.PROBLEMS_OPEN):
        recheck(world, CENTRE)
    with refused_for(Reason.STALE_PAGE):
        explain(world, CENTRE, code=CENTRE)


def test_a_query_that_has_changed_is_not_explained_unseen(world: World) -> None:
    mend(world, 0, TOO_OLD)

    with refused_for(Reason.STALE_PAGE), case_work(world, SCHOOL, SCHOOL) as (office, actor, case):
        asked = dict.fromkeys(office.session.scalars(select(Problem.id)), "0" * 32)
        explaining.explain(office, actor, case, asked, "ตรวจแล้ว")
    assert problems(world) == [("E07", ProblemState.OPEN)]


def test_an_explanation_says_something_and_is_given_by_whose_class_it_is(world: World) -> None:
    mend(world, 0, TOO_OLD)

    with refused_for(Reason.NO_REASON_GIVEN):
        explain(world, text="  ")
    with refused_for(Reason.NOT_YOUR_CLASS):
        explain(world, f"{SCHOOL}-3")
    assert explain(world, f"{SCHOOL}-2") == 1


def test_a_problem_goes_with_the_learner_who_leaves_and_comes_with_who_is_put_back(world: World) -> None:
    mend(world, 0, TOO_OLD)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.take_off(office, actor, case, enrolments[0], LeavingReason.MOVED)
    left = problems(world)
    with at_roll(world, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        roll.put_back(office, actor, case, enrolments[0])

    assert left == [("E07", ProblemState.GONE)]
    assert problems(world) == [("E07", ProblemState.OPEN)]


def test_after_the_opening_every_roll_is_looked_at_in_the_background(world: World) -> None:
    _behind_the_acts(world)

    with world.office(MONDAY) as office:
        assert checking.check_batch(office, world.round_id, limit=3) == 3
        assert checking.check_batch(office, world.round_id) == 1
        assert checking.check_batch(office, world.round_id) == 0

    assert open_counts(world) == (0, 1)


def test_what_was_never_looked_at_is_looked_at_before_the_confirmation(world: World) -> None:
    verify_all_classes(world, SCHOOL)
    _behind_the_acts(world)

    with refused_for(Reason.QUERIES_UNEXPLAINED):
        recheck(world, SCHOOL)


@pytest.mark.letter("F113")
def test_a_round_makes_an_error_of_a_query_and_leaves_a_rule_off(world: World) -> None:
    mend(world, 0, TOO_OLD)
    with world.office() as office:
        office.session.get_one(Round, world.round_id).rules = '{"E07": {"severity": "error"}}'
    with case_work(world, SCHOOL, SCHOOL) as (office, _actor, case):
        checking.check_unit(office, case)
    as_error = open_counts(world)
    with world.office() as office:
        office.session.get_one(Round, world.round_id).rules = '{"E07": {"off": true}}'
    with case_work(world, SCHOOL, SCHOOL) as (office, _actor, case):
        checking.check_unit(office, case)

    assert (as_error, open_counts(world)) == ((1, 0), (0, 0))


def test_no_value_of_a_person_is_kept_with_a_problem(world: World) -> None:
    mend(world, 0, TOO_OLD)

    with world.house.reading() as session:
        kept = session.scalars(select(Problem)).one()
    assert kept.params == '{"grade": "P1", "usual": 6}'
    assert "2009" not in kept.fingerprint
    assert kept.severity is Severity.QUERY


def test_a_number_that_stands_twice_on_a_roll_is_an_error_at_both(world: World) -> None:
    with world.office() as office:
        first, second = office.session.scalars(select(Learner).order_by(Learner.id).limit(2))
        second.number_index, second.number_cipher = first.number_index, first.number_cipher
    with case_work(world, SCHOOL, SCHOOL) as (office, _actor, case):
        checking.check_unit(office, case)

    assert [rule for rule, _ in problems(world)] == ["E04", "E04"]
    assert number_of(world, Problem, severity=Severity.ERROR) == 2


def test_the_clock_holds_the_rolls_against_the_rules(world: World) -> None:
    _behind_the_acts(world)
    with world.office() as office:
        timer = clockwork.Timer(kind="check", subject_id=world.round_id, due_at=office.now)
        assert clockwork.KINDS["check"](office, timer)

    assert open_counts(world) == (0, 1)


def _behind_the_acts(world: World) -> None:
    """A learner too old for the class, in a country that no rule has looked at yet."""
    with world.office() as office:
        enrolment = office.session.scalars(select(Enrolment).order_by(Enrolment.id).limit(1)).one()
        enrolment.learner.birth_on = TOO_OLD
        for case in office.session.scalars(select(Case)):
            case.checked_at = None
