"""Cases with their inbox, and what was confirmed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("edition_id", KEY, nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("tasks", sa.String(length=400), nullable=False),
        sa.Column("awaits", sa.String(length=200), nullable=False),
        sa.Column("next_due_at", moment(), nullable=True),
        sa.Column("opened_at", moment(), nullable=False),
        sa.Column("ended_at", moment(), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("other_standing", sa.String(length=40), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("figures_version", KEY, nullable=False),
        sa.Column("units_total", KEY, nullable=False),
        sa.Column("units_confirmed", KEY, nullable=False),
        sa.Column("units_reviewed", KEY, nullable=False),
        sa.Column("other_total", KEY, nullable=False),
        sa.Column("learners", KEY, nullable=False),
        sa.Column("trouble", KEY, nullable=False),
        sa.Column("own_version", KEY, nullable=False),
        sa.Column("other_version", KEY, nullable=False),
        sa.Column("chain_length", KEY, nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_case_authority_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["diagram_edition.id"], name=op.f("fk_case_edition_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["case.id"], name=op.f("fk_case_parent_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_case_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_case_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_case_round_id_unit_id")),
    )
    op.create_index(op.f("ix_case_next_due_at"), "case", ["next_due_at"], unique=False)
    op.create_index(op.f("ix_case_parent_id_standing"), "case", ["parent_id", "standing"], unique=False)
    op.create_index(
        op.f("ix_case_province_id_tier_standing"), "case", ["province_id", "tier", "standing"], unique=False
    )
    op.create_index(
        op.f("ix_case_round_id_tier_ended_at"), "case", ["round_id", "tier", "ended_at"], unique=False
    )
    op.create_table(
        "reopening_request",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("decider_id", KEY, nullable=False),
        sa.Column("origin_id", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", moment(), nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["officer.id"], name=op.f("fk_reopening_request_asked_by")),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["unit.id"], name=op.f("fk_reopening_request_authority_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reopening_request_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name=op.f("fk_reopening_request_decided_by")),
        sa.ForeignKeyConstraint(["decider_id"], ["unit.id"], name=op.f("fk_reopening_request_decider_id")),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["reopening_request.id"], name=op.f("fk_reopening_request_origin_id")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_reopening_request_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reopening_request_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reopening_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening_request")),
    )
    op.create_index(
        op.f("ix_reopening_request_decider_id_decided_at"),
        "reopening_request",
        ["decider_id", "decided_at"],
        unique=False,
    )
    op.create_index(
        "uq_reopening_request_open",
        "reopening_request",
        ["case_id", "stream"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "report_view",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("officer_id", KEY, nullable=False),
        sa.Column("figures_version", KEY, nullable=False),
        sa.Column("opened_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_report_view_case_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_report_view_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_view")),
        sa.UniqueConstraint(
            "case_id", "stream", "officer_id", name=op.f("uq_report_view_case_id_stream_officer_id")
        ),
    )
    op.create_table(
        "work_item",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("task_ref", sa.String(length=40), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("node", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("officer_id", KEY, nullable=True),
        sa.Column("claimed_by", KEY, nullable=True),
        sa.Column("claimed_at", moment(), nullable=True),
        sa.Column("learners", KEY, nullable=False),
        sa.Column("trouble", KEY, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", moment(), nullable=False),
        sa.Column("due_at", moment(), nullable=False),
        sa.Column("done_at", moment(), nullable=True),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_work_item_authority_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_work_item_case_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["officer.id"], name=op.f("fk_work_item_claimed_by")),
        sa.ForeignKeyConstraint(["done_by"], ["officer.id"], name=op.f("fk_work_item_done_by")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_work_item_officer_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_work_item_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_work_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
        sa.UniqueConstraint(
            "case_id", "task_ref", "subject_id", name=op.f("uq_work_item_case_id_task_ref_subject_id")
        ),
    )
    op.create_index(
        op.f("ix_work_item_officer_id_state_due_at"),
        "work_item",
        ["officer_id", "state", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_work_item_unit_id_state_due_at"), "work_item", ["unit_id", "state", "due_at"], unique=False
    )
    op.create_table(
        "confirmation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("total", KEY, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("officer_id", KEY, nullable=False),
        sa.Column("officer_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("attestation", sa.Text(), nullable=False),
        sa.Column("confirmed_at", moment(), nullable=False),
        sa.Column("due_at", moment(), nullable=False),
        sa.Column("withdrawn_at", moment(), nullable=True),
        sa.Column("withdrawn_by", KEY, nullable=True),
        sa.Column("withdrawn_why", sa.String(length=1000), nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_confirmation_authority_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_confirmation_case_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_confirmation_officer_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_confirmation_province_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["reopening_request.id"], name=op.f("fk_confirmation_request_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_confirmation_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_confirmation_unit_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["officer.id"], name=op.f("fk_confirmation_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("number", name=op.f("uq_confirmation_number")),
        sa.UniqueConstraint(
            "unit_id",
            "round_id",
            "stream",
            "version",
            name=op.f("uq_confirmation_unit_id_round_id_stream_version"),
        ),
    )
    op.create_index(
        op.f("ix_confirmation_round_id_confirmed_at"),
        "confirmation",
        ["round_id", "confirmed_at"],
        unique=False,
    )
    op.create_index(
        "uq_confirmation_standing",
        "confirmation",
        ["case_id", "stream"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "form_answer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("work_item_id", KEY, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answered_by", KEY, nullable=False),
        sa.Column("answered_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["officer.id"], name=op.f("fk_form_answer_answered_by")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_form_answer_case_id")),
        sa.ForeignKeyConstraint(["work_item_id"], ["work_item.id"], name=op.f("fk_form_answer_work_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_answer")),
    )
    op.create_index(op.f("ix_form_answer_case_id"), "form_answer", ["case_id"], unique=False)
    op.create_table(
        "form_draft",
        sa.Column("id", KEY, nullable=False),
        sa.Column("work_item_id", KEY, nullable=False),
        sa.Column("officer_id", KEY, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_form_draft_officer_id")),
        sa.ForeignKeyConstraint(["work_item_id"], ["work_item.id"], name=op.f("fk_form_draft_work_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("work_item_id", "officer_id", name=op.f("uq_form_draft_work_item_id_officer_id")),
    )
    op.create_table(
        "closing_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("confirmation_id", KEY, nullable=True),
        sa.Column("total", KEY, nullable=True),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("answerable", sa.String(length=200), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_closing_line_authority_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_closing_line_case_id")),
        sa.ForeignKeyConstraint(
            ["confirmation_id"], ["confirmation.id"], name=op.f("fk_closing_line_confirmation_id")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_closing_line_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_closing_line_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_closing_line_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_line")),
        sa.UniqueConstraint("case_id", "stream", name=op.f("uq_closing_line_case_id_stream")),
    )
    op.create_index(
        op.f("ix_closing_line_round_id_tier_standing"),
        "closing_line",
        ["round_id", "tier", "standing"],
        unique=False,
    )
    op.create_table(
        "figures_taken",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("confirmation_id", KEY, nullable=False),
        sa.Column("taken_by", KEY, nullable=False),
        sa.Column("taken_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_figures_taken_authority_id")),
        sa.ForeignKeyConstraint(
            ["confirmation_id"], ["confirmation.id"], name=op.f("fk_figures_taken_confirmation_id")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_figures_taken_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_figures_taken_round_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["officer.id"], name=op.f("fk_figures_taken_taken_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_figures_taken_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_taken")),
        sa.UniqueConstraint("confirmation_id", name=op.f("uq_figures_taken_confirmation_id")),
    )


def downgrade() -> None:
    op.drop_table("figures_taken")
    op.drop_index(op.f("ix_closing_line_round_id_tier_standing"), table_name="closing_line")
    op.drop_table("closing_line")
    op.drop_table("form_draft")
    op.drop_index(op.f("ix_form_answer_case_id"), table_name="form_answer")
    op.drop_table("form_answer")
    op.drop_index(
        "uq_confirmation_standing",
        table_name="confirmation",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_index(op.f("ix_confirmation_round_id_confirmed_at"), table_name="confirmation")
    op.drop_table("confirmation")
    op.drop_index(op.f("ix_work_item_unit_id_state_due_at"), table_name="work_item")
    op.drop_index(op.f("ix_work_item_officer_id_state_due_at"), table_name="work_item")
    op.drop_table("work_item")
    op.drop_table("report_view")
    op.drop_index(
        "uq_reopening_request_open",
        table_name="reopening_request",
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.drop_index(op.f("ix_reopening_request_decider_id_decided_at"), table_name="reopening_request")
    op.drop_table("reopening_request")
    op.drop_index(op.f("ix_case_round_id_tier_ended_at"), table_name="case")
    op.drop_index(op.f("ix_case_province_id_tier_standing"), table_name="case")
    op.drop_index(op.f("ix_case_parent_id_standing"), table_name="case")
    op.drop_index(op.f("ix_case_next_due_at"), table_name="case")
    op.drop_table("case")
