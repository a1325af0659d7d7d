"""Drafts of diagrams with their comments; who approved an edition, and from which round it is in force."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# An edition is what cases run on: the database itself lets nobody change or remove one.
SQLITE_GUARD = (
    """
    CREATE TRIGGER diagram_edition_stays_as_it_is BEFORE UPDATE ON diagram_edition
    BEGIN SELECT RAISE(ABORT, 'an edition never changes'); END
    """,
    """
    CREATE TRIGGER diagram_edition_stays BEFORE DELETE ON diagram_edition
    BEGIN SELECT RAISE(ABORT, 'an edition never changes'); END
    """,
)
POSTGRES_GUARD = (
    """
    CREATE FUNCTION diagram_edition_stays() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'an edition never changes'; END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER diagram_edition_stays BEFORE UPDATE OR DELETE ON diagram_edition
    FOR EACH ROW EXECUTE FUNCTION diagram_edition_stays()
    """,
)


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    _drafts()
    _comments()
    # Said plainly: on SQLite Alembic would build the table anew, which cases and rounds hang on.
    kind = "BIGINT" if _is_postgres() else "INTEGER"
    op.execute(
        f"ALTER TABLE diagram_edition ADD COLUMN approved_by {kind}"
        " CONSTRAINT fk_diagram_edition_approved_by REFERENCES officer (id)"
    )
    op.add_column("diagram_edition", sa.Column("approved_at", moment(), nullable=True))
    op.add_column("diagram_edition", sa.Column("from_year", KEY, nullable=True))
    op.add_column("diagram_edition", sa.Column("from_number", KEY, nullable=True))
    for statement in POSTGRES_GUARD if _is_postgres() else SQLITE_GUARD:
        op.execute(statement)


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _drafts() -> None:
    op.create_table(
        "diagram_draft",
        sa.Column("id", KEY, nullable=False),
        sa.Column("diagram", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("based_on", KEY, nullable=True),
        sa.Column("beside", KEY, nullable=True),
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("updated_by", KEY, nullable=False),
        sa.Column("updated_at", moment(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_revision", KEY, nullable=True),
        sa.Column("approver_id", KEY, nullable=True),
        sa.Column("approved_at", moment(), nullable=True),
        sa.Column("approved_revision", KEY, nullable=True),
        sa.Column("edition_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["based_on"], ["diagram_edition.id"], name=op.f("fk_diagram_draft_based_on")),
        sa.ForeignKeyConstraint(["beside"], ["diagram_draft.id"], name=op.f("fk_diagram_draft_beside")),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name=op.f("fk_diagram_draft_owner_id")),
        sa.ForeignKeyConstraint(["updated_by"], ["officer.id"], name=op.f("fk_diagram_draft_updated_by")),
        sa.ForeignKeyConstraint(["approver_id"], ["officer.id"], name=op.f("fk_diagram_draft_approver_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["diagram_edition.id"], name=op.f("fk_diagram_draft_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagram_draft")),
    )
    op.create_index(op.f("ix_diagram_draft_state_updated_at"), "diagram_draft", ["state", "updated_at"])
    op.create_index(op.f("ix_diagram_draft_beside"), "diagram_draft", ["beside"])


def _comments() -> None:
    op.create_table(
        "draft_comment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("draft_id", KEY, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("element", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["diagram_draft.id"], name=op.f("fk_draft_comment_draft_id")),
        sa.ForeignKeyConstraint(["made_by"], ["officer.id"], name=op.f("fk_draft_comment_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
    )
    op.create_index(op.f("ix_draft_comment_draft_id"), "draft_comment", ["draft_id"])


def downgrade() -> None:
    if _is_postgres():
        op.execute("DROP TRIGGER diagram_edition_stays ON diagram_edition")
        op.execute("DROP FUNCTION diagram_edition_stays()")
    else:
        op.execute("DROP TRIGGER diagram_edition_stays_as_it_is")
        op.execute("DROP TRIGGER diagram_edition_stays")
    for column in ("from_number", "from_year", "approved_at", "approved_by"):
        op.drop_column("diagram_edition", column)
    op.drop_table("draft_comment")
    op.drop_table("diagram_draft")
