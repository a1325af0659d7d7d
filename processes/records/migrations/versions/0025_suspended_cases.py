"""Since when a case is suspended, by whom and why; nothing where it runs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("case", sa.Column("suspended_at", moment(), nullable=True))
    op.add_column("case", sa.Column("suspended_by", KEY, nullable=True))
    op.add_column("case", sa.Column("suspended_why", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("suspended_why", "suspended_by", "suspended_at"):
        op.drop_column("case", column)
