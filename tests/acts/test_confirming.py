"""Confirming: what is signed, what is refused and leaves nothing behind, and that no version is ever lost."""

import json

import pytest
from sqlalchemy import select

from processes.acts import confirming, counter, roll
from processes.acts.confirming import CONTENT, Attestation
from processes.acts.people import actor_named
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry
from processes.rules.digest import canonical, digest, digest_of
from processes.terms import Act, LeavingReason, Outcome, Reason, Refused, Standing, Stream
from tests.agreement import disagreements
from tests.builders import (
    CITY,
    MONDAY,
    SCHOOL,
    TOWN,
    TOWN_CENTRE,
    World,
    accept_all,
    check_report,
    citizen_number,
    confirm,
    confirm_institution,
    recheck,
    verify_all_classes,
)
from tests.deeds import (
    at_roll,
    because,
    case_work,
    confirm_counts,
    desk,
    finish_recording,
    look_for,
    number_of,
    record_counts,
    reopen,
)


@pytest.fixture
def ready(world: World) -> World:
    """The school before its confirmation."""
    verify_all_classes(world, SCHOOL)
    recheck(world, SCHOOL)
    return world


def send(world: World, code: str, attestation: Attestation, act: Act = Act.CONFIRM) -> Confirmation:
    with desk(world, code, world.item(code, act)) as (office, actor, item):
        work = confirming.confirm if act is Act.CONFIRM else confirming.confirm_counts
        return work(office, actor, item, attestation)


@pytest.mark.letter("F43", "N10")
def test_a_confirmation_keeps_who_when_what_and_in_which_words(ready: World) -> None:
    number = confirm(ready, SCHOOL)

    [kept] = ready.confirmations(SCHOOL)
    assert number == kept.number == f"LEC-2565-2-{SCHOOL}-A1-{kept.digest[:6].upper()}"
    assert (kept.officer_name, kept.position) == (f"เจ้าหน้าที่ {SCHOOL}", "เจ้าหน้าที่ผู้รับผิดชอบ")
    assert (kept.confirmed_at, kept.attestation, kept.total) == (MONDAY, "ขอรับรอง", 5)
    assert json.loads(kept.figures) == {"own": {"P1": {"F": 1, "M": 2}, "P2": {"F": 1, "M": 1}}}


@pytest.mark.letter("F68", "F71")
def test_the_digest_comes_out_again_from_the_opened_content(ready: World) -> None:
    confirm(ready, SCHOOL)

    [kept] = ready.confirmations(SCHOOL)
    content = ready.house.keys.cipher.unpack(kept.content, CONTENT)
    signed = json.loads(content)
    assert digest_of(content) == digest(signed) == kept.digest
    assert canonical(signed) == content
    assert [row[1] for row in signed["basis"]] == [citizen_number(number) for number in range(1, 6)]
    assert (signed["round"], signed["unit"], signed["version"]) == ("2565-2", SCHOOL, 1)


def test_numbers_of_persons_are_not_readable_in_the_database_file(ready: World) -> None:
    confirm(ready, SCHOOL)
    ready.house.database.engine.dispose()

    kept = (ready.house.settings.instance / "lec.db").read_bytes()

    assert b"LEC-2565-2" in kept
    for number in range(1, 12):
        assert citizen_number(number).encode() not in kept


def test_confirming_moves_the_case_tells_the_authority_and_is_written_down(ready: World) -> None:
    before = ready.case(CITY)

    confirm(ready, SCHOOL)

    case, above = ready.case(SCHOOL), ready.case(CITY)
    assert (case.standing, case.own_version, case.learners) == (Standing.CONFIRMED, 1, 5)
    assert [item.act for item in ready.items(SCHOOL)] == [Act.CHECK_REPORT]
    assert (above.units_confirmed, above.units_reviewed) == (1, 0)
    assert above.figures_version > before.figures_version
    assert number_of(ready, JournalEntry, act=Act.CONFIRM) == 1
    assert disagreements(ready) == []


