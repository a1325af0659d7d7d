"""Replays of last round's histories against a draft."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "replay",
        sa.Column("id", KEY, nullable=False),
        sa.Column("draft_id", KEY, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("total", KEY, nullable=False),
        sa.Column("done", KEY, nullable=False),
        sa.Column("last_case_id", KEY, nullable=False),
        sa.Column("unfollowed", KEY, nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("started_by", KEY, nullable=False),
        sa.Column("started_at", moment(), nullable=False),
        sa.Column("ended_at", moment(), nullable=True),
        sa.Column("acknowledged_by", KEY, nullable=True),
        sa.Column("acknowledged_at", moment(), nullable=True),
        sa.Column("acknowledgement", sa.Text(), nullable=False),
        *(_points(column, to) for column, to in _POINTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replay")),
    )
    op.create_index(op.f("ix_replay_draft_id_revision"), "replay", ["draft_id", "revision"], unique=False)


_POINTS = (
    ("draft_id", "diagram_draft.id"),
    ("round_id", "round.id"),
    ("started_by", "officer.id"),
    ("acknowledged_by", "officer.id"),
)


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_replay_{column}"))


def downgrade() -> None:
    op.drop_table("replay")
