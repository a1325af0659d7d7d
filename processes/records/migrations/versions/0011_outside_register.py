"""Which outside schools stand on whose list in a round, their register's changes, and how counts are collected."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("outside_answer", "outside_link", "outside_contact", "outside_change", "outside_listing")

# Authorities whose round was opened before lists were kept owe the schools that they pay now.
LISTED = """
INSERT INTO outside_listing (round_id, school_id, unit_id, authority_id, province_id)
SELECT "case".round_id, other_school.id, other_school.unit_id, other_school.authority_id, other_school.province_id
FROM other_school JOIN "case" ON "case".unit_id = other_school.unit_id AND "case".other_total > 0
"""


def moment() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def key(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, KEY, nullable=nullable)


def scope() -> list[sa.Column[int]]:
    return [key("unit_id"), key("authority_id", True), key("province_id", True)]


def keys(table: str, **targets: str) -> list[sa.Constraint]:
    units = dict.fromkeys(("unit_id", "authority_id", "province_id"), "unit.id")
    references = {**targets, **units}
    return [
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{table}_{name}"))
            for name, target in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    op.add_column("other_school", sa.Column("revision", KEY, nullable=False, server_default="1"))
    _lists()
    _changes()
    _contacts()
    _answers()
    op.execute(LISTED)


def _lists() -> None:
    op.create_table(
        "outside_listing",
        key("id"),
        key("round_id"),
        key("school_id"),
        *scope(),
        *keys("outside_listing", round_id="round.id", school_id="other_school.id"),
        sa.UniqueConstraint("round_id", "school_id", name=op.f("uq_outside_listing_round_id_school_id")),
    )
    op.create_index(op.f("ix_outside_listing_unit_id_round_id"), "outside_listing", ["unit_id", "round_id"])


def _changes() -> None:
    op.create_table(
        "outside_change",
        key("id"),
        key("school_id", True),
        sa.Column("school", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        key("made_by", True),
        sa.Column("made_at", moment(), nullable=False),
        key("decided_by", True),
        sa.Column("decided_at", moment(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        *scope(),
        *keys("outside_change", school_id="other_school.id", made_by="officer.id", decided_by="officer.id"),
    )
    op.create_index(op.f("ix_outside_change_school_id_made_at"), "outside_change", ["school_id", "made_at"])
    op.create_index(op.f("ix_outside_change_state_province_id"), "outside_change", ["state", "province_id"])
    op.create_index(op.f("ix_outside_change_unit_id_made_at"), "outside_change", ["unit_id", "made_at"])


def _contacts() -> None:
    op.create_table(
        "outside_contact",
        key("id"),
        key("round_id"),
        key("school_id"),
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        key("noted_by"),
        sa.Column("noted_at", moment(), nullable=False),
        *scope(),
        *keys("outside_contact", round_id="round.id", school_id="other_school.id", noted_by="officer.id"),
    )
    op.create_index(
        op.f("ix_outside_contact_round_id_school_id"), "outside_contact", ["round_id", "school_id"]
    )


def _answers() -> None:
    op.create_table(
        "outside_link",
        key("id"),
        key("round_id"),
        key("school_id"),
        key("made_by"),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("expires_at", moment(), nullable=False),
        sa.Column("revoked_at", moment(), nullable=True),
        *scope(),
        *keys("outside_link", round_id="round.id", school_id="other_school.id", made_by="officer.id"),
    )
    op.create_index(op.f("ix_outside_link_round_id_school_id"), "outside_link", ["round_id", "school_id"])
    op.create_table(
        "outside_answer",
        key("id"),
        key("round_id"),
        key("school_id"),
        key("link_id", True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("answered_at", moment(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        key("decided_by", True),
        sa.Column("decided_at", moment(), nullable=True),
        *scope(),
        *keys(
            "outside_answer",
            round_id="round.id",
            school_id="other_school.id",
            link_id="outside_link.id",
            decided_by="officer.id",
        ),
    )
    op.create_index(op.f("ix_outside_answer_round_id_school_id"), "outside_answer", ["round_id", "school_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("other_school", "revision")
