"""Whether what was confirmed and written down is still what it was, and whether each knows of the other."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from processes.acts.journal import entry_digest
from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry, UnitChain
from processes.reports.dataset import all_datasets, digest_of_lines
from processes.reports.receipts import CONTENT
from processes.rules.digest import canonical
from processes.rules.sealing import Cipher
from processes.terms import Act

AT_ONCE = 500
SIGNING = {Act.CONFIRM, Act.CONFIRM_COUNTS}


@dataclass
class Verified:
    """How much was looked at, and the digests of confirmations that the journal must know."""

    confirmations: int = 0
    entries: int = 0
    chains: int = 0
    datasets: int = 0
    unwitnessed: dict[str, str] = field(default_factory=dict)


def verify(session: Session, cipher: Cipher) -> tuple[Verified, str | None]:
    """Recompute every digest; the second value names the first row found broken.

    The session must see one snapshot, or acts that are being kept meanwhile look like breaks.
    """
    seen = Verified()
    return seen, next(_faults(session, cipher, seen), None)


def _faults(session: Session, cipher: Cipher, seen: Verified) -> Iterator[str]:
    for confirmation in session.scalars(_all_confirmations()):
        seen.confirmations += 1
        if fault := _confirmation_fault(confirmation, cipher):
            yield f"confirmation {confirmation.number}: {fault}"
        seen.unwitnessed[confirmation.number] = confirmation.digest
    yield from _chain_faults(session, seen)
    for number in seen.unwitnessed:
        yield f"confirmation {number}: no journal entry witnesses it"
    yield from _dataset_faults(session, seen)


def _dataset_faults(session: Session, seen: Verified) -> Iterator[str]:
    for dataset, round_name in all_datasets(session):
        seen.datasets += 1
        if digest_of_lines(session, dataset.round_id, dataset.made_at) != (dataset.lines, dataset.digest):
            yield f"frozen figures of round {round_name}, version {dataset.version}: a line was changed"


def _all_confirmations() -> Any:
    wanted = select(Confirmation).options(undefer(Confirmation.content)).order_by(Confirmation.id)
    return wanted.execution_options(yield_per=AT_ONCE)


def _confirmation_fault(row: Confirmation, cipher: Cipher) -> str | None:
    """What differs between the row and the content that was signed, if anything does."""
    try:
        content = cipher.unpack(row.content, CONTENT)
    except (InvalidTag, zlib.error):
        return "its content cannot be opened"
    if sha256(content).hexdigest() != row.digest:
        return "its digest is not that of its content"
    signed = json.loads(content)
    stated = {
        "figures": row.figures,
        "stream": str(row.stream),
        "version": row.version,
        "attestation": row.attestation,
        "officer": [row.officer_id, row.officer_name, row.position],
    }
    stood = {**signed, "figures": canonical(signed["figures"]).decode()}
    differing = [name for name, value in stated.items() if stood[name] != value]
    return f"its {differing[0]} is not what was signed" if differing else None


def _chain_faults(session: Session, seen: Verified) -> Iterator[str]:
    heads = _heads(session)
    chain, length, head = "", 0, ""
    wanted = select(JournalEntry).order_by(JournalEntry.chain, JournalEntry.position)
    for entry in session.scalars(wanted.execution_options(yield_per=AT_ONCE)):
        if entry.chain != chain:
            yield from _end_fault(chain, (length, head), heads)
            chain, length, head = entry.chain, 0, ""
            seen.chains += 1
        seen.entries += 1
        length += 1
        if fault := _entry_fault(entry, length, head) or _witness_fault(entry, seen):
            yield f"journal entry {entry.id} ({entry.chain}, {entry.position}): {fault}"
        head = entry.digest
    yield from _end_fault(chain, (length, head), heads)
    for left in heads:
        yield f"journal {left}: its entries are gone"


def _heads(session: Session) -> dict[str, tuple[int, str]]:
    """Where each chain must end, as the case or the unit itself says."""
    cases = session.execute(select(Case.id, Case.chain_length, Case.chain_head).where(Case.chain_length > 0))
    units = session.execute(select(UnitChain.unit_id, UnitChain.length, UnitChain.head))
    heads = {f"case:{id_}": (length, head) for id_, length, head in cases}
    return heads | {f"unit:{id_}": (length, head) for id_, length, head in units}


def _entry_fault(entry: JournalEntry, position: int, previous: str) -> str | None:
    if entry.position != position:
        return "an entry before it is missing"
    if entry_digest(previous, entry) != entry.digest:
        return "it or the entry before it was changed"
    return None


def _witness_fault(entry: JournalEntry, seen: Verified) -> str | None:
    """Whether a confirmation that the journal tells of is there as it was; a whole row can be taken away."""
    if entry.act not in SIGNING:
        return None
    told = json.loads(entry.details)
    if seen.unwitnessed.pop(told["number"], None) != told["digest"]:
        return f"confirmation {told['number']} is not what this entry tells of"
    return None


def _end_fault(chain: str, end: tuple[int, str], heads: dict[str, tuple[int, str]]) -> Iterator[str]:
    if chain and heads.pop(chain, None) != end:
        yield f"journal {chain}: it does not end where its head says"
