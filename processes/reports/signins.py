"""Where an officer is signed in, for the page on which they sign other browsers out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.officers import SigninSession


@dataclass(frozen=True, slots=True)
class SigninLine:
    """A browser that is signed in."""

    session_id: int
    browser: str
    created_at: datetime
    seen_at: datetime


def signed_in_browsers(session: Session, officer_id: int, now: datetime, idle: timedelta) -> list[SigninLine]:
    """The officer's sign-ins in force, the last seen first."""
    columns = (
        SigninSession.id,
        SigninSession.browser,
        SigninSession.created_at,
        SigninSession.seen_at,
    )
    wanted = (
        select(*columns)
        .filter_by(officer_id=officer_id, revoked_at=None)
        .where(SigninSession.seen_at > now - idle)
        .order_by(SigninSession.seen_at.desc(), SigninSession.id.desc())
    )
    return [SigninLine(*row) for row in session.execute(wanted)]
