"""The demonstration: the same every time, at every stage of the chain, and never over real work."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result
from sqlalchemy import select

from config.command.demo import demo
from config.command.imports import imports
from config.demo import fresh
from config.demo.accounts import WHO, unknown_accounts
from config.demo.almanac import BANGKOK
from config.demo.country import plan_country
from config.demo.fresh import Wanted
from config.demo.learners import AGE, fresh_numbers, learners
from config.demo.officers import PASSWORD
from config.demo.udon import CITY, FIRST_TOWN, FUNDER
from config.settings import read_settings
from config.wiring import House, build
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import ReopeningRequest
from processes.records.duplicates import DuplicateCase
from processes.records.learners import Enrolment
from processes.records.notices import Notice
from processes.records.officers import Appointment, Officer
from processes.records.outside import OtherCount, OtherSchool
from processes.records.particulars import LearnerRecord, UnitProfile
from processes.records.rounds import InternalDeadline, Round
from processes.records.samples import Finding
from processes.records.units import Unit
from processes.reports.particulars import values_of
from processes.rules.codes import PROVINCES, CodeDoubt, code_doubts, read_code
from processes.rules.identity import read_identity
from processes.rules.record_fields import FIELDS, Kind
from processes.rules.record_values import read_value
from processes.terms import (
    Act,
    Decision,
    DuplicateState,
    FindingResult,
    Grade,
    IdentityKind,
    Standing,
    Tier,
    UnitKind,
)
from tests.config.builders import few_authorities

NOW = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
A_DAY = NOW.date()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    settings = read_settings({"LEC_INSTANCE": str(place)})
    fresh.make(settings, Wanted(NOW, country=few_authorities(others=8)))
    return place


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[House]:
    house = build(read_settings({"LEC_INSTANCE": str(place)}))
    yield house
    house.database.engine.dispose()


def lec_demo(place: Path, *options: str) -> Result:
    return CliRunner().invoke(demo, options, env={"LEC_INSTANCE": str(place)})


def open_acts(house: House, code: str) -> Counter[Act]:
    with house.reading() as session:
        wanted = select(WorkItem.act).join(Unit, Unit.id == WorkItem.unit_id)
        return Counter(session.scalars(wanted.where(Unit.code == code, WorkItem.state == "open")))


def test_the_plan_is_the_same_every_time_and_as_large_as_promised() -> None:
    country = plan_country()

    assert country == plan_country()
    assert 150 <= len(country.udon.authorities) <= 165
    institutions = [each for province in country.provinces for each in province.institutions]
    assert 250 <= len(institutions) <= 270
    assert 19_000 <= sum(each.learners for each in institutions) <= 21_500


def test_every_printed_account_is_in_the_plan() -> None:
    assert unknown_accounts(plan_country()) == []


def test_codes_follow_the_official_pattern_and_only_the_digit_as_printed_is_doubted() -> None:
    country = plan_country()
    doubts: Counter[CodeDoubt] = Counter()
    for authority in country.udon.authorities:
        for unit in (authority, *authority.institutions):
            code = read_code(unit.code, unit.kind)
            assert not isinstance(code, str)
            assert code.code == unit.code
            above = authority.kind if unit is not authority else None
            doubts.update(code_doubts(code, unit.kind, above))

    codes = [each.code for each in country.udon.authorities]
    assert len(set(codes)) == len(codes)
    assert {CITY, FUNDER, "02410101"} <= set(codes)
    assert doubts == Counter()


def test_learners_have_sound_numbers_that_no_office_gave_out() -> None:
    invented = learners(Grade.P1, 4000, fresh_numbers(), Random(1))  # noqa: S311

    kinds = Counter(each.identity.kind for each in invented)
    assert all(read_identity(each.identity.number) == each.identity for each in invented)
    assert len({each.identity.number for each in invented if each.identity.number}) == 4000 - kinds["none"]
    for each in invented:
        if each.identity.kind is IdentityKind.CITIZEN:
            assert each.identity.number[1:3] not in PROVINCES | {"10"}
    assert 0.005 < kinds[IdentityKind.GCODE] / 4000 < 0.015
    assert 0.002 < kinds[IdentityKind.NONE] / 4000 < 0.009


@pytest.mark.parametrize("grade", list(AGE))
def test_nearly_every_learner_is_as_old_as_the_class_wants(grade: Grade) -> None:
    invented = learners(grade, 500, fresh_numbers(), Random(1))  # noqa: S311

    fitting = [each for each in invented if _age(each.birth_on.isoformat()) == AGE[grade]]
    assert len(fitting) >= 490


def _age(birth: str) -> int:
    year, month, day = map(int, birth.split("-"))
    return 2022 - year - ((month, day) > (5, 16))


def test_every_account_signs_in_with_the_one_password_and_acts_for_its_unit(house: House) -> None:
    with house.reading() as session:
        officers = session.scalars(select(Officer)).all()
        held = set(session.scalars(select(Appointment.officer_id)))
        hashes = {each.password_hash for each in officers}

    assert len(hashes) == 1
    assert PasswordHasher().verify(hashes.pop(), PASSWORD)
    assert {each.id for each in officers} == held
    assert set(WHO) <= {each.username for each in officers}


def test_the_round_is_not_real_and_now_lies_inside_its_window(house: House) -> None:
    with house.reading() as session:
        round_ = session.scalars(select(Round)).one()
        assert not round_.real
        for window in round_.windows:
            assert window.opens_at < NOW < window.due_at <= window.closes_at
            assert window.opens_at.astimezone(BANGKOK).hour == 0
            assert window.closes_at.astimezone(BANGKOK).hour == 17


def test_every_printed_account_finds_something_waiting(house: House) -> None:
    waiting = {
        "304120001": Act.VERIFY_ROLL,
        "304150001": Act.RECHECK_ROLL,
        CITY: Act.REVIEW_UNIT,
        FIRST_TOWN: Act.GRANT_REOPENING,
        FUNDER: Act.RECORD_COUNTS,
        "01410000": Act.RECORD_FINDING,
        "01000000": Act.TAKE_FIGURES,
    }

    for code, act in waiting.items():
        assert open_acts(house, code)[act], code


def test_the_class_of_the_printed_teacher_is_half_looked_for(house: House) -> None:
    with house.reading() as session:
        teacher = session.scalars(select(Officer.id).filter_by(username="304120001-2")).one()
        item = session.scalars(select(WorkItem).filter_by(officer_id=teacher, state="open")).one()

    assert 0 < item.trouble < item.learners


def test_units_stand_at_every_stage(house: House) -> None:
    with house.reading() as session:
        institutions = session.scalars(select(Case).filter_by(tier=Tier.INSTITUTION)).all()
        authorities = session.scalars(select(Case).filter_by(tier=Tier.LOCAL_AUTHORITY)).all()
        acts = set(session.scalars(select(WorkItem.act).filter_by(state="open")))

    assert {each.standing for each in institutions} == {
        Standing.NOT_STARTED,
        Standing.IN_PROGRESS,
        Standing.CONFIRMED,
        Standing.REOPENED,
    }
    assert {each.reviewed for each in institutions if each.standing is Standing.CONFIRMED} == {True, False}
    assert any(each.standing is each.other_standing is Standing.CONFIRMED for each in authorities)
    assert any(each.standing is Standing.NOTHING_TO_CONFIRM and each.other_total for each in authorities)
    assert acts >= {
        Act.VERIFY_ROLL,
        Act.RECHECK_ROLL,
        Act.CONFIRM,
        Act.CHECK_REPORT,
        Act.REVIEW_UNIT,
        Act.RECORD_COUNTS,
        Act.RECORD_FINDING,
        Act.TAKE_FIGURES,
        Act.GRANT_REOPENING,
    }


@pytest.mark.letter("F22")
def test_a_district_groups_authorities_and_holds_no_case_and_no_account(house: House) -> None:
    with house.reading() as session:
        districts = set(session.scalars(select(Unit.id).filter_by(kind=UnitKind.DISTRICT)))
        grouped = set(session.scalars(select(Unit.district_id).filter_by(tier=Tier.LOCAL_AUTHORITY)))
        at_work = {*session.scalars(select(Case.unit_id)), *session.scalars(select(Appointment.unit_id))}

    assert districts & grouped
    assert not districts & at_work


def test_requests_to_reopen_are_waiting_refused_and_passed_upwards(house: House) -> None:
    with house.reading() as session:
        requests = session.scalars(select(ReopeningRequest)).all()
        passed_on = [each for each in requests if each.origin_id]

    assert Counter(each.decision for each in requests) == {None: 3, Decision.REFUSED: 1}
    assert len(passed_on) == 1


def test_a_sample_has_findings_open_and_closed_and_a_dissolved_school_has_zeros(house: House) -> None:
    with house.reading() as session:
        results = set(session.scalars(select(Finding.result)))
        gone = select(OtherSchool.id).where(OtherSchool.dissolved_on.is_not(None))
        zeros = session.scalars(select(OtherCount.count).where(OtherCount.school_id.in_(gone))).all()

    assert results == set(FindingResult)
    assert zeros
    assert set(zeros) == {0}


def test_some_work_is_late_by_the_authoritys_own_date(house: House) -> None:
    with house.reading() as session:
        dates = session.scalars(select(InternalDeadline.due_at)).all()
        late = session.scalars(select(WorkItem).where(WorkItem.state == "open", WorkItem.due_at < NOW)).all()

    assert sorted(date < NOW for date in dates) == [False, True]
    assert late


def test_loading_it_again_changes_nothing_and_prints_the_accounts(place: Path) -> None:
    before = (place / "lec.db").stat().st_ino

    result = lec_demo(place)

    assert result.exit_code == 0
    assert "nothing was changed" in result.output
    assert all(name in result.output for name in (*WHO, PASSWORD))
    assert (place / "lec.db").stat().st_ino == before
    assert not list(place.glob("*.building*"))


@pytest.mark.parametrize("options", [(), ("--again",)])
def test_it_is_never_loaded_over_real_units(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = tmp_path / "units.csv"
    file.write_text("code,kind,name\n03410102,city_municipality,เทศบาลนครอุดรธานี\n")
    CliRunner().invoke(imports, ["units", str(file)], env={"LEC_INSTANCE": str(tmp_path)})

    result = lec_demo(tmp_path, *options)

    assert result.exit_code == 1
    assert "nothing was changed" in result.output


@pytest.mark.parametrize("typed", ["5", "m", "0m", "5 m", "-5m", "5w", "๕m"])
def test_a_duration_that_is_none_is_refused(tmp_path: Path, typed: str) -> None:
    assert lec_demo(tmp_path, f"--closes-in={typed}").exit_code == 2


def test_closing_in_five_minutes_reminds_of_it_and_makes_the_rest_late(tmp_path: Path) -> None:
    wanted = Wanted(NOW, timedelta(minutes=5), few_authorities(others=0))

    settings = read_settings({"LEC_INSTANCE": str(tmp_path)})
    made = fresh.make(settings, wanted)
    house = build(settings)

    assert made.plan.closes_at == NOW + timedelta(minutes=5)
    assert [each.tier for each in made.plan.windows if each.due_at < NOW] == [
        Tier.LOCAL_AUTHORITY,
        Tier.INSTITUTION,
    ]
    with house.reading() as session:
        kinds = set(session.scalars(select(Notice.kind)))
    assert kinds >= {"remind_own", "escalate_above"}
    house.database.engine.dispose()


def test_most_learners_have_a_whole_record_and_most_units_a_profile_found_right(house: House) -> None:
    with house.reading() as session:
        records = session.scalars(select(LearnerRecord)).all()
        profiles = session.scalars(select(UnitProfile)).all()
        learners_there = len(session.scalars(select(Enrolment.id)).all())
        institutions = len(session.scalars(select(Unit.id).filter_by(tier=Tier.INSTITUTION)).all())
        for each in records[::50]:
            values = values_of(house.keys.cipher, each)
            wrong = [
                key
                for key, value in values.items()
                if read_value(FIELDS[key], _typed(key, value), A_DAY) != value
            ]
            assert wrong == []
            assert {"religion", "weight", "father_phone", "current_province"} <= values.keys()

    assert 0.5 < len(records) / learners_there < 1
    assert 0.6 < len(profiles) / institutions < 1
    assert any(each.checked_at for each in profiles)


def _typed(key: str, value: str) -> str:
    """A kept value as an officer would type it: days are of the Buddhist era."""
    if FIELDS[key].kind is not Kind.DAY:
        return value
    year, month, day = value.split("-")
    return f"{day}/{month}/{int(year) + 543}"


def test_two_children_stand_at_two_centres_of_two_authorities(house: House) -> None:
    with house.reading() as session:
        cases = session.scalars(select(DuplicateCase).order_by(DuplicateCase.id)).all()
        sides = [
            (session.get_one(Unit, each.holder_id), session.get_one(Unit, each.claimant_id)) for each in cases
        ]

        assert [each.state for each in cases] == [DuplicateState.SETTLED, DuplicateState.OPEN]
        assert all(holder.parent_id != claimant.parent_id for holder, claimant in sides)
