"""The index that tells how many cases wait for what names the cases too, on PostgreSQL as on SQLite."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME = "ix_case_round_id_edition_id_province_id_ended_at_awaits"
COLUMNS = ["round_id", "edition_id", "province_id", "ended_at", "awaits"]


def upgrade() -> None:
    op.drop_index(op.f(NAME), table_name="case")
    op.create_index(op.f(NAME), "case", COLUMNS, postgresql_include=["id"])


def downgrade() -> None:
    op.drop_index(op.f(NAME), table_name="case")
    op.create_index(op.f(NAME), "case", COLUMNS)
