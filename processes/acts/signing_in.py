"""Signing in and out: tries count before a password is looked at; each sign-in can be revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from processes.acts.office import Actor, Office
from processes.acts.passwords import fits
from processes.records.officers import Appointment, Officer, SigninSession, SigninThrottle
from processes.records.prepared import Question
from processes.records.units import Unit
from processes.terms import Role, Tier

THROTTLED_FOR = timedelta(minutes=15)
MOST_FROM_AN_ADDRESS = 200  # failures; a whole province may share one address


class TooManyTries(Exception):  # noqa: N818 -- "no" is an answer, not an error
    """This account or address tried too often; it may try again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt to sign in: the account it names and the address it comes from."""

    username: str
    address: str
    most: int = 10  # tries of one account within a quarter of an hour

    @property
    def account_key(self) -> str:
        return f"account:{self.username[:80]}"

    @property
    def address_key(self) -> str:
        return f"address:{self.address[:80]}"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sits at a browser, and for which unit."""

    actor: Actor
    session_id: int
    seen_at: datetime
    username: str
    language: str
    unit_code: str
    unit_name: str
    unit_name_en: str | None


def count_try(office: Office, attempt: Try) -> None:
    """Count before hashing, exactly also across processes; raises `TooManyTries`, which prolongs nothing."""
    for key, most in ((attempt.account_key, attempt.most), (attempt.address_key, MOST_FROM_AN_ADDRESS)):
        tries, until = _counted(office, key)
        if tries > most:
            raise TooManyTries(until)


def account_named(session: Session, username: str) -> tuple[int, str] | None:
    """The officer's key and what is kept of the password; None when there is no such account in use."""
    wanted = select(Officer.id, Officer.password_hash).filter_by(username=username, active=True)
    row = session.execute(wanted).one_or_none()
    return (row[0], row[1]) if row else None


def sign_in(office: Office, officer_id: int, attempt: Try, browser: str) -> str:
    """Open a sign-in session; returns the token that the browser keeps, of which only a digest is stored."""
    token = token_urlsafe(32)
    office.session.add(
        SigninSession(
            token_hash=_digest(token),
            officer_id=officer_id,
            created_at=office.now,
            seen_at=office.now,
            browser=browser[:200],
        )
    )
    _forget_tries(office, attempt)
    return token


def who_is(session: Session, token: str, now: datetime, today: date, idle: timedelta) -> SignedIn | None:
    """The person behind a token, with today's roles; None once signed out, idle or appointed nowhere."""
    given = {"today": today, "digest": _digest(token), "silent_since": now - idle}
    rows = _behind_a_token().rows(session, given)
    return _signed_in([_Appointed._make(row) for row in rows]) if rows else None


@cache
def _behind_a_token() -> Question[*tuple[Any, ...]]:
    # Worked out once: this is asked for every page, and working it out costs more than running it.
    return Question(
        _appointed()
        .join(SigninSession, SigninSession.officer_id == Officer.id)
        .add_columns(SigninSession.id.label("session_id"), SigninSession.seen_at)
        .where(SigninSession.token_hash == bindparam("digest"), SigninSession.revoked_at.is_(None))
        .where(SigninSession.seen_at > bindparam("silent_since"))
    )


class _Appointed(NamedTuple):
    """One appointment of the person behind a token."""

    id: int
    username: str
    name: str
    position: str
    language: str
    role: Role
    unit_id: int
    code: str
    unit_name: str
    name_en: str | None
    tier: Tier | None
    session_id: int
    seen_at: datetime


def is_appointed(session: Session, officer_id: int, today: date) -> bool:
    """Whether the officer acts for any unit today."""
    wanted = _appointed().where(Officer.id == officer_id)
    return session.execute(wanted, {"today": today}).first() is not None


def touch(office: Office, session_id: int) -> None:
    """Note that the browser was seen."""
    office.session.execute(update(SigninSession).filter_by(id=session_id).values(seen_at=office.now))


def sign_out(office: Office, officer_id: int, session_id: int) -> bool:
    """Revoke one of the officer's own sign-ins; False when there is none such in force."""
    return _revoke(office, SigninSession.officer_id == officer_id, SigninSession.id == session_id) > 0


def sign_out_others(office: Office, officer_id: int, session_id: int) -> int:
    """Revoke all of the officer's sign-ins but this one; returns how many."""
    return _revoke(office, SigninSession.officer_id == officer_id, SigninSession.id != session_id)


def change_password(office: Office, officer_id: int, kept: str, session_id: int | None = None) -> None:
    """Set a new password, hashed before, and end every sign-in made with the old one but this browser's."""
    office.session.execute(update(Officer).filter_by(id=officer_id).values(password_hash=kept))
    sign_out_others(office, officer_id, session_id or 0)


def knows_password(session: Session, officer_id: int, typed: str) -> bool:
    """Whether the person at the browser knows the password that stands."""
    kept = session.scalars(select(Officer.password_hash).filter_by(id=officer_id)).one()
    return fits(kept, typed)


def _appointed() -> Any:
    """Officers with their appointments on the day `today`, which is given on executing."""
    today = bindparam("today", type_=Date)
    return (
        select(
            Officer.id,
            Officer.username,
            Officer.name,
            Officer.position,
            Officer.language,
            Appointment.role,
            Unit.id.label("unit_id"),
            Unit.code,
            Unit.name.label("unit_name"),
            Unit.name_en,
            Unit.tier,
        )
        .join(Appointment, Appointment.officer_id == Officer.id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(Officer.active, Appointment.from_on <= today)
        .where(or_(Appointment.to_on.is_(None), Appointment.to_on >= today))
        .order_by(Appointment.id)
    )


def _signed_in(rows: Sequence[_Appointed]) -> SignedIn:
    first = rows[0]
    roles = frozenset(row.role for row in rows if row.unit_id == first.unit_id)
    tier = first.tier or Tier.INSTITUTION
    return SignedIn(
        actor=Actor(first.id, first.name, first.position, first.unit_id, tier, roles),
        session_id=first.session_id,
        seen_at=first.seen_at,
        username=first.username,
        language=first.language,
        unit_code=first.code,
        unit_name=first.unit_name,
        unit_name_en=first.name_en,
    )


def _counted(office: Office, key: str) -> tuple[int, datetime]:
    """One more try of this key, in one statement so that no two count as one; an old count begins anew."""
    insert = postgresql.insert if office.waits_for_locks else sqlite.insert
    first = insert(SigninThrottle).values(key=key, tries=1, until=office.now + THROTTLED_FOR)
    over = SigninThrottle.until <= office.now
    counted = first.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "tries": case((over, 1), else_=SigninThrottle.tries + 1),
            "until": case((over, first.excluded.until), else_=SigninThrottle.until),
        },
    ).returning(SigninThrottle.tries, SigninThrottle.until)
    tries, until = office.session.execute(counted).one()
    return tries, until


def _forget_tries(office: Office, attempt: Try) -> None:
    """A success clears the account and takes its own try off the address, where only failures count."""
    theirs = or_(SigninThrottle.key == attempt.account_key, SigninThrottle.until <= office.now)
    office.session.execute(delete(SigninThrottle).where(theirs))
    office.session.execute(
        update(SigninThrottle).filter_by(key=attempt.address_key).values(tries=SigninThrottle.tries - 1)
    )


def _revoke(office: Office, *which: Any) -> int:
    wanted = update(SigninSession).where(*which, SigninSession.revoked_at.is_(None))
    done: Any = office.session.execute(wanted.values(revoked_at=office.now))
    return int(done.rowcount)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
