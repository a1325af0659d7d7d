"""Records of learners that somebody wants to look at again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("marked_by", KEY, nullable=False),
        sa.Column("marked_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_follow_up_enrolment_id")),
        sa.ForeignKeyConstraint(["marked_by"], ["officer.id"], name=op.f("fk_follow_up_marked_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_follow_up_unit_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_follow_up_authority_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_follow_up_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_enrolment_id"), "follow_up", ["enrolment_id"], unique=True)
    op.create_index(op.f("ix_follow_up_unit_id"), "follow_up", ["unit_id"], unique=False)


def downgrade() -> None:
    op.drop_table("follow_up")
