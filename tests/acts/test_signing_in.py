"""Signing in as an act: tries counted exactly, sessions that end, passwords that are kept as hashes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from processes.acts import handover, passwords, signing_in
from processes.acts.people import actor_named
from processes.acts.signing_in import MOST_FROM_AN_ADDRESS, SignedIn, TooManyTries, Try
from processes.records.officers import Officer, SigninSession, SigninThrottle
from processes.terms import Role
from tests.builders import PASSWORD, SCHOOL, World

HALF_AN_HOUR = timedelta(minutes=30)
TRY = Try(SCHOOL, "10.0.0.1")


def officer_id(world: World, username: str = SCHOOL) -> int:
    with world.house.reading() as session:
        return session.scalars(select(Officer.id).filter_by(username=username)).one()


def sign_in(world: World, username: str = SCHOOL) -> str:
    with world.office() as office:
        return signing_in.sign_in(office, officer_id(world, username), TRY, "a browser")


def who(world: World, token: str, after: timedelta = timedelta()) -> SignedIn | None:
    with world.house.reading() as session:
        now = world.watch.now + after
        return signing_in.who_is(session, token, now, now.date(), HALF_AN_HOUR)


def count(world: World, attempt: Try = TRY) -> None:
    with world.office() as office:
        signing_in.count_try(office, attempt)


def test_the_eleventh_try_of_an_account_within_a_quarter_of_an_hour_waits_for_its_end(world: World) -> None:
    for _ in range(10):
        count(world)

    with pytest.raises(TooManyTries) as refused:
        count(world)

    assert refused.value.until == world.watch.now + timedelta(minutes=15)


def test_a_refused_try_prolongs_nothing(world: World) -> None:
    for _ in range(10):
        count(world)
    begun = world.watch.now
    world.watch.now += timedelta(minutes=14)

    with pytest.raises(TooManyTries) as refused:
        count(world)
    assert refused.value.until == begun + timedelta(minutes=15)

    world.watch.now = begun + timedelta(minutes=15)
    count(world)


def test_an_address_may_fail_for_many_accounts_but_not_without_end(world: World) -> None:
    for number in range(MOST_FROM_AN_ADDRESS):
        count(world, Try(f"3041200{number}", "10.0.0.1"))

    with pytest.raises(TooManyTries):
        count(world, Try("someone", "10.0.0.1"))
    count(world, Try("someone", "10.0.0.2"))


def test_a_success_clears_the_account_and_counts_no_failure_of_the_address(world: World) -> None:
    count(world)
    count(world, Try("someone", "10.0.0.1"))

    sign_in(world)

    with world.house.reading() as session:
        left = {each.key: each.tries for each in session.scalars(select(SigninThrottle))}
    assert left == {"address:10.0.0.1": 1, "account:someone": 1}


def test_on_every_database_tries_are_counted_one_by_one(any_world: World) -> None:
    for _ in range(3):
        count(any_world)

    with any_world.house.reading() as session:
        assert session.get_one(SigninThrottle, TRY.account_key).tries == 3


def test_a_token_names_the_person_their_unit_and_their_roles(world: World) -> None:
    seen = who(world, sign_in(world, f"{SCHOOL}-2"))

    assert seen is not None
    assert (seen.username, seen.unit_code, seen.actor.roles) == (
        f"{SCHOOL}-2",
        SCHOOL,
        frozenset({Role.CLASS_TEACHER}),
    )
    assert seen.actor == world.actor(f"{SCHOOL}-2")


def test_the_database_holds_no_token(world: World) -> None:
    token = sign_in(world)

    with world.house.reading() as session:
        kept = session.scalars(select(SigninSession.token_hash)).one()
    assert token.encode() not in kept
    assert who(world, token + "x") is None


def test_a_browser_that_was_silent_for_half_an_hour_is_signed_out(world: World) -> None:
    token = sign_in(world)

    assert who(world, token, after=timedelta(minutes=29)) is not None
    assert who(world, token, after=HALF_AN_HOUR) is None


def test_a_revoked_sign_in_is_nobodys(world: World) -> None:
    token = sign_in(world)
    seen = who(world, token)
    assert seen is not None

    with world.office() as office:
        assert signing_in.sign_out(office, officer_id(world), seen.session_id)
        assert not signing_in.sign_out(office, officer_id(world), seen.session_id)

    assert who(world, token) is None


def test_nobody_signs_out_another_person(world: World) -> None:
    token = sign_in(world)
    seen = who(world, token)
    assert seen is not None

    with world.office() as office:
        assert not signing_in.sign_out(office, officer_id(world, f"{SCHOOL}-2"), seen.session_id)

    assert who(world, token) is not None


def test_a_new_password_ends_every_other_sign_in(world: World) -> None:
    here, elsewhere = sign_in(world), sign_in(world)
    seen = who(world, here)
    assert seen is not None

    kept = passwords.hashed("รหัสผ่านใหม่")
    with world.office() as office:
        signing_in.change_password(office, officer_id(world), kept, seen.session_id)

    assert who(world, here) is not None
    assert who(world, elsewhere) is None
    with world.house.reading() as session:
        assert signing_in.knows_password(session, officer_id(world), "รหัสผ่านใหม่")
        assert not signing_in.knows_password(session, officer_id(world), PASSWORD)


@pytest.mark.letter("F105")
def test_handing_over_signs_the_leaver_out(world: World) -> None:
    token = sign_in(world)

    with world.office() as office:
        leaver = office.session.get_one(Officer, officer_id(world))
        successor = office.session.get_one(Officer, officer_id(world, f"{SCHOOL}-2"))
        handover.hand_over(office, actor_named(office, SCHOOL), leaver, successor, "12/2565")

    assert who(world, token) is None


def test_an_officer_appointed_nowhere_is_nobody(world: World) -> None:
    token = sign_in(world)

    with world.office() as office:
        leaver = office.session.get_one(Officer, officer_id(world))
        leaver.appointments[0].to_on = date(2022, 10, 1)

    assert who(world, token) is None
    with world.house.reading() as session:
        assert not signing_in.is_appointed(session, officer_id(world), world.watch.now.date())


def test_an_account_out_of_use_is_not_found(world: World) -> None:
    with world.office() as office:
        office.session.get_one(Officer, officer_id(world)).active = False

    with world.house.reading() as session:
        assert signing_in.account_named(session, SCHOOL) is None
        assert signing_in.account_named(session, "nobody") is None


def test_a_password_is_kept_as_a_hash_and_an_unknown_account_never_fits() -> None:
    kept = passwords.hashed("อุดร-2565")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits(kept, "อุดร-2565")
    assert not passwords.fits(kept, "อุดร-2566")
    assert not passwords.fits(None, "อุดร-2565")
    assert not passwords.fits("no hash", "อุดร-2565")


def test_the_same_word_typed_on_another_keyboard_is_the_same_password() -> None:
    kept = passwords.hashed("น้ำ")

    assert passwords.fits(kept, "น้\u0e4d\u0e32")


def test_more_hashes_than_the_machine_bears_are_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT", 0.01)
    for _ in range(2):
        passwords._AT_ONCE.acquire()

    try:
        with pytest.raises(passwords.TooBusy):
            passwords.fits(None, "x")
    finally:
        passwords._AT_ONCE.release(2)
