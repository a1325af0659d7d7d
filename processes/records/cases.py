"""Cases and the inbox: a unit's walk through a round, and the work that waits for its officers."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from processes.records.base import KEY, Digest, Key, Name, Prose, Record, Scoped, to, word
from processes.records.rounds import DiagramEdition, Round
from processes.records.units import Unit
from processes.terms import Act, Role, Standing, Stream, Tier


class Case(Scoped, Record):
    """One engine instance per unit and round, with the counters its gates look at."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        Index(None, "next_due_at"),
        Index(None, "parent_id", "standing"),
        Index(None, "round_id", "tier", "ended_at"),
        Index(None, "province_id", "tier", "standing"),
        Index(None, "round_id", "tier", "checked_at"),
        # How many cases of a round wait for what is told from this alone: a row is large.
        Index(
            *(None, "round_id", "edition_id", "province_id", "ended_at", "awaits"), postgresql_include=["id"]
        ),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    parent_id: Mapped[int | None] = to("case.id")
    tier: Mapped[Tier] = mapped_column(word(Tier))
    edition_id: Mapped[int] = to("diagram_edition.id")
    state: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column()
    tasks: Mapped[str] = mapped_column(String(400), default="")  # open human tasks, `ref node` by `;`
    awaits: Mapped[str] = mapped_column(String(200), default="")  # messages waited for, by spaces
    next_due_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    standing: Mapped[Standing] = mapped_column(word(Standing), default=Standing.NOT_STARTED)
    other_standing: Mapped[Standing] = mapped_column(word(Standing), default=Standing.NOTHING_TO_CONFIRM)
    reviewed: Mapped[bool] = mapped_column(default=False)  # by the tier above, since it last confirmed
    figures_version: Mapped[int] = mapped_column(default=1)  # any change of what would be confirmed raises it
    other_figures_version: Mapped[int] = mapped_column(default=1)  # the same of the outside counts
    other_by_sex: Mapped[bool] = mapped_column(default=False)  # the authority counts boys and girls apart
    units_total: Mapped[int] = mapped_column(default=0)
    units_confirmed: Mapped[int] = mapped_column(default=0)
    units_reviewed: Mapped[int] = mapped_column(default=0)
    other_total: Mapped[int] = mapped_column(default=0)
    learners: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[int] = mapped_column(default=0)  # learners not yet looked for, or not found
    errors: Mapped[int] = mapped_column(default=0)  # open problems of the roll, to be mended
    queries: Mapped[int] = mapped_column(default=0)  # and those to be explained
    checked_at: Mapped[datetime | None]  # when all of it was held against the rules of the round
    own_version: Mapped[int] = mapped_column(default=0)  # of the last confirmation of each stream
    other_version: Mapped[int] = mapped_column(default=0)
    suspended_at: Mapped[datetime | None]  # nobody acts upon it meanwhile, and its timers wait
    suspended_by: Mapped[int | None] = mapped_column(KEY)
    suspended_why: Mapped[Prose | None]
    chain_length: Mapped[int] = mapped_column(default=0)
    chain_head: Mapped[Digest] = mapped_column(default="")

    # Relationships here are for reading: each one that writes costs every flush a round of its own.
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    unit: Mapped[Unit] = relationship(foreign_keys="Case.unit_id", viewonly=True)
    round: Mapped[Round] = relationship(viewonly=True)
    edition: Mapped[DiagramEdition] = relationship(viewonly=True)
    parent: Mapped["Case | None"] = relationship(
        remote_side="Case.id", foreign_keys=[parent_id], viewonly=True
    )

    def version_of(self, stream: Stream) -> int:
        """Which version of the figures a report of the stream shows, and a confirmation signs."""
        return self.figures_version if stream is Stream.OWN else self.other_figures_version

    def raise_version(self, stream: Stream) -> None:
        """What would be confirmed is no longer what it was; the other stream stays as it is."""
        if stream is Stream.OWN:
            self.figures_version += 1
        else:
            self.other_figures_version += 1


class WorkItem(Scoped, Record):
    """A row of the inbox. One human task may fan out into several, a class or a unit each (`subject_id`)."""

    __tablename__ = "work_item"
    __table_args__ = (
        UniqueConstraint("case_id", "task_ref", "subject_id"),
        Index(None, "unit_id", "state", "due_at"),
        Index(None, "officer_id", "state", "due_at"),
        # Open work is a few rows of a case among all that were ever done.
        Index(
            *(None, "case_id", "node", "due_at", "opened_at"),
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Key]
    case_id: Mapped[int] = to("case.id")
    task_ref: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(default=0)
    subject: Mapped[Name] = mapped_column(default="")
    node: Mapped[Name]
    name: Mapped[Name]
    act: Mapped[Act] = mapped_column(word(Act))
    form: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(word(Role))
    officer_id: Mapped[int | None] = to("officer.id")  # whose it is by right, as a class is its teacher's
    claimed_by: Mapped[int | None] = to("officer.id")
    claimed_at: Mapped[datetime | None]
    learners: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, done, gone
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = to("officer.id")
    outcome: Mapped[str] = mapped_column(String(40), default="")

    case: Mapped[Case] = relationship(viewonly=True)


class FormDraft(Record):
    """A half-filled form, kept until the task is done."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("work_item_id", "officer_id"),)

    id: Mapped[Key]
    work_item_id: Mapped[int] = to("work_item.id")
    officer_id: Mapped[int] = to("officer.id")
    content: Mapped[Prose]
    saved_at: Mapped[datetime]


class FormAnswer(Record):
    """The answers given to a diagram's own fields, kept with the case; `content` is of before sealing."""

    __tablename__ = "form_answer"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Key]
    case_id: Mapped[int] = to("case.id")
    work_item_id: Mapped[int] = to("work_item.id")
    content: Mapped[Prose]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    edition_id: Mapped[int | None] = mapped_column(KEY)  # whose fields were asked; a case may change it
    answered_by: Mapped[int] = to("officer.id")
    answered_at: Mapped[datetime]


class FormFile(Scoped, Record):
    """A file given as the answer to a diagram's own field, from when it is sent on; one a field."""

    __tablename__ = "form_file"
    __table_args__ = (UniqueConstraint("work_item_id", "field"), Index(None, "case_id"))

    id: Mapped[Key]
    case_id: Mapped[int] = to("case.id")
    work_item_id: Mapped[int] = to("work_item.id")
    field: Mapped[str] = mapped_column(String(40))
    name: Mapped[Name]
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    checksum: Mapped[Digest]
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # read to send, not to list
    added_by: Mapped[int] = to("officer.id")
    added_at: Mapped[datetime]


class ReportView(Record):
    """That an officer opened the report of exactly this version of the figures, before confirming it."""

    __tablename__ = "report_view"
    __table_args__ = (UniqueConstraint("case_id", "stream", "officer_id"),)

    id: Mapped[Key]
    case_id: Mapped[int] = to("case.id")
    stream: Mapped[Stream] = mapped_column(word(Stream))
    officer_id: Mapped[int] = to("officer.id")
    figures_version: Mapped[int]
    opened_at: Mapped[datetime]
