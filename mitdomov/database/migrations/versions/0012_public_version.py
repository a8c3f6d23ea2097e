"""A number that rises whenever something that readers see changes; and every act of publishing."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        "public_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_version")),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_version_single")),
    )
    op.bulk_insert(table, [{"id": 1, "number": 0}])
    _acts_of_publishing()


def _acts_of_publishing() -> None:
    """Every snapshot was shown once when it was made; going back to one left only its last time."""
    op.create_table(
        "issue_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("only_help", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_shown_issue_id_issue")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_issue_shown_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_shown")),
    )
    op.create_index(op.f("ix_issue_shown_issue_id"), "issue_shown", ["issue_id"])
    op.execute(
        "INSERT INTO issue_shown (issue_id, snapshot_id, at, only_help) "
        "SELECT issue_id, id, frozen_at, FALSE FROM snapshot "
        "WHERE issue_id IS NOT NULL ORDER BY id"
    )
    op.execute(
        "INSERT INTO issue_shown (issue_id, snapshot_id, at, only_help) "
        "SELECT issue.id, current_snapshot_id, published_at, FALSE FROM issue "
        "WHERE published_at IS NOT NULL AND current_snapshot_id <> "
        "(SELECT MAX(snapshot.id) FROM snapshot WHERE snapshot.issue_id = issue.id) "
        "ORDER BY published_at"
    )
