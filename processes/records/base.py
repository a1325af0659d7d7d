"""What every table is built from: keys, moments in UTC, words, and whose row it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Enum, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

KEY = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL, microseconds since 1970 on SQLite, aware UTC in Python."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if isinstance(value, datetime) else EPOCH + value * MICROSECOND


def word(words: type[StrEnum]) -> Enum:
    """A column that holds one word of `terms`, stored as its text."""
    values: Callable[[Any], list[str]] = lambda enum: [str(member.value) for member in enum]  # noqa: E731
    return Enum(words, native_enum=False, length=40, values_callable=values, create_constraint=False)


Key = Annotated[int, mapped_column(KEY, primary_key=True)]
Name = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(40))]
# The order of a sort key is that of its code points, whatever a server's language is.
SortKey = Annotated[str, mapped_column(String(300).with_variant(String(300, collation="C"), "postgresql"))]
Prose = Annotated[str, mapped_column(Text)]
Digest = Annotated[str, mapped_column(String(64))]


class Record(DeclarativeBase):
    """The one registry of tables, shared by pages, jobs and the command line."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment(), int: KEY}  # noqa: RUF012


def to(target: str, *, index: bool = False, nullable: bool | None = None) -> Any:
    """A reference to another table's key."""
    options: dict[str, Any] = {} if nullable is None else {"nullable": nullable}
    return mapped_column(KEY, ForeignKey(target), index=index, **options)


class Scoped:
    """A row that belongs to a unit, and through it to an authority and a province."""

    unit_id: Mapped[int] = mapped_column(KEY, ForeignKey("unit.id"))
    authority_id: Mapped[int | None] = mapped_column(KEY, ForeignKey("unit.id"))
    province_id: Mapped[int | None] = mapped_column(KEY, ForeignKey("unit.id"))
