"""Answers to a diagram's own fields, sealed and with the edition that asked; and the files given as answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("form_answer", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.add_column("form_answer", sa.Column("edition_id", KEY, nullable=True))
    op.create_table(
        "form_file",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("work_item_id", KEY, nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        *(_points(column, to) for column, to in _POINTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_file")),
        sa.UniqueConstraint("work_item_id", "field", name=op.f("uq_form_file_work_item_id_field")),
    )
    op.create_index(op.f("ix_form_file_case_id"), "form_file", ["case_id"], unique=False)


_POINTS = (
    ("case_id", "case.id"),
    ("work_item_id", "work_item.id"),
    ("added_by", "officer.id"),
    ("unit_id", "unit.id"),
    ("authority_id", "unit.id"),
    ("province_id", "unit.id"),
)


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_form_file_{column}"))


def downgrade() -> None:
    op.drop_table("form_file")
    op.drop_column("form_answer", "edition_id")
    op.drop_column("form_answer", "sealed")
