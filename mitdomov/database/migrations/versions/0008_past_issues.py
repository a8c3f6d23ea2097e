"""Past issues that exist as PDF only."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_bytes", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("mute_pages", sa.Integer(), nullable=False),
        sa.Column("is_tagged", sa.Boolean(), nullable=False),
        sa.Column("cover_sha256", sa.String(length=64), nullable=False),
        sa.Column("cover_width_px", sa.Integer(), nullable=False),
        sa.Column("cover_height_px", sa.Integer(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["account.id"], name=op.f("fk_past_issue_imported_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_issue")),
        sa.UniqueConstraint("number", name=op.f("uq_past_issue_number")),
    )
    op.create_table(
        "past_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("past_issue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["past_issue_id"], ["past_issue.id"], name=op.f("fk_past_page_past_issue_id_past_issue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_page")),
        sa.UniqueConstraint(
            "past_issue_id", "number", name=op.f("uq_past_page_past_issue_id_number")
        ),
    )
