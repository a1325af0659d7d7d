"""Tries a draft on last round's histories, and asks that what this shows is taken note of."""

import json

from sqlalchemy import func, select

from processes.acts import alarms, draft_revisions, journal
from processes.acts.office import Actor, Office
from processes.engine.diagrams import Field, read_diagram
from processes.engine.findings import BadDiagram
from processes.engine.verdicts import Verdict
from processes.records.cases import Case
from processes.records.drafting import DiagramDraft
from processes.records.replays import Replay
from processes.records.rounds import DiagramEdition
from processes.reports.replays import last_replay, round_to_replay
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, DiagramKey, DraftState, Refused, ReplayState


def start(office: Office, actor: Actor, draft: DiagramDraft) -> Replay:
    """Begin to replay the draft as it stands now; one that runs already goes on alone."""
    round_ = round_to_replay(office.session)
    is_open = draft.state is DraftState.OPEN
    _allow(
        actor,
        Act.REPLAY_HISTORY,
        draft_open=is_open,
        fit=_runs(draft.source),
        history_kept=round_ is not None,
    )
    running = last_replay(office.session, draft.id, draft.revision)
    if running is not None and running.state is not ReplayState.DONE:
        return running
    round_id = round_.id if round_ else 0
    replay = Replay(
        draft_id=draft.id,
        revision=draft.revision,
        source=draft.source,
        round_id=round_id,
        state=ReplayState.RUNNING,
        total=_cases(office, round_id, editions_of(office, draft.diagram)),
        started_by=actor.officer_id,
        started_at=office.now,
        going_since=office.now,
    )
    draft_revisions.pin(office, actor, draft)
    office.session.add(replay)
    office.session.flush()
    _go(office, replay)
    _note(office, actor, Act.REPLAY_HISTORY, replay)
    return replay


def held(office: Office, draft_id: int) -> Replay | None:
    """The draft's last replay, held against the clock and others until this work is kept."""
    wanted = select(Replay).filter_by(draft_id=draft_id).order_by(Replay.id.desc()).limit(1)
    return office.session.scalars(wanted.with_for_update()).first()


def pause(office: Office, actor: Actor, replay: Replay) -> None:
    """Stop after the batch at hand; nothing that was counted is lost."""
    _allow(actor, Act.REPLAY_HISTORY)
    if replay.state is ReplayState.RUNNING:
        replay.state = ReplayState.PAUSED


def go_on(office: Office, actor: Actor, replay: Replay) -> None:
    _allow(actor, Act.REPLAY_HISTORY)
    if replay.state is ReplayState.PAUSED:
        replay.state = ReplayState.RUNNING
        replay.going_since, replay.done_before = office.now, replay.done
        _go(office, replay)


def acknowledge(office: Office, actor: Actor, replay: Replay, words: str) -> None:
    """Take note, in an own sentence, of what the draft would have changed; publishing asks for it (N11)."""
    done = replay.state is ReplayState.DONE
    _allow(actor, Act.ACKNOWLEDGE_REPLAY, replay_done=done, reason_given=bool(words.strip()))
    if replay.acknowledged_at is None:
        replay.acknowledged_by, replay.acknowledged_at = actor.officer_id, office.now
        replay.acknowledgement = words.strip()[:1_000]
        _note(office, actor, Act.ACKNOWLEDGE_REPLAY, replay, words=replay.acknowledgement)


def needs_no_more(office: Office, draft: DiagramDraft) -> bool:
    """Whether the draft as it stands was replayed, and what differs was taken note of.

    True too where there is no round yet whose history could be replayed.
    """
    if round_to_replay(office.session) is None:
        return True
    replay = last_replay(office.session, draft.id, draft.revision)
    if replay is None or replay.state is not ReplayState.DONE:
        return False
    return replay.acknowledged_at is not None or not differing(replay)


def fields_of(replay: Replay) -> list[Field]:
    """What the replayed draft asks in its forms."""
    nodes = read_diagram(replay.source.encode()).nodes.values()
    return [question for node in nodes for question in node.fields]


def differing(replay: Replay) -> int:
    """How many cases would have gone otherwise."""
    counts = json.loads(replay.counts)
    return sum(number for verdict, number in counts.items() if verdict != Verdict.SAME)


def editions_of(office: Office, diagram: DiagramKey) -> list[int]:
    """Every edition of a diagram; a round's cases may stand on more than one."""
    return list(office.session.scalars(select(DiagramEdition.id).filter_by(diagram=diagram)))


def _go(office: Office, replay: Replay) -> None:
    """Each going on has an alarm of its own: an alarm that rang is not set again."""
    key = f"replay:{replay.id}:{office.now.isoformat()}"
    alarms.set_alarm(office, key, "replay", replay.id, office.now)


def _cases(office: Office, round_id: int, editions: list[int]) -> int:
    wanted = select(func.count(Case.id)).where(Case.round_id == round_id, Case.edition_id.in_(editions))
    return office.session.scalars(wanted).one()


def _allow(actor: Actor, act: Act, **more: object) -> None:
    situation = Situation(administers=actor.administers, **more)  # type: ignore[arg-type]
    if reason := obstacle(act, situation):
        raise Refused(reason)


def _runs(source: str) -> bool:
    try:
        read_diagram(source.encode())
    except BadDiagram:
        return False
    return True


def _note(office: Office, actor: Actor, act: Act, replay: Replay, words: str = "") -> None:
    about = {"replay": replay.id, "draft": replay.draft_id, "revision": replay.revision}
    journal.note_at_department(office, act, actor, **about, words=words, differing=differing(replay))
