"""The last line: the database itself refuses what is recorded or confirmed once a window is closed."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Each guarded table, how a changed row finds its case's round and tier, and what a unit's tier is.
GUARDED = {
    "confirmation": 'SELECT c.round_id, c.tier, c.unit_id FROM "case" c WHERE c.id = {row}.case_id',
    "presence_mark": "SELECT {row}.round_id, u.tier, u.id AS unit_id FROM unit u WHERE u.id = {row}.unit_id",
    "other_count": "SELECT {row}.round_id, u.tier, u.id AS unit_id FROM unit u WHERE u.id = {row}.unit_id",
}
# A round of a test or a demonstration has a clock of its own; a real one is also held to the wall's.
SHUT = (
    'EXISTS (SELECT 1 FROM ({place}) p WHERE NOT EXISTS (SELECT 1 FROM "window" w'
    " JOIN round ON round.id = w.round_id"
    " WHERE w.round_id = p.round_id AND w.tier = p.tier AND w.closed_at IS NULL"
    " AND (w.unit_id IS NULL OR w.unit_id = p.unit_id)"
    ' AND NOT (round."real" AND w.closes_at <= {minute_ago})))'
)
# A write that was in time may still be on its way to the commit: a minute is more than any may take.
MINUTE_AGO_SQLITE = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) - 60000000"
MINUTE_AGO_POSTGRESQL = "clock_timestamp() - interval '1 minute'"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    for table, place in GUARDED.items():
        shut = SHUT.format(place=place.format(row="NEW"), minute_ago=MINUTE_AGO_SQLITE)
        for event in ("insert", "update"):
            op.execute(
                f"CREATE TRIGGER {table}_{event}_in_time BEFORE {event.upper()} ON {table}"
                f" WHEN {shut} BEGIN SELECT RAISE(ABORT, 'window closed'); END"
            )


def _guard_postgresql() -> None:
    """Statement triggers over a transition table cost a third of row triggers."""
    for table, place in GUARDED.items():
        shut = SHUT.format(place=place.format(row="r"), minute_ago=MINUTE_AGO_POSTGRESQL)
        op.execute(
            f"CREATE FUNCTION {table}_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF EXISTS (SELECT 1 FROM changed r WHERE {shut}) THEN"
            " RAISE EXCEPTION 'window closed' USING ERRCODE = 'LC001'; END IF; RETURN NULL; END $$"
        )
        for event in ("insert", "update"):
            op.execute(
                f"CREATE TRIGGER {table}_{event}_in_time AFTER {event.upper()} ON {table}"
                " REFERENCING NEW TABLE AS changed FOR EACH STATEMENT"
                f" EXECUTE FUNCTION {table}_in_time()"
            )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in GUARDED:
        for event in ("insert", "update"):
            op.execute(f"DROP TRIGGER {table}_{event}_in_time" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            op.execute(f"DROP FUNCTION {table}_in_time()")
