"""The letters and annexes of a round."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "round_document",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", moment(), nullable=False),
        sa.Column("taken_down_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_document_round_id")),
        sa.ForeignKeyConstraint(["added_by"], ["officer.id"], name=op.f("fk_round_document_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_document")),
    )
    op.create_index(op.f("ix_round_document_round_id"), "round_document", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("round_document")
