"""Dates that move after they were announced: why, for whom, and what a close then counts anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    # Said plainly: on SQLite Alembic would build the table anew, which the window guards hang on.
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f'ALTER TABLE "window" ADD COLUMN extension_id {kind}'
        " CONSTRAINT fk_window_extension_id REFERENCES extension (id)"
    )
    op.create_table(
        "round_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("becomes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", KEY, nullable=False),
        sa.Column("changed_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_change_round_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["officer.id"], name=op.f("fk_round_change_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_change")),
    )
    op.create_index(op.f("ix_round_change_round_id"), "round_change", ["round_id"], unique=False)
    op.create_table(
        "retiming",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("extension_id", KEY, nullable=True),
        sa.Column("notice", sa.String(length=40), nullable=False),
        sa.Column("last_case_id", KEY, nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("done_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_retiming_round_id")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_retiming_authority_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_retiming_unit_id")),
        sa.ForeignKeyConstraint(["extension_id"], ["extension.id"], name=op.f("fk_retiming_extension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retiming")),
    )
    with op.batch_alter_table("closing_line") as lines:
        lines.add_column(sa.Column("version", KEY, nullable=False, server_default="1"))
        lines.drop_constraint(op.f("uq_closing_line_case_id_stream"), type_="unique")
        lines.create_unique_constraint(
            op.f("uq_closing_line_case_id_stream_version"), ["case_id", "stream", "version"]
        )


def downgrade() -> None:
    with op.batch_alter_table("closing_line") as lines:
        lines.drop_constraint(op.f("uq_closing_line_case_id_stream_version"), type_="unique")
        lines.create_unique_constraint(op.f("uq_closing_line_case_id_stream"), ["case_id", "stream"])
        lines.drop_column("version")
    op.drop_table("retiming")
    op.drop_index(op.f("ix_round_change_round_id"), table_name="round_change")
    op.drop_table("round_change")
    op.drop_column("window", "extension_id")
