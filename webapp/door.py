"""The door to the work: the house that config has put into the app, its clock, and the one way to write."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, cast

from flask import current_app, g
from sqlalchemy.orm import Session

from processes.acts.office import Clock, Office
from webapp.database import db
from webapp.thaidate import day_in_bangkok

HOUSE = "lec_house"


class House(Protocol):
    """What the web needs of an installation."""

    @property
    def clock(self) -> Clock: ...

    def office(self, session: Session | None = None) -> AbstractContextManager[Office]: ...


def house() -> House:
    return cast(House, current_app.extensions[HOUSE])


def reading() -> Session:
    """This request's session: it sees the units of who is signed in, and nothing before that."""
    return db.session()


def office_door() -> AbstractContextManager[Office]:
    """One unit of work over this request's session: `with office_door() as office: act(office, ...)`."""
    return house().office(db.session())


def lose() -> None:
    """From here on this request asks the database nothing: its last answer was none."""
    g.lost = True


def is_lost() -> bool:
    return bool(g.get("lost"))


def now() -> datetime:
    """The moment by the house's clock, read once a request."""
    if "now" not in g:
        g.now = house().clock(db.session())
    moment: datetime = g.now
    return moment


def today() -> date:
    """The day it is in Thailand."""
    return day_in_bangkok(now())
