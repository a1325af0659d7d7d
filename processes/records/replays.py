"""Last round's histories run against a draft: how far it has come, what it found, who has taken note."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Key, Prose, Record, to, word
from processes.terms import ReplayState


class Replay(Record):
    """One run over the cases of a round, batch by batch; `counts` and `lines` are JSON, added to by each."""

    __tablename__ = "replay"
    __table_args__ = (Index(None, "draft_id", "revision"),)

    id: Mapped[Key]
    draft_id: Mapped[int] = to("diagram_draft.id")
    revision: Mapped[int]  # of the draft: what is drawn afterwards is not replayed
    source: Mapped[Prose] = mapped_column(deferred=True)
    round_id: Mapped[int] = to("round.id")
    state: Mapped[ReplayState] = mapped_column(word(ReplayState), default=ReplayState.RUNNING)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    last_case_id: Mapped[int] = mapped_column(default=0)
    unfollowed: Mapped[int] = mapped_column(default=0)  # not kept well enough to follow to their end
    counts: Mapped[Prose] = mapped_column(default="{}")
    lines: Mapped[Prose] = mapped_column(default="[]")
    started_by: Mapped[int] = to("officer.id")
    started_at: Mapped[datetime]
    going_since: Mapped[
        datetime | None
    ]  # it started, or went on after a pause; `done_before` were done by then
    done_before: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = to("officer.id")
    acknowledged_at: Mapped[datetime | None]
    acknowledgement: Mapped[Prose] = mapped_column(default="")
