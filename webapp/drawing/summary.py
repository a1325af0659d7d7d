"""All that somebody should know before publishing a draft: what changes, who answers for it, from when on."""

from dataclasses import dataclass

from processes.acts.comparing import Version, draft_version, edition_version
from processes.acts.publishing import LATEST, Problem, found_in
from processes.records.rounds import Round
from processes.reports.draft_history import drawers
from processes.reports.drafts import Draft, draft_source, rounds_to_come
from processes.reports.editions import in_force
from processes.reports.rounds import rounds_under_way
from webapp.door import reading
from webapp.drawing.changes import Changes, changes
from webapp.drawing.trial import Trial, trial_of
from webapp.keepers import diagram_words

SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Summary:
    """`standing`: the edition that rounds to come would run on without this draft."""

    standing: Version | None
    changes: Changes | None
    problems: tuple[Problem, ...]
    trial: Trial
    people: list[str]
    rounds: list[Round]
    running: list[Round]


def summary_of(draft: Draft) -> Summary:
    session = reading()
    edition_id = in_force(session, LATEST).get(draft.diagram)
    standing = edition_version(session, edition_id) if edition_id else None
    drawn = draft_version(session, draft.id)
    source = (draft_source(session, draft.id) or "").encode()
    return Summary(
        standing=standing,
        changes=changes(standing, drawn, SENTENCES) if standing and drawn else None,
        problems=found_in(source, diagram_words(), draft.diagram),
        trial=trial_of(session, draft),
        people=[name for _id, name in drawers(session, draft.id)],
        rounds=rounds_to_come(session),
        running=list(rounds_under_way(session)),
    )
