"""Running cases carried over to another edition of their diagram."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "edition_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("diagram", sa.String(length=40), nullable=False),
        sa.Column("from_id", KEY, nullable=False),
        sa.Column("to_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_by", KEY, nullable=False),
        sa.Column("begun_at", moment(), nullable=False),
        sa.Column("paused_at", moment(), nullable=True),
        sa.Column("done_at", moment(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("last_case_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_edition_change_round_id")),
        sa.ForeignKeyConstraint(["from_id"], ["diagram_edition.id"], name=op.f("fk_edition_change_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["diagram_edition.id"], name=op.f("fk_edition_change_to_id")),
        sa.ForeignKeyConstraint(["begun_by"], ["officer.id"], name=op.f("fk_edition_change_begun_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_change")),
    )
    op.create_index(
        "uq_edition_change_under_way",
        "edition_change",
        ["round_id", "diagram"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("edition_change")
