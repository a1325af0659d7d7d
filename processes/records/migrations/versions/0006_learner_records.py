"""The whole record of a learner with its changes, and the profile of a unit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def scope() -> list[sa.Column[int]]:
    return [
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
    ]


def references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    units = {"unit_id": "unit.id", "authority_id": "unit.id", "province_id": "unit.id"}
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in {**columns, **units}.items()
    ]


def upgrade() -> None:
    op.create_table(
        "learner_record",
        sa.Column("id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("changed_at", moment(), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        *scope(),
        *references("learner_record", learner_id="learner.id", changed_by="officer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_record")),
        sa.UniqueConstraint("learner_id", name=op.f("uq_learner_record_learner_id")),
    )
    op.create_table(
        "learner_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("changed_at", moment(), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        *scope(),
        *references("learner_change", learner_id="learner.id", changed_by="officer.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_change")),
    )
    op.create_index(
        op.f("ix_learner_change_learner_id_changed_at"), "learner_change", ["learner_id", "changed_at"]
    )
    op.create_table(
        "unit_profile",
        sa.Column("id", KEY, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("changed_at", moment(), nullable=True),
        sa.Column("changed_by", KEY, nullable=True),
        sa.Column("checked_round_id", KEY, nullable=True),
        sa.Column("checked_by", KEY, nullable=True),
        sa.Column("checked_at", moment(), nullable=True),
        *scope(),
        *references(
            "unit_profile", changed_by="officer.id", checked_round_id="round.id", checked_by="officer.id"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_profile")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_unit_profile_unit_id")),
    )


def downgrade() -> None:
    for table in ("unit_profile", "learner_change", "learner_record"):
        op.drop_table(table)
