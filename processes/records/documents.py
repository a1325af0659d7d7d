"""The letters and annexes of a round as they were sent out, for everybody to download (letter F93)."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from processes.records.base import Digest, Key, Name, Record, to


class RoundDocument(Record):
    """A file that belongs to a round; taken down it is no longer offered, but kept."""

    __tablename__ = "round_document"
    __table_args__ = (Index(None, "round_id"),)

    id: Mapped[Key]
    round_id: Mapped[int] = to("round.id")
    title: Mapped[Name]
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    checksum: Mapped[Digest]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # read to send, not to list
    added_by: Mapped[int] = to("officer.id")
    added_at: Mapped[datetime]
    taken_down_at: Mapped[datetime | None]
