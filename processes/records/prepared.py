"""Statements worked out once and handed to the driver as text: so one costs a third of its price otherwise.

SQLAlchemy works out for each run which text it is, how each value is written and what a row looks like. That
takes 0.03 to 0.06 ms, SQLite's own part 0.01, and a human task runs eight. Values and rows pass through the
same types here, and what the database refuses is raised as ever.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVarTuple

from sqlalchemy import Connection, Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from processes.records.scope import SCOPE, SCOPE_UNIT, narrowed, narrowing

Convert = Callable[[Any], Any]
Values = TypeVarTuple("Values")


class _Ready(NamedTuple):
    """A statement as one kind of database takes it."""

    text: str
    constants: Mapping[str, object]  # values that the statement brings along
    written: Sequence[tuple[str, Convert]]  # how each value is written, where it is not as it is
    order: Sequence[str] | None  # of the values, where the driver tells them by their places
    read: Sequence[tuple[int, Convert]]  # the same for a row that is read

    def parameters(self, given: Mapping[str, object]) -> Any:
        values = {**self.constants, **given}
        for name, convert in self.written:
            values[name] = convert(values[name])
        return values if self.order is None else tuple([values[name] for name in self.order])


class Change:
    """An insert or update with named parameters; `columns` are those that it sets."""

    def __init__(self, statement: Executable, columns: Sequence[str] = ()) -> None:
        self.statement = statement
        self._columns = list(columns) or None
        self._ready: dict[tuple[str, str], _Ready] = {}  # by kind of database and by what narrows it

    def run(self, session: Session, given: Mapping[str, object]) -> int:
        """How many rows were written; whether the session may write them is not asked here."""
        cursor, _ready = self._executed(session, given, "")
        written = int(cursor.rowcount)  # which psycopg forgets with the cursor
        cursor.close()
        return written

    def run_many(self, session: Session, many: Sequence[Mapping[str, object]]) -> None:
        """The same for each of many, in one go."""
        connection = session.connection()
        ready = self._ready_for(connection.dialect, "")
        parameters = [ready.parameters(given) for given in many]
        _on_driver(connection, ready.text, parameters, connection.dialect.do_executemany).close()

    def _executed(self, session: Session, given: Mapping[str, object], by: str) -> tuple[Any, _Ready]:
        connection = session.connection()
        ready = self._ready_for(connection.dialect, by)
        do = connection.dialect.do_execute
        return _on_driver(connection, ready.text, ready.parameters(given), do), ready

    def _ready_for(self, dialect: Dialect, by: str) -> _Ready:
        return self._ready.get((dialect.name, by)) or self._worked_out(dialect, by)

    def _worked_out(self, dialect: Dialect, by: str) -> _Ready:
        statement: Any = (
            narrowed(self.statement, by) if by and isinstance(self.statement, Select) else self.statement
        )
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)
        names = compiled.bind_names
        written = {name: _of(bound, dialect).bind_processor(dialect) for bound, name in names.items()}
        columns = self.statement.selected_columns if isinstance(self.statement, Select) else ()
        read = (_of(column, dialect).result_processor(dialect, None) for column in columns)
        brought = {name: bound.value for bound, name in names.items() if not bound.required}
        defaults = {column.key: column.default.arg for column in getattr(compiled, "insert_prefetch", ())}
        if any(callable(default) for default in defaults.values()):
            raise TypeError("a default that is worked out for each row is given by whoever inserts")
        self._ready[dialect.name, by] = _Ready(
            compiled.string,
            brought | defaults,
            [(name, convert) for name, convert in written.items() if convert],
            compiled.positiontup,
            [(place, convert) for place, convert in enumerate(read) if convert],
        )
        return self._ready[dialect.name, by]


class Question(Change, Generic[*Values]):
    """A select of columns with named parameters."""

    def __init__(self, statement: Select[*Values]) -> None:
        super().__init__(statement)

    def rows(self, session: Session, given: Mapping[str, object]) -> Sequence[tuple[*Values]]:
        """The rows found, of those that the session's scope lets it see."""
        scope = session.info.get(SCOPE)
        by = narrowing(scope)
        cursor, ready = self._executed(session, {**given, SCOPE_UNIT: scope.unit_id} if scope else given, by)
        found: list[Any] = cursor.fetchall()
        cursor.close()
        return [_converted(row, ready.read) for row in found] if ready.read else found


def _on_driver(connection: Connection, text: str, parameters: Any, do: Callable[..., object]) -> Any:
    """The cursor after it; a refusal is raised as SQLAlchemy would raise it."""
    driver: Any = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    for listener in connection.dispatch.before_cursor_execute:  # who counts statements counts these too
        listener(connection, cursor, text, parameters, None, do == connection.dialect.do_executemany)
    try:
        do(cursor, text, parameters)
    except driver.Error as error:
        raise DBAPIError.instance(text, None, error, driver.Error, dialect=connection.dialect) from error
    return cursor


def _of(part: Any, dialect: Dialect) -> Any:
    return part.type.dialect_impl(dialect)


def _converted(row: Sequence[Any], read: Sequence[tuple[int, Convert]]) -> Any:
    values = list(row)
    for place, convert in read:
        values[place] = convert(values[place])
    return tuple(values)
