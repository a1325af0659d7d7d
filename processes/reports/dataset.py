"""The frozen figures of a round as one set: its lines in one order, and the digest over all of them (F68)."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from processes.records.closing import ClosingDataset, ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.rules.digest import canonical
from processes.terms import IfReopened, Standing, Stream, Tier, UnitKind

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A unit's stream as it counts: standing, receipt, figures, and the version that was in correction."""

    code: str
    kind: UnitKind
    tier: Tier
    stream: Stream
    version: int
    standing: Standing
    number: str | None
    total: int | None
    figures: str | None
    digest: str | None
    if_reopened: IfReopened | None
    now_total: int | None
    now_figures: str | None
    answerable: str


def frozen_lines(session: Session, round_id: int, until: datetime) -> Iterator[FrozenLine]:
    """Every line in force at a moment, by code and stream: where one was written anew, the latest counts."""
    latest = (
        select(ClosingLine.case_id, ClosingLine.stream, func.max(ClosingLine.version).label("version"))
        .where(ClosingLine.round_id == round_id, ClosingLine.made_at <= until)
        .group_by(ClosingLine.case_id, ClosingLine.stream)
        .subquery()
    )
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Unit.code,
            Unit.kind,
            ClosingLine.tier,
            ClosingLine.stream,
            ClosingLine.version,
            ClosingLine.standing,
            Confirmation.number,
            ClosingLine.total,
            ClosingLine.figures,
            ClosingLine.digest,
            ClosingLine.if_reopened,
            ClosingLine.now_total,
            ClosingLine.now_figures,
            ClosingLine.answerable,
        )
        .join(
            latest,
            and_(
                latest.c.case_id == ClosingLine.case_id,
                latest.c.stream == ClosingLine.stream,
                latest.c.version == ClosingLine.version,
            ),
        )
        .join(Unit, Unit.id == ClosingLine.unit_id)
        .outerjoin(Confirmation, Confirmation.id == ClosingLine.confirmation_id)
        .order_by(Unit.code, ClosingLine.stream)
    )
    for row in session.execute(wanted.execution_options(yield_per=AT_ONCE)):
        yield FrozenLine(*row)


def digest_of_lines(session: Session, round_id: int, until: datetime) -> tuple[int, str]:
    """How many lines were in force at a moment, and the SHA-256 over all of them."""
    mark, lines = sha256(), 0
    for line in frozen_lines(session, round_id, until):
        mark.update(canonical([None if value is None else _plain(value) for value in astuple(line)]) + b"\n")
        lines += 1
    return lines, mark.hexdigest()


def _plain(value: object) -> str | int:
    return value if type(value) is int else str(value)


def datasets_of(session: Session, round_id: int) -> list[ClosingDataset]:
    """The sets of a round, the newest first: one of the close, one for each extension that changed it."""
    wanted = select(ClosingDataset).filter_by(round_id=round_id).order_by(ClosingDataset.version.desc())
    return list(session.scalars(wanted))


def all_datasets(session: Session) -> list[tuple[ClosingDataset, str]]:
    """Every set with the name of its round, `2565-2`."""
    wanted = (
        select(ClosingDataset, Round.academic_year, Round.number)
        .join(Round, Round.id == ClosingDataset.round_id)
        .order_by(ClosingDataset.id)
    )
    return [(each, f"{year}-{number}") for each, year, number in session.execute(wanted)]
