"""Holds numbers of persons while a roll takes them in: two units cannot take one at the same moment."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from processes.acts.office import Office

NUMBER = "learner.number"  # the place that a number is sealed to

_KEYS = (
    select(func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).label("key")).order_by("key").subquery()
)
HOLD = select(func.count(func.pg_advisory_xact_lock(_KEYS.c.key)))


def hold(office: Office, indexes: Iterable[bytes | None]) -> None:
    """Make whoever else would put one of these numbers on a roll wait until this work is kept.

    No unique key can do it: a number is free again once its learner has left. SQLite has one writer anyway.
    """
    keys = sorted({int.from_bytes(index[:8], "big", signed=True) for index in indexes if index})
    if keys and office.waits_for_locks:
        office.session.execute(HOLD, {"keys": keys})
