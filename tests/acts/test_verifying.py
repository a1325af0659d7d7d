"""Whatever was changed, put in or taken away behind the acts is found, and what only acts did is whole."""

from collections.abc import Callable
from datetime import timedelta, timezone

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from processes.acts import verifying
from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry, UnitChain
from processes.terms import Act
from tests.builders import MONDAY, SCHOOL, SECOND_SCHOOL, World, confirm_institution

BANGKOK = timezone(timedelta(hours=7))
Meddling = Callable[[Session], None]


@pytest.mark.letter("N10")
def test_what_only_acts_did_is_whole(any_world: World) -> None:
    any_world.watch.now = MONDAY.astimezone(BANGKOK)
    confirm_institution(any_world, SCHOOL)
    confirm_institution(any_world, SECOND_SCHOOL)

    verified, fault = _verify(any_world)

    assert fault is None
    assert verified.confirmations == 2
    assert verified.entries > verified.chains > 2


def _figures_changed(session: Session) -> None:
    session.execute(update(Confirmation).values(figures='{"own":{}}'))


def _content_changed(session: Session) -> None:
    session.execute(update(Confirmation).values(content=b"\x01" + b"0" * 60))


def _digest_changed(session: Session) -> None:
    session.execute(update(Confirmation).values(digest="0" * 64))


def _confirmation_taken_away(session: Session) -> None:
    session.execute(delete(Confirmation))


def _entry_changed(session: Session) -> None:
    session.execute(update(JournalEntry).where(JournalEntry.act == Act.RECHECK_ROLL).values(officer_id=None))


def _first_entry_taken_away(session: Session) -> None:
    session.execute(delete(JournalEntry).where(JournalEntry.position == 1, JournalEntry.chain.like("case%")))


def _last_entry_taken_away(session: Session) -> None:
    case = session.scalars(select(Case).where(Case.chain_length > 1).limit(1)).one()
    last = delete(JournalEntry).where(JournalEntry.chain == f"case:{case.id}")
    session.execute(last.where(JournalEntry.position == case.chain_length))


def _chain_taken_away(session: Session) -> None:
    session.execute(delete(JournalEntry).where(JournalEntry.chain.like("unit%")))


def _head_changed(session: Session) -> None:
    session.execute(update(UnitChain).values(head="0" * 64))


MEDDLINGS: dict[Meddling, str] = {
    _figures_changed: "its figures is not what was signed",
    _content_changed: "its content cannot be opened",
    _digest_changed: "its digest is not that of its content",
    _confirmation_taken_away: "is not what this entry tells of",
    _entry_changed: "it or the entry before it was changed",
    _first_entry_taken_away: "an entry before it is missing",
    _last_entry_taken_away: "it does not end where its head says",
    _chain_taken_away: "its entries are gone",
    _head_changed: "it does not end where its head says",
}


@pytest.mark.letter("N10")
@pytest.mark.parametrize("meddling", MEDDLINGS, ids=lambda each: each.__name__.strip("_"))
def test_a_row_changed_behind_the_acts_is_found(world: World, meddling: Meddling) -> None:
    confirm_institution(world, SCHOOL)
    with world.office() as office:
        meddling(office.session)

    _, fault = _verify(world)

    assert MEDDLINGS[meddling] in (fault or "nothing was found")


def _verify(world: World) -> tuple[verifying.Verified, str | None]:
    with world.house.reading() as session:
        return verifying.verify(session, world.house.keys.cipher)
