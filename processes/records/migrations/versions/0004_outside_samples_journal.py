"""Outside schools, samples, the journal, notices and timers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SORT_KEY = sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("beat_at", moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("next_try_at", moment(), nullable=False),
        sa.Column("tries", KEY, nullable=False),
        sa.Column("sent_at", moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_sent_at_next_try_at"), "outbox", ["sent_at", "next_try_at"], unique=False)
    op.create_table(
        "timer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("due_at", moment(), nullable=False),
        sa.Column("next_try_at", moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", KEY, nullable=False),
        sa.Column("last_error", sa.String(length=1000), nullable=True),
        sa.Column("done_at", moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
        sa.UniqueConstraint("key", name=op.f("uq_timer_key")),
    )
    op.create_index(op.f("ix_timer_state_next_try_at"), "timer", ["state", "next_try_at"], unique=False)
    op.create_table(
        "journal_entry",
        sa.Column("id", KEY, nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("officer_id", KEY, nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_journal_entry_authority_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_journal_entry_officer_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_journal_entry_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_journal_entry_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("chain", "position", name=op.f("uq_journal_entry_chain_position")),
    )
    op.create_index(
        op.f("ix_journal_entry_unit_id_made_at"), "journal_entry", ["unit_id", "made_at"], unique=False
    )
    op.create_table(
        "other_school",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("affiliation", sa.String(length=20), nullable=False),
        sa.Column("district_id", KEY, nullable=True),
        sa.Column("dissolved_on", sa.Date(), nullable=True),
        sa.Column("dissolved_by", sa.String(length=200), nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_other_school_authority_id")),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_other_school_district_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_other_school_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_other_school_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_school")),
        sa.UniqueConstraint("code", name=op.f("uq_other_school_code")),
    )
    op.create_index(
        op.f("ix_other_school_unit_id_sort_key"), "other_school", ["unit_id", "sort_key"], unique=False
    )
    op.create_table(
        "sample_draw",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("population", KEY, nullable=False),
        sa.Column("drawn_by", KEY, nullable=False),
        sa.Column("drawn_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_sample_draw_authority_id")),
        sa.ForeignKeyConstraint(["drawn_by"], ["officer.id"], name=op.f("fk_sample_draw_drawn_by")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_sample_draw_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sample_draw_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_sample_draw_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_draw")),
    )
    op.create_index(
        op.f("ix_sample_draw_unit_id_round_id"), "sample_draw", ["unit_id", "round_id"], unique=False
    )
    op.create_table(
        "finding",
        sa.Column("id", KEY, nullable=False),
        sa.Column("draw_id", KEY, nullable=False),
        sa.Column("drawn_unit_id", KEY, nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("found_by", KEY, nullable=True),
        sa.Column("found_at", moment(), nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_finding_authority_id")),
        sa.ForeignKeyConstraint(["draw_id"], ["sample_draw.id"], name=op.f("fk_finding_draw_id")),
        sa.ForeignKeyConstraint(["drawn_unit_id"], ["unit.id"], name=op.f("fk_finding_drawn_unit_id")),
        sa.ForeignKeyConstraint(["found_by"], ["officer.id"], name=op.f("fk_finding_found_by")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_finding_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("draw_id", "drawn_unit_id", name=op.f("uq_finding_draw_id_drawn_unit_id")),
    )
    op.create_index(op.f("ix_finding_drawn_unit_id"), "finding", ["drawn_unit_id"], unique=False)
    op.create_table(
        "other_count",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("school_id", KEY, nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("count", KEY, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("recorded_by", KEY, nullable=False),
        sa.Column("recorded_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_other_count_authority_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_other_count_province_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officer.id"], name=op.f("fk_other_count_recorded_by")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_other_count_round_id")),
        sa.ForeignKeyConstraint(["school_id"], ["other_school.id"], name=op.f("fk_other_count_school_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_other_count_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_count")),
        sa.UniqueConstraint(
            "round_id", "school_id", "grade", name=op.f("uq_other_count_round_id_school_id_grade")
        ),
    )
    op.create_index(
        op.f("ix_other_count_unit_id_round_id"), "other_count", ["unit_id", "round_id"], unique=False
    )
    op.create_table(
        "notice",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("round_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("seen_at", moment(), nullable=True),
        sa.Column("seen_by", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_notice_authority_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_notice_case_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_notice_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_notice_round_id")),
        sa.ForeignKeyConstraint(["seen_by"], ["officer.id"], name=op.f("fk_notice_seen_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index(op.f("ix_notice_unit_id_made_at"), "notice", ["unit_id", "made_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_notice_unit_id_made_at"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_other_count_unit_id_round_id"), table_name="other_count")
    op.drop_table("other_count")
    op.drop_index(op.f("ix_finding_drawn_unit_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_sample_draw_unit_id_round_id"), table_name="sample_draw")
    op.drop_table("sample_draw")
    op.drop_index(op.f("ix_other_school_unit_id_sort_key"), table_name="other_school")
    op.drop_table("other_school")
    op.drop_index(op.f("ix_journal_entry_unit_id_made_at"), table_name="journal_entry")
    op.drop_table("journal_entry")
    op.drop_index(op.f("ix_timer_state_next_try_at"), table_name="timer")
    op.drop_table("timer")
    op.drop_index(op.f("ix_outbox_sent_at_next_try_at"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("heartbeat")
