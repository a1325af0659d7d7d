"""Boys and girls, explanations and changes of the counts of outside schools; a version of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("other_count", sa.Column("male", sa.Integer(), nullable=True))
    op.add_column("other_count", sa.Column("female", sa.Integer(), nullable=True))
    op.add_column("other_count", sa.Column("explanation", sa.String(length=200), nullable=True))
    op.add_column(
        "case", sa.Column("other_figures_version", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("case", sa.Column("other_by_sex", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "other_count_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("school_id", KEY, nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=40), nullable=False),
        sa.Column("became", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("changed_by", KEY, nullable=False),
        sa.Column("changed_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        *(_points(column, to) for column, to in _POINTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_count_change")),
    )
    op.create_index(
        op.f("ix_other_count_change_round_id_school_id"),
        "other_count_change",
        ["round_id", "school_id"],
        unique=False,
    )


_POINTS = (
    ("round_id", "round.id"),
    ("school_id", "other_school.id"),
    ("changed_by", "officer.id"),
    ("unit_id", "unit.id"),
    ("authority_id", "unit.id"),
    ("province_id", "unit.id"),
)


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_other_count_change_{column}"))


def downgrade() -> None:
    op.drop_table("other_count_change")
    op.drop_column("case", "other_by_sex")
    op.drop_column("case", "other_figures_version")
    for name in ("explanation", "female", "male"):
        op.drop_column("other_count", name)
