"""The people behind a unit's code, what they are appointed to, and how they are signed in."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import Code, Key, Name, Record, to, word
from processes.records.units import Unit
from processes.terms import Role


class Officer(Record):
    """A named person with an account of their own; the sign-in name is the unit's code, plus a suffix."""

    __tablename__ = "officer"

    id: Mapped[Key]
    username: Mapped[Code] = mapped_column(unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    name: Mapped[Name]
    position: Mapped[Name]
    phone: Mapped[str | None] = mapped_column(String(60))
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(5), default="th")

    appointments: Mapped[list["Appointment"]] = relationship(back_populates="officer")


class Appointment(Record):
    """That a person acts for a unit in a role, by which order, from when to when (letter 3.2 to 3.4)."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "unit_id", "role"), Index(None, "officer_id"))

    id: Mapped[Key]
    officer_id: Mapped[int] = to("officer.id")
    unit_id: Mapped[int] = to("unit.id")
    role: Mapped[Role] = mapped_column(word(Role))
    order_number: Mapped[Name | None]
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    officer: Mapped[Officer] = relationship(back_populates="appointments")
    unit: Mapped[Unit] = relationship()


class SigninSession(Record):
    """A signed-in browser; revoking the row signs it out."""

    __tablename__ = "signin_session"
    __table_args__ = (Index(None, "officer_id"),)

    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    officer_id: Mapped[int] = to("officer.id")
    appointment_id: Mapped[int | None] = to("appointment.id")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200), default="")

    officer: Mapped[Officer] = relationship()


class SigninThrottle(Record):
    """How often a name or an address tried to sign in; counted before any password is looked at."""

    __tablename__ = "signin_throttle"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    tries: Mapped[int]
    until: Mapped[datetime]
