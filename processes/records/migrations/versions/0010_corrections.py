"""What a request will change, which version counted at a close, and the frozen figures as a set."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reopening_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("request_id", KEY, nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("learner_id", KEY, nullable=True),
        sa.Column("school_id", KEY, nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("number", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["reopening_request.id"], name=op.f("fk_reopening_change_request_id")
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_reopening_change_learner_id")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["other_school.id"], name=op.f("fk_reopening_change_school_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reopening_change_unit_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_reopening_change_authority_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_reopening_change_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening_change")),
    )
    op.create_index(op.f("ix_reopening_change_request_id"), "reopening_change", ["request_id"])
    op.create_table(
        "closing_dataset",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("lines", KEY, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_closing_dataset_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_dataset")),
        sa.UniqueConstraint("round_id", "version", name=op.f("uq_closing_dataset_round_id_version")),
    )
    op.add_column("closing_line", sa.Column("if_reopened", sa.String(length=40), nullable=True))
    op.add_column("closing_line", sa.Column("now_total", KEY, nullable=True))
    op.add_column("closing_line", sa.Column("now_figures", sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("now_figures", "now_total", "if_reopened"):
        op.drop_column("closing_line", name)
    op.drop_table("closing_dataset")
    op.drop_table("reopening_change")