@pytest.mark.parametrize(
    ("attestation", "reason"),
    [
        (Attestation("ขอรับรอง", 1), Reason.STALE_PAGE),
        (Attestation("", 0, given=False), Reason.NOT_ATTESTED),
    ],
)
def test_a_refused_confirmation_leaves_nothing_behind(
    ready: World, attestation: Attestation, reason: Reason
) -> None:
    before = number_of(ready, JournalEntry)

    with pytest.raises(Refused, check=because(reason)):
        send(ready, SCHOOL, attestation)

    assert number_of(ready, Confirmation) == 0
    assert number_of(ready, JournalEntry) == before
    assert [item.act for item in ready.items(SCHOOL)] == [Act.CONFIRM]
    assert disagreements(ready) == []


@pytest.mark.letter("F42")
def test_who_joined_the_roll_after_the_recheck_must_be_looked_for_too(ready: World) -> None:
    look_for(ready, SCHOOL, SCHOOL, [0], seen=False)

    with pytest.raises(Refused, check=because(Reason.LEARNERS_NOT_FOUND)):
        confirm(ready, SCHOOL)


def test_an_empty_roll_is_not_confirmed(ready: World) -> None:
    with at_roll(ready, SCHOOL, SCHOOL) as (office, actor, case, enrolments):
        for enrolment in enrolments:
            roll.take_off(office, actor, case, enrolment, LeavingReason.MOVED)

    with pytest.raises(Refused, check=because(Reason.ROLL_EMPTY)):
        confirm(ready, SCHOOL)


def test_the_same_officers_second_click_is_told_apart_from_anothers(ready: World) -> None:
    item_id = ready.item(SCHOOL, Act.CONFIRM)
    confirm(ready, SCHOOL)

    with pytest.raises(Refused, check=because(Reason.DONE_BY_YOU)) as refusal, desk(ready, SCHOOL, item_id):
        pass
    assert refusal.value.details["moment"] == MONDAY
    with pytest.raises(Refused, check=because(Reason.DONE_BY_ANOTHER)), desk(ready, f"{SCHOOL}-2", item_id):
        pass


def test_a_class_teacher_does_not_confirm(ready: World) -> None:
    with (
        pytest.raises(Refused, check=because(Reason.NOT_YOUR_ROLE)),
        desk(ready, f"{SCHOOL}-2", ready.item(SCHOOL, Act.CONFIRM)) as (office, actor, item),
    ):
        confirming.confirm(office, actor, item, Attestation("", item.case.figures_version))


@pytest.mark.letter("F44")
def test_an_authority_confirms_only_the_version_whose_report_it_opened(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)
    accept_all(world, TOWN)
    version = world.case(TOWN).figures_version

    with pytest.raises(Refused, check=because(Reason.REPORT_NOT_OPENED)):
        send(world, TOWN, Attestation("ขอรับรอง", version))
    with case_work(world, TOWN, TOWN) as (office, actor, case):
        confirming.open_report(office, actor, case, Stream.OWN)
    send(world, TOWN, Attestation("ขอรับรอง", version))

    assert world.case(TOWN).standing is Standing.CONFIRMED


def test_any_change_below_asks_for_the_report_again(world: World) -> None:
    confirm_institution(world, TOWN_CENTRE)
    accept_all(world, TOWN)
    with case_work(world, TOWN, TOWN) as (office, actor, case):
        confirming.open_report(office, actor, case, Stream.OWN)
    reopen(world, TOWN, TOWN_CENTRE)
    recheck(world, TOWN_CENTRE)
    confirm(world, TOWN_CENTRE)
    accept_all(world, TOWN)

    with pytest.raises(Refused, check=because(Reason.REPORT_NOT_OPENED)):
        send(world, TOWN, Attestation("ขอรับรอง", world.case(TOWN).figures_version))


def test_a_report_opened_twice_is_one_note_of_the_last_time(world: World) -> None:
    for _ in range(2):
        with case_work(world, TOWN, TOWN) as (office, actor, case):
            confirming.open_report(office, actor, case, Stream.OWN)
            office.session.flush()
            assert confirming.report_is_open(office, actor, case, Stream.OWN)
            assert not confirming.report_is_open(office, actor, case, Stream.OTHER)


