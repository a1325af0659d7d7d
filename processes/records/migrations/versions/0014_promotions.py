"""Rolls that went up a year as a whole, with each learner's class before and after."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERS = ("academic_year", "moved", "stayed", "finished", "newest_enrolment")
UNITS = ("unit_id", "authority_id", "province_id")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in NUMBERS),
        sa.Column("promoted_by", KEY, nullable=False),
        sa.Column("promoted_at", moment(), nullable=False),
        sa.Column("undone_by", KEY, nullable=True),
        sa.Column("undone_at", moment(), nullable=True),
        *belonging("promotion"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_promotion_round_id")),
        sa.ForeignKeyConstraint(["promoted_by"], ["officer.id"], name=op.f("fk_promotion_promoted_by")),
        sa.ForeignKeyConstraint(["undone_by"], ["officer.id"], name=op.f("fk_promotion_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    op.create_index(
        op.f("ix_promotion_unit_id_promoted_at"), "promotion", ["unit_id", "promoted_at"], unique=False
    )
    op.create_table(
        "promotion_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("promotion_id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("from_classroom_id", KEY, nullable=False),
        sa.Column("to_classroom_id", KEY, nullable=True),
        *belonging("promotion_line"),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_promotion_line_{column}"))
            for column, table in (
                ("promotion_id", "promotion"),
                ("enrolment_id", "enrolment"),
                ("from_classroom_id", "classroom"),
                ("to_classroom_id", "classroom"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_line")),
    )
    columns = ["promotion_id", "from_classroom_id"]
    op.create_index(
        op.f("ix_promotion_line_promotion_id_from_classroom_id"), "promotion_line", columns, unique=False
    )


def belonging(table: str) -> list[sa.Column[int] | sa.ForeignKeyConstraint]:
    """Whose row it is."""
    return [
        *(sa.Column(name, KEY, nullable=name != "unit_id") for name in UNITS),
        *(sa.ForeignKeyConstraint([name], ["unit.id"], name=op.f(f"fk_{table}_{name}")) for name in UNITS),
    ]


def downgrade() -> None:
    op.drop_table("promotion_line")
    op.drop_table("promotion")
