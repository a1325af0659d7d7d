"""A child at two units: cases, their two sides, what was said; and learners found by name and birth."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("decided_at IS NULL")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in columns.items()
    ]


def upgrade() -> None:
    _cases()
    _sides()
    _entries()
    op.create_index(op.f("ix_learner_sort_key_birth_on"), "learner", ["sort_key", "birth_on"])


def _cases() -> None:
    op.create_table(
        "duplicate_case",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("claimant_id", KEY, nullable=False),
        sa.Column("classroom_id", KEY, nullable=False),
        sa.Column("holder_id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("by_number", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("claimed_name", sa.String(length=200), nullable=False),
        sa.Column("claimed_number", sa.String(length=30), nullable=False),
        sa.Column("held_name", sa.String(length=200), nullable=False),
        sa.Column("held_number", sa.String(length=30), nullable=False),
        sa.Column("differs", sa.String(length=100), nullable=False),
        sa.Column("opened_by", KEY, nullable=False),
        sa.Column("opened_at", moment(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decider_id", KEY, nullable=False),
        sa.Column("step", KEY, nullable=False),
        sa.Column("answer_due_at", moment(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", moment(), nullable=True),
        sa.Column("lapsed_at", moment(), nullable=True),
        *references(
            "duplicate_case",
            round_id="round.id",
            claimant_id="unit.id",
            classroom_id="classroom.id",
            holder_id="unit.id",
            enrolment_id="enrolment.id",
            opened_by="officer.id",
            decider_id="unit.id",
            decided_by="officer.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_case")),
    )
    for columns in (("claimant_id", "state"), ("decider_id", "state"), ("round_id", "lapsed_at")):
        op.create_index(op.f(f"ix_duplicate_case_{'_'.join(columns)}"), "duplicate_case", list(columns))
    op.create_index(
        "uq_duplicate_case_open",
        "duplicate_case",
        ["enrolment_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _sides() -> None:
    op.create_table(
        "duplicate_side",
        sa.Column("id", KEY, nullable=False),
        sa.Column("duplicate_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        *references(
            "duplicate_side",
            duplicate_id="duplicate_case.id",
            unit_id="unit.id",
            authority_id="unit.id",
            province_id="unit.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_side")),
    )
    op.create_index(op.f("ix_duplicate_side_duplicate_id"), "duplicate_side", ["duplicate_id"])
    op.create_index(
        op.f("ix_duplicate_side_unit_id_duplicate_id"), "duplicate_side", ["unit_id", "duplicate_id"]
    )


def _entries() -> None:
    op.create_table(
        "duplicate_entry",
        sa.Column("id", KEY, nullable=False),
        sa.Column("duplicate_id", KEY, nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("officer_id", KEY, nullable=True),
        sa.Column("by_unit_id", KEY, nullable=True),
        sa.Column("made_at", moment(), nullable=False),
        *references(
            "duplicate_entry",
            duplicate_id="duplicate_case.id",
            officer_id="officer.id",
            by_unit_id="unit.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_entry")),
    )
    op.create_index(op.f("ix_duplicate_entry_duplicate_id"), "duplicate_entry", ["duplicate_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_learner_sort_key_birth_on"), "learner")
    for table in ("duplicate_entry", "duplicate_side", "duplicate_case"):
        op.drop_table(table)
