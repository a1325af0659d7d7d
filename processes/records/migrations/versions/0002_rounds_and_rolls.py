"""Rounds with their windows, and the rolls that stand in them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SORT_KEY = sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("id", KEY, nullable=False),
        sa.Column("academic_year", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("letter", sa.String(length=200), nullable=False),
        sa.Column("letter_text", sa.Text(), nullable=False),
        sa.Column("real", sa.Boolean(), nullable=False),
        sa.Column("opened_at", moment(), nullable=True),
        sa.Column("closed_at", moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("academic_year", "number", name=op.f("uq_round_academic_year_number")),
    )
    op.create_table(
        "classroom",
        sa.Column("id", KEY, nullable=False),
        sa.Column("academic_year", KEY, nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=20), nullable=False),
        sa.Column("teacher_id", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_classroom_authority_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_classroom_province_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["officer.id"], name=op.f("fk_classroom_teacher_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_classroom_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
    )
    op.create_index(op.f("ix_classroom_teacher_id"), "classroom", ["teacher_id"], unique=False)
    op.create_index(
        op.f("ix_classroom_unit_id_academic_year"), "classroom", ["unit_id", "academic_year"], unique=False
    )
    op.create_table(
        "diagram_edition",
        sa.Column("id", KEY, nullable=False),
        sa.Column("diagram", sa.String(length=40), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("published_at", moment(), nullable=False),
        sa.Column("published_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by"], ["officer.id"], name=op.f("fk_diagram_edition_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagram_edition")),
        sa.UniqueConstraint("diagram", "number", name=op.f("uq_diagram_edition_diagram_number")),
    )
    op.create_table(
        "extension",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_number", sa.String(length=200), nullable=False),
        sa.Column("granted_by", KEY, nullable=False),
        sa.Column("granted_at", moment(), nullable=False),
        sa.Column("expires_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(["granted_by"], ["officer.id"], name=op.f("fk_extension_granted_by")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_extension_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_extension_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_table(
        "internal_deadline",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("due_at", moment(), nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["unit.id"], name=op.f("fk_internal_deadline_authority_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_internal_deadline_round_id")),
        sa.ForeignKeyConstraint(["set_by"], ["officer.id"], name=op.f("fk_internal_deadline_set_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_internal_deadline_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_deadline")),
        sa.UniqueConstraint(
            "round_id",
            "authority_id",
            "unit_id",
            name=op.f("uq_internal_deadline_round_id_authority_id_unit_id"),
        ),
    )
    op.create_table(
        "learner",
        sa.Column("id", KEY, nullable=False),
        sa.Column("prefix", sa.String(length=40), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("nationality", sa.String(length=60), nullable=False),
        sa.Column("identity_kind", sa.String(length=40), nullable=False),
        sa.Column("number_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("number_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("number_masked", sa.String(length=30), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("recorded_at", moment(), nullable=False),
        sa.Column("recorded_by", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_learner_authority_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_learner_province_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officer.id"], name=op.f("fk_learner_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_learner_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    op.create_index(op.f("ix_learner_number_index"), "learner", ["number_index"], unique=False)
    op.create_index(op.f("ix_learner_unit_id_sort_key"), "learner", ["unit_id", "sort_key"], unique=False)
    op.create_table(
        "window",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("opens_at", moment(), nullable=False),
        sa.Column("due_at", moment(), nullable=False),
        sa.Column("closes_at", moment(), nullable=False),
        sa.Column("closed_at", moment(), nullable=True),
        sa.Column("opens_by", sa.String(length=200), nullable=False),
        sa.Column("due_by", sa.String(length=200), nullable=False),
        sa.Column("closes_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_window_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_window_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
    )
    op.create_index(op.f("ix_window_closes_at"), "window", ["closes_at"], unique=False)
    op.create_index(
        op.f("ix_window_round_id_tier_unit_id"), "window", ["round_id", "tier", "unit_id"], unique=False
    )
    op.create_table(
        "class_check",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("classroom_id", KEY, nullable=False),
        sa.Column("checked_by", KEY, nullable=False),
        sa.Column("checked_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_class_check_authority_id")),
        sa.ForeignKeyConstraint(["checked_by"], ["officer.id"], name=op.f("fk_class_check_checked_by")),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_class_check_classroom_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_class_check_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_class_check_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_class_check_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_check")),
        sa.UniqueConstraint("round_id", "classroom_id", name=op.f("uq_class_check_round_id_classroom_id")),
    )
    op.create_table(
        "enrolment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("classroom_id", KEY, nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("admitted_by", KEY, nullable=True),
        sa.Column("left_at", moment(), nullable=True),
        sa.Column("left_by", KEY, nullable=True),
        sa.Column("leaving_reason", sa.String(length=40), nullable=True),
        sa.Column("leaving_note", sa.String(length=500), nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["admitted_by"], ["officer.id"], name=op.f("fk_enrolment_admitted_by")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_enrolment_authority_id")),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_enrolment_classroom_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_enrolment_learner_id")),
        sa.ForeignKeyConstraint(["left_by"], ["officer.id"], name=op.f("fk_enrolment_left_by")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_enrolment_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_enrolment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(
        op.f("ix_enrolment_classroom_id_left_at"), "enrolment", ["classroom_id", "left_at"], unique=False
    )
    op.create_index(
        op.f("ix_enrolment_unit_id_left_at_classroom_id"),
        "enrolment",
        ["unit_id", "left_at", "classroom_id"],
        unique=False,
    )
    op.create_index(
        "uq_enrolment_standing",
        "enrolment",
        ["learner_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "identity_change",
        sa.Column("id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("number_masked", sa.String(length=30), nullable=False),
        sa.Column("changed_at", moment(), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["officer.id"], name=op.f("fk_identity_change_changed_by")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_identity_change_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_change")),
    )
    op.create_index(op.f("ix_identity_change_learner_id"), "identity_change", ["learner_id"], unique=False)
    op.create_table(
        "round_edition",
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("diagram", sa.String(length=40), nullable=False),
        sa.Column("edition_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["diagram_edition.id"], name=op.f("fk_round_edition_edition_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_edition_round_id")),
        sa.PrimaryKeyConstraint("round_id", "diagram", name=op.f("pk_round_edition")),
    )
    op.create_table(
        "presence_mark",
        sa.Column("id", KEY, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("enrolment_id", KEY, nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("marked_by", KEY, nullable=False),
        sa.Column("marked_at", moment(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_presence_mark_authority_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_presence_mark_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["marked_by"], ["officer.id"], name=op.f("fk_presence_mark_marked_by")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_presence_mark_province_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_presence_mark_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_presence_mark_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_mark")),
        sa.UniqueConstraint("round_id", "enrolment_id", name=op.f("uq_presence_mark_round_id_enrolment_id")),
    )
    op.create_index(
        op.f("ix_presence_mark_unit_id_round_id"), "presence_mark", ["unit_id", "round_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_presence_mark_unit_id_round_id"), table_name="presence_mark")
    op.drop_table("presence_mark")
    op.drop_table("round_edition")
    op.drop_index(op.f("ix_identity_change_learner_id"), table_name="identity_change")
    op.drop_table("identity_change")
    op.drop_index(
        "uq_enrolment_standing",
        table_name="enrolment",
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.drop_index(op.f("ix_enrolment_unit_id_left_at_classroom_id"), table_name="enrolment")
    op.drop_index(op.f("ix_enrolment_classroom_id_left_at"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_table("class_check")
    op.drop_index(op.f("ix_window_round_id_tier_unit_id"), table_name="window")
    op.drop_index(op.f("ix_window_closes_at"), table_name="window")
    op.drop_table("window")
    op.drop_index(op.f("ix_learner_unit_id_sort_key"), table_name="learner")
    op.drop_index(op.f("ix_learner_number_index"), table_name="learner")
    op.drop_table("learner")
    op.drop_table("internal_deadline")
    op.drop_table("extension")
    op.drop_table("diagram_edition")
    op.drop_index(op.f("ix_classroom_unit_id_academic_year"), table_name="classroom")
    op.drop_index(op.f("ix_classroom_teacher_id"), table_name="classroom")
    op.drop_table("classroom")
    op.drop_table("round")
