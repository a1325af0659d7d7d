"""Where a round's units stand is told from indexes alone; how fast a replay goes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OPEN = sa.text("state = 'open'")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_index(
        op.f("ix_case_round_id_edition_id_province_id_ended_at_awaits"),
        "case",
        ["round_id", "edition_id", "province_id", "ended_at", "awaits"],
    )
    op.create_index(
        op.f("ix_work_item_case_id_node_due_at_opened_at"),
        "work_item",
        ["case_id", "node", "due_at", "opened_at"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.add_column("replay", sa.Column("going_since", moment(), nullable=True))
    op.add_column("replay", sa.Column("done_before", KEY, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("replay", "done_before")
    op.drop_column("replay", "going_since")
    op.drop_index(op.f("ix_work_item_case_id_node_due_at_opened_at"), table_name="work_item")
    op.drop_index(op.f("ix_case_round_id_edition_id_province_id_ended_at_awaits"), table_name="case")
