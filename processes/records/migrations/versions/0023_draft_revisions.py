"""The saves of a draft: who, when, by which way, and exactly what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "draft_revision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("draft_id", KEY, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("saved_by", KEY, nullable=False),
        sa.Column("saved_at", moment(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("from_draft", KEY, nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["diagram_draft.id"], name=op.f("fk_draft_revision_draft_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["officer.id"], name=op.f("fk_draft_revision_saved_by")),
        sa.ForeignKeyConstraint(
            ["from_draft"], ["diagram_draft.id"], name=op.f("fk_draft_revision_from_draft")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revision")),
        sa.UniqueConstraint("draft_id", "revision", name=op.f("uq_draft_revision_draft_id_revision")),
    )


def downgrade() -> None:
    op.drop_table("draft_revision")
