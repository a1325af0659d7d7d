"""What the rules found in the records, how it was explained, and how much of it a case still has open."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERENCES = {
    "enrolment_id": "enrolment.id",
    "classroom_id": "classroom.id",
    "explained_by": "officer.id",
    "unit_id": "unit.id",
    "authority_id": "unit.id",
    "province_id": "unit.id",
}


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "problem",
        sa.Column("id", KEY, nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("found_at", moment(), nullable=False),
        sa.Column("gone_at", moment(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explained_for", sa.String(length=32), nullable=False),
        sa.Column("explained_at", moment(), nullable=True),
        *(sa.Column(name, KEY, nullable=name != "unit_id") for name in REFERENCES),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_problem_{name}"))
            for name, target in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
        sa.UniqueConstraint(
            "unit_id", "rule", "about", "subject_id", name=op.f("uq_problem_unit_id_rule_about_subject_id")
        ),
    )
    op.create_index(op.f("ix_problem_unit_id_state_severity"), "problem", ["unit_id", "state", "severity"])
    op.create_index(op.f("ix_problem_enrolment_id"), "problem", ["enrolment_id"])
    op.add_column("case", sa.Column("errors", KEY, nullable=False, server_default="0"))
    op.add_column("case", sa.Column("queries", KEY, nullable=False, server_default="0"))
    op.add_column("case", sa.Column("checked_at", moment(), nullable=True))
    op.create_index(op.f("ix_case_round_id_tier_checked_at"), "case", ["round_id", "tier", "checked_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_case_round_id_tier_checked_at"), table_name="case")
    for name in ("checked_at", "queries", "errors"):
        op.drop_column("case", name)
    op.drop_table("problem")
