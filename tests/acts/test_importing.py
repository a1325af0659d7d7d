"""A list of units and a list of officers: taken whole, idempotent, impossible rows refused one by one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config.settings import read_settings
from config.wiring import House, build
from processes.acts.importing import UnitRow, import_units
from processes.acts.issuing import OfficerRow, issue_accounts
from processes.acts.lists import DuplicateCodes, Report, RowProblem
from processes.acts.people import actor_named
from processes.records.journal import JournalEntry
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.rules.codes import CodeDoubt, CodeProblem
from processes.terms import Reason, Refused, Role, Tier, UnitKind

CITY = UnitRow(2, "03410102", "city_municipality", "เทศบาลนครอุดรธานี")
TOWN = UnitRow(3, "05411201", "subdistrict_municipality", "เทศบาลตำบลหนองบัว", phone="0-0000-0001")
SCHOOL = UnitRow(4, "304120001", "school", "โรงเรียนเทศบาล ๑", parent_code="03410102")
HEAD = OfficerRow(2, "304120001", "ครู ตัวอย่าง", "ครู", "304120001", "responsible", "1/2565")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = build(read_settings({"LEC_INSTANCE": str(tmp_path)}))
    house.upgrade()
    yield house
    house.database.engine.dispose()


def taken(house: House, *rows: UnitRow) -> Report:
    with house.office() as office:
        return import_units(office, rows)


def unit(house: House, code: str) -> Unit:
    with house.reading() as session:
        found = session.scalars(select(Unit).filter_by(code=code)).one()
        _ = found.parent, found.district
        return found


def count(house: House) -> int:
    with house.reading() as session:
        return session.scalars(select(func.count(Unit.id))).one()


def test_the_chain_above_a_listed_authority_is_made_with_it(house: House) -> None:
    taken(house, CITY, SCHOOL)

    city, school = unit(house, "03410102"), unit(house, "304120001")
    assert city.parent is not None
    assert (city.parent.code, city.parent.name) == ("01410000", "จังหวัดอุดรธานี")
    assert city.district is not None
    assert (city.district.name, city.district.tier) == ("อำเภอเมืองอุดรธานี", None)
    assert (city.tier, city.authority_id) == (Tier.LOCAL_AUTHORITY, city.id)
    assert (school.authority_id, school.province_id) == (city.id, city.parent_id)
    assert school.district_id == city.district_id


def test_the_same_list_again_changes_nothing_and_a_new_name_is_put_right(house: House) -> None:
    first = taken(house, CITY, SCHOOL)

    again = taken(house, CITY, SCHOOL)
    renamed = taken(house, replace(CITY, name="เทศบาลนคร  อุดรธานี"), SCHOOL)

    assert (first.created, first.updated) == (5, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert (renamed.created, renamed.updated, renamed.unchanged) == (0, 1, 1)
    assert unit(house, "03410102").name == "เทศบาลนคร อุดรธานี"


def test_an_impossible_row_is_refused_with_its_line_and_the_others_are_taken(house: House) -> None:
    orphan = replace(SCHOOL, line=8, code="304120009", parent_code="03410199")
    rows = [
        CITY,
        replace(CITY, line=5, code="99410102"),
        replace(CITY, line=6, code="0341010"),
        replace(CITY, line=7, code="03410x02"),
        orphan,
        replace(TOWN, line=9, kind="village"),
        replace(TOWN, line=10, code="05410202", name=" \u200b "),
    ]

    report = taken(house, *rows)

    assert [(each.line, each.sentence) for each in report.refused] == [
        (5, CodeProblem.PREFIX),
        (6, CodeProblem.LENGTH),
        (7, CodeProblem.CHARACTERS),
        (9, RowProblem.KIND),
        (10, RowProblem.NAME),
        (8, RowProblem.PARENT),
    ]
    assert unit(house, "03410102").kind is UnitKind.CITY_MUNICIPALITY


def test_a_unit_cannot_stand_below_one_that_is_not_of_the_tier_above(house: House) -> None:
    below_a_school = replace(SCHOOL, line=9, code="304120002", parent_code="304120001")

    report = taken(house, CITY, SCHOOL, below_a_school, replace(TOWN, parent_code="03410102"))

    assert [each.line for each in report.refused] == [3, 9]


@pytest.mark.letter("F30", "X2")
def test_kind_is_stored_as_listed_and_only_warned_of_where_the_code_says_another(house: House) -> None:
    centre = replace(SCHOOL, line=5, code="304130001", kind="child_centre")
    administration = replace(TOWN, code="05410209", kind="subdistrict_administration")

    report = taken(house, CITY, centre, administration)

    assert report.refused == []
    assert [(each.line, each.sentence) for each in report.warnings] == [
        (3, CodeDoubt.KIND),
        (5, CodeDoubt.AFFILIATION),
    ]
    assert unit(house, "304130001").kind is UnitKind.CHILD_CENTRE
    assert unit(house, "05410209").kind is UnitKind.SUBDISTRICT_ADMINISTRATION


@pytest.mark.letter("F110")
def test_a_code_in_thai_digits_is_the_same_code(house: House) -> None:
    taken(house, CITY)

    again = taken(house, replace(CITY, code="๐๓๔๑๐๑๐๒"))

    assert again.unchanged == 1


def test_a_list_that_names_a_code_twice_is_refused_whole(house: House) -> None:
    with pytest.raises(DuplicateCodes, match="03410102"):
        taken(house, TOWN, CITY, replace(CITY, line=9, code="๐๓๔๑๐๑๐๒"))

    assert count(house) == 0


def test_an_import_is_written_into_the_departments_journal(house: House) -> None:
    taken(house, CITY)

    with house.reading() as session:
        entries = [entry.details for entry in session.scalars(select(JournalEntry))]
    assert entries == ['{"created":4,"refused":0,"updated":0}']


@pytest.mark.letter("F25")
def test_a_list_of_officers_makes_accounts_with_appointments_and_first_passwords(house: House) -> None:
    taken(house, CITY, SCHOOL)

    with house.office() as office:
        rows = [HEAD, replace(HEAD, role="class_teacher"), replace(HEAD, username="304120001-2")]
        issued = issue_accounts(office, rows, lambda password: f"hash of {password}")
        actor = actor_named(office, "304120001")
        officer = office.session.get_one(Officer, actor.officer_id)

    assert (issued.report.created, set(issued.passwords)) == (2, {"304120001", "304120001-2"})
    assert officer.password_hash == f"hash of {issued.passwords['304120001']}"
    assert actor.roles == {Role.RESPONSIBLE, Role.CLASS_TEACHER}


def test_a_known_officer_keeps_the_password(house: House) -> None:
    taken(house, CITY, SCHOOL)
    for position in ("ครู", "ครู", "ครูใหญ่"):
        with house.office() as office:
            issued = issue_accounts(office, [replace(HEAD, position=position)], str)

    assert issued.passwords == {}
    assert (issued.report.updated, issued.report.unchanged) == (1, 0)


def test_a_row_of_an_unknown_unit_role_or_sign_in_name_is_refused(house: House) -> None:
    taken(house, CITY, SCHOOL)
    rows = [
        replace(HEAD, unit_code="304120002"),
        replace(HEAD, role="king"),
        replace(HEAD, username="3041200011"),
        replace(HEAD, username="304120001-0"),
        replace(HEAD, username="๓๐๔๑๒๐๐๐๑-๓", name=" "),
    ]

    with house.office() as office:
        issued = issue_accounts(office, rows, str)

    assert [each.sentence for each in issued.report.refused] == [
        RowProblem.UNIT,
        RowProblem.ROLE,
        RowProblem.USERNAME,
        RowProblem.USERNAME,
        RowProblem.NAME,
    ]


def test_only_an_administrator_may_import_from_within_the_house(house: House) -> None:
    taken(house, CITY, SCHOOL)
    with house.office() as office:
        issue_accounts(office, [HEAD], str)

    with pytest.raises(Refused) as refused, house.office() as office:
        import_units(office, [TOWN], actor_named(office, "304120001"))

    assert refused.value.reason is Reason.NOT_YOUR_ROLE
