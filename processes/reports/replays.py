"""Replays of drafts: the last one of each, what it found, and the units that its examples are of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.cases import Case
from processes.records.drafting import DiagramDraft
from processes.records.replays import Replay
from processes.records.rounds import DiagramEdition, Round, RoundEdition
from processes.records.units import Unit
from processes.terms import ReplayState


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: how many cases, from which place to which, how much later, and some of them."""

    verdict: str
    was: str
    becomes: str
    count: int
    seconds: int
    cases: tuple[tuple[int, str, str], ...]  # case, code and name of its unit


def last_replay(session: Session, draft_id: int, revision: int | None = None) -> Replay | None:
    """The draft's last replay, of one revision or of any."""
    wanted = select(Replay).filter_by(draft_id=draft_id).order_by(Replay.id.desc()).limit(1)
    if revision is not None:
        wanted = wanted.filter_by(revision=revision)
    return session.scalars(wanted).first()


def round_to_replay(session: Session) -> Round | None:
    """The round whose histories are run: the last that closed, else the last that opened."""
    opened = select(Round).where(Round.opened_at.is_not(None))
    newest = opened.order_by(Round.closed_at.is_(None), Round.opened_at.desc(), Round.id.desc())
    return session.scalars(newest.limit(1)).first()


def lines_of(session: Session, replay: Replay) -> list[Line]:
    """What was found, the most frequent first within each verdict."""
    rows = json.loads(replay.lines)
    units = _units(session, (case_id for row in rows for case_id in row["cases"]))
    return [
        Line(
            row["verdict"],
            row["was"],
            row["becomes"],
            row["count"],
            row["seconds"],
            tuple((case_id, *units[case_id]) for case_id in row["cases"] if case_id in units),
        )
        for row in sorted(rows, key=lambda row: -row["count"])
    ]


def counts_of(replay: Replay) -> dict[str, int]:
    """How many cases have each verdict."""
    counts: dict[str, int] = json.loads(replay.counts)
    return counts


def time_left(replay: Replay, now: datetime) -> timedelta | None:
    """How long it still takes at the pace it has had since it started or went on; None before it has one."""
    done = replay.done - replay.done_before
    if replay.state is not ReplayState.RUNNING or replay.going_since is None or done <= 0:
        return None
    return (now - replay.going_since) * (max(0, replay.total - replay.done) / done)


def sources_of(session: Session, replay: Replay) -> list[str]:
    """The XML of the editions that the replay's round ran on, of the draft's diagram."""
    drawn = select(DiagramDraft.diagram).where(DiagramDraft.id == replay.draft_id).scalar_subquery()
    wanted = (
        select(DiagramEdition.source)
        .join(RoundEdition, RoundEdition.edition_id == DiagramEdition.id)
        .where(RoundEdition.round_id == replay.round_id, RoundEdition.diagram == drawn)
    )
    return list(session.scalars(wanted))


def _units(session: Session, case_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    wanted = select(Case.id, Unit.code, Unit.name).join(Unit, Unit.id == Case.unit_id)
    rows = session.execute(wanted.where(Case.id.in_(set(case_ids))))
    return {case_id: (code, name) for case_id, code, name in rows}
