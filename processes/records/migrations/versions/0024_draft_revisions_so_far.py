"""What is known of drafts from before their saves were kept: how they stand, with who saved them last."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO draft_revision (draft_id, revision, source, checksum, saved_by, saved_at, how, kept)"
        " SELECT id, revision, source, checksum, updated_by, updated_at, 'autosave', true FROM diagram_draft"
    )


def downgrade() -> None:
    op.execute("DELETE FROM draft_revision")
