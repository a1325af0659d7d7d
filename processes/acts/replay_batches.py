"""The clock's part of a replay: some hundred cases at a time, each kind of history run once."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from processes.acts.histories import GATES, Wanted, histories, next_cases
from processes.acts.office import Office
from processes.acts.replaying import editions_of
from processes.engine.diagrams import Diagram, read_diagram
from processes.engine.grouping import Grouping
from processes.engine.verdicts import Judged, Tally, judged
from processes.records.drafting import DiagramDraft
from processes.records.replays import Replay
from processes.terms import ReplayState

BATCH = 500
A_PAUSE = timedelta(milliseconds=200)  # officers' work goes between
KEPT_VERDICTS = 20_000

# By what was compared and the kind of history; lost with the process, and then simply found again.
_verdicts: OrderedDict[Any, tuple[Judged, bool]] = OrderedDict()


def run_batch(office: Office, replay_id: int) -> bool:
    """Replay the next cases; true once none is left, or while the replay is to wait."""
    replay = office.session.get_one(Replay, replay_id, with_for_update=True)
    if replay.state is not ReplayState.RUNNING:
        return True
    own = _own(office, replay)
    cases = next_cases(office.session, replay.round_id, own, replay.last_case_id, BATCH)
    _count(replay, verdicts(office, cases, own, read_diagram(replay.source.encode())))
    replay.done += len(cases)
    if cases:
        replay.last_case_id = cases[-1].id
    if len(cases) < BATCH:
        replay.state, replay.ended_at, replay.total = ReplayState.DONE, office.now, replay.done
    return replay.state is ReplayState.DONE


def verdicts(
    office: Office, cases: Sequence[Any], own: Mapping[int, Diagram], new: Diagram
) -> Iterator[tuple[Judged, bool, list[int]]]:
    """Each verdict, whether the history could be followed, and the cases it holds for."""
    for edition_id in sorted({case.edition_id for case in cases}):
        old = own[edition_id]
        some = [case for case in cases if case.edition_id == edition_id]
        grouping = Grouping(old, new)
        for group in grouping.groups(histories(office, some, old, Wanted.by(old, new))):
            key = old.checksum, new.checksum, grouping.signature(group[0])
            if key not in _verdicts:
                _verdicts[key] = judged(group[0], old, new, GATES)
                while len(_verdicts) > KEPT_VERDICTS:
                    _verdicts.popitem(last=False)
            yield *_verdicts[key], [history.case_id for history in group]


def each_for_itself(office: Office, replay: Replay, limit: int) -> list[Callable[[], object]]:
    """The replay's first cases, each ready to be run alone: to measure what putting them together saves."""
    own, new = _own(office, replay), read_diagram(replay.source.encode())
    cases = next_cases(office.session, replay.round_id, own, 0, limit)
    old = own[cases[0].edition_id]
    told = histories(office, cases, old, Wanted.by(old, new))
    return [partial(judged, each, old, new, GATES) for each in told]


def _own(office: Office, replay: Replay) -> dict[int, Diagram]:
    draft = office.session.get_one(DiagramDraft, replay.draft_id)
    return {id_: office.shelf.of(office.session, id_) for id_ in editions_of(office, draft.diagram)}


def _count(replay: Replay, found: Iterator[tuple[Judged, bool, list[int]]]) -> None:
    tally = Tally.read(json.loads(replay.counts), json.loads(replay.lines))
    for each, followed, case_ids in found:
        tally.add(each, case_ids)
        replay.unfollowed += 0 if followed else len(case_ids)
    replay.counts, replay.lines = json.dumps(tally.counts), json.dumps(tally.rows())
