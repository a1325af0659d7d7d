"""Units, and the officers appointed to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SORT_KEY = sa.String(300).with_variant(sa.String(300, collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "officer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("username", name=op.f("uq_officer_username")),
    )
    op.create_table(
        "signin_throttle",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("tries", KEY, nullable=False),
        sa.Column("until", moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_signin_throttle")),
    )
    op.create_table(
        "unit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("authority_id", KEY, nullable=True),
        sa.Column("province_id", KEY, nullable=True),
        sa.Column("district_id", KEY, nullable=True),
        sa.Column("disburser_id", KEY, nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_unit_authority_id")),
        sa.ForeignKeyConstraint(["disburser_id"], ["unit.id"], name=op.f("fk_unit_disburser_id")),
        sa.ForeignKeyConstraint(["district_id"], ["unit.id"], name=op.f("fk_unit_district_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.ForeignKeyConstraint(["province_id"], ["unit.id"], name=op.f("fk_unit_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_index(op.f("ix_unit_authority_id"), "unit", ["authority_id"], unique=False)
    op.create_index(op.f("ix_unit_parent_id_sort_key"), "unit", ["parent_id", "sort_key"], unique=False)
    op.create_index(op.f("ix_unit_province_id_tier"), "unit", ["province_id", "tier"], unique=False)
    op.create_table(
        "unit_chain",
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("length", KEY, nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_chain")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", KEY, nullable=False),
        sa.Column("officer_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("order_number", sa.String(length=200), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_appointment_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_appointment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_officer_id"), "appointment", ["officer_id"], unique=False)
    op.create_index(op.f("ix_appointment_unit_id_role"), "appointment", ["unit_id", "role"], unique=False)
    op.create_table(
        "signin_session",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("officer_id", KEY, nullable=False),
        sa.Column("appointment_id", KEY, nullable=True),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("seen_at", moment(), nullable=False),
        sa.Column("revoked_at", moment(), nullable=True),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_signin_session_appointment_id")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_signin_session_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signin_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_signin_session_token_hash")),
    )
    op.create_index(op.f("ix_signin_session_officer_id"), "signin_session", ["officer_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_signin_session_officer_id"), table_name="signin_session")
    op.drop_table("signin_session")
    op.drop_index(op.f("ix_appointment_unit_id_role"), table_name="appointment")
    op.drop_index(op.f("ix_appointment_officer_id"), table_name="appointment")
    op.drop_table("appointment")
    op.drop_table("unit_chain")
    op.drop_index(op.f("ix_unit_province_id_tier"), table_name="unit")
    op.drop_index(op.f("ix_unit_parent_id_sort_key"), table_name="unit")
    op.drop_index(op.f("ix_unit_authority_id"), table_name="unit")
    op.drop_table("unit")
    op.drop_table("signin_throttle")
    op.drop_table("officer")
