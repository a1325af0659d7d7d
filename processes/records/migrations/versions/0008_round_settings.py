"""What the department settles for each round besides its dates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("round", sa.Column("seen_percent", sa.Integer(), nullable=False, server_default="100"))
    op.add_column(
        "round",
        sa.Column("if_reopened", sa.String(length=40), nullable=False, server_default="last_confirmed"),
    )
    op.add_column("round", sa.Column("roll_open_until", moment(), nullable=True))
    op.add_column("round", sa.Column("rules", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in ("rules", "roll_open_until", "if_reopened", "seen_percent"):
        op.drop_column("round", name)
