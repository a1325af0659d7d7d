"""What the department asks of every profile."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "profile_field",
        sa.Column("id", KEY, nullable=False),
        sa.Column("label_th", sa.String(length=200), nullable=False),
        sa.Column("label_en", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("unit_kind", sa.String(length=40), nullable=True),
        sa.Column("added_at", moment(), nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("retired_at", moment(), nullable=True),
        sa.Column("retired_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["officer.id"], name=op.f("fk_profile_field_added_by")),
        sa.ForeignKeyConstraint(["retired_by"], ["officer.id"], name=op.f("fk_profile_field_retired_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_field")),
    )


def downgrade() -> None:
    op.drop_table("profile_field")
