"""What an administrator does to many cases at once, and what became of each case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDER_WAY = sa.text("begun_at IS NOT NULL AND done_at IS NULL")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "operation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to_node", sa.String(length=200), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=True),
        sa.Column("edition_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("node", sa.String(length=200), nullable=False),
        sa.Column("condition", sa.String(length=40), nullable=True),
        sa.Column("picked", sa.Boolean(), nullable=False),
        sa.Column("tried_by", KEY, nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("tried_at", moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_by", KEY, nullable=True),
        sa.Column("begun_at", moment(), nullable=True),
        sa.Column("paused_at", moment(), nullable=True),
        sa.Column("done_at", moment(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("fit", sa.Integer(), nullable=False),
        sa.Column("unfit", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_operation_round_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["diagram_edition.id"], name=op.f("fk_operation_edition_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_operation_province_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_operation_authority_id")),
        sa.ForeignKeyConstraint(["tried_by"], ["officer.id"], name=op.f("fk_operation_tried_by")),
        sa.ForeignKeyConstraint(["begun_by"], ["officer.id"], name=op.f("fk_operation_begun_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    op.create_index(
        "uq_operation_under_way",
        "operation",
        ["round_id"],
        unique=True,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )
    op.create_table(
        "operation_case",
        sa.Column("id", KEY, nullable=False),
        sa.Column("operation_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("fate", sa.String(length=40), nullable=False),
        sa.Column("obstacle", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_operation_case_operation_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_operation_case_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_case")),
        sa.UniqueConstraint("operation_id", "case_id", name=op.f("uq_operation_case_operation_id_case_id")),
    )
    op.create_index(op.f("ix_operation_case_operation_id_fate"), "operation_case", ["operation_id", "fate"])


def downgrade() -> None:
    op.drop_table("operation_case")
    op.drop_table("operation")