@pytest.mark.letter("F61", "N13")
def test_outside_counts_are_confirmed_when_no_cell_is_blank_and_the_report_was_opened(world: World) -> None:
    finish_recording(world, CITY)
    with case_work(world, CITY, CITY) as (office, actor, case):
        confirming.open_report(office, actor, case, Stream.OTHER)
    with pytest.raises(Refused, check=because(Reason.COUNTS_BLANK)) as refusal:
        send(world, CITY, Attestation("", world.case(CITY).figures_version), Act.CONFIRM_COUNTS)
    assert refusal.value.details["blank_counts"] == 9
    record_counts(world, CITY, number=0)
    with pytest.raises(Refused, check=because(Reason.REPORT_NOT_OPENED)):
        send(world, CITY, Attestation("", world.case(CITY).figures_version), Act.CONFIRM_COUNTS)

    confirm_counts(world, CITY)

    [kept] = world.confirmations(CITY, Stream.OTHER)
    assert (kept.total, kept.number[:28]) == (0, f"LEC-2565-2-{CITY}-B1-{kept.digest[:5].upper()}"[:28])
    assert world.case(CITY).learners == 0
    assert disagreements(world) == []


@pytest.mark.letter("F44")
def test_a_report_that_shows_the_numbers_ends_the_schools_work(ready: World) -> None:
    confirm(ready, SCHOOL)

    check_report(ready, SCHOOL, Outcome.SHOWN)

    assert ready.items(SCHOOL) == []
    assert ready.case(SCHOOL).standing is Standing.CONFIRMED
    assert [item.outcome for item in ready.items(SCHOOL, Act.CHECK_REPORT, "done")] == ["shown"]


def test_a_report_is_shown_or_missing_and_nothing_else(ready: World) -> None:
    confirm(ready, SCHOOL)

    with (
        pytest.raises(Refused, check=because(Reason.UNKNOWN_OUTCOME)),
        desk(ready, SCHOOL, ready.item(SCHOOL, Act.CHECK_REPORT)) as (office, actor, item),
    ):
        confirming.check_report(office, actor, item, "perhaps")


@pytest.mark.letter("X3")
@pytest.mark.parametrize("begun", ["claimed", "accepted"])
def test_once_its_authority_has_begun_to_review_a_school_no_longer_withdraws(
    ready: World, begun: str
) -> None:
    confirm(ready, SCHOOL)
    if begun == "accepted":
        accept_all(ready, CITY)
    else:
        with ready.office() as office:
            counter.claim(office, actor_named(office, CITY), ready.item(CITY, Act.REVIEW_UNIT))

    with pytest.raises(Refused, check=because(Reason.TAKEN_INTO_REVIEW)):
        check_report(ready, SCHOOL, Outcome.MISSING)

    assert ready.confirmations(SCHOOL)[0].withdrawn_at is None
    assert [item.act for item in ready.items(SCHOOL)] == [Act.CHECK_REPORT]
    assert disagreements(ready) == []


def test_nothing_is_withdrawn_that_does_not_stand(world: World) -> None:
    with (
        pytest.raises(Refused, check=because(Reason.NOT_CONFIRMED)),
        case_work(world, SCHOOL, SCHOOL) as (office, actor, case),
    ):
        confirming.mark_withdrawn(office, actor, case, Stream.OWN, "x")


@pytest.mark.letter("N1", "N2")
def test_a_withdrawn_version_stays_as_it_was_signed(ready: World) -> None:
    confirm(ready, SCHOOL)
    [before] = ready.confirmations(SCHOOL)
    check_report(ready, SCHOOL, Outcome.MISSING)
    look_for(ready, SCHOOL, SCHOOL, [0])
    recheck(ready, SCHOOL)
    confirm(ready, SCHOOL)

    first, second = ready.confirmations(SCHOOL)
    for name in ("number", "version", "figures", "total", "digest", "content", "confirmed_at"):
        assert getattr(first, name) == getattr(before, name)
    assert (first.withdrawn_at, first.withdrawn_why) == (MONDAY, "report_missing")
    assert second.number != first.number


@pytest.mark.letter("F82")
def test_long_after_the_signed_roll_names_each_learner(ready: World) -> None:
    confirm(ready, SCHOOL)

    with ready.house.reading() as session:
        kept = session.scalars(select(Confirmation)).one()
        signed = json.loads(ready.house.keys.cipher.unpack(kept.content, CONTENT))
    assert [row[3] for row in signed["basis"]] == [f"ทดสอบ{number}" for number in range(1, 6)]
    assert signed["officer"][1] == f"เจ้าหน้าที่ {SCHOOL}"
