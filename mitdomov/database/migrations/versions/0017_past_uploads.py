"""PDFs that wait to become past issues; work that concerns no issue; attacks told of."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.alter_column("issue_id", existing_type=sa.Integer(), nullable=True)
    op.add_column("sign_up_onslaught", sa.Column("told_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE sign_up_onslaught SET told_at = seen_at")
    op.create_table(
        "past_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("guessed", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("is_to_show", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("past_issue_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_past_upload_confirmed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_order.id"], name=op.f("fk_past_upload_order_id_work_order")
        ),
        sa.ForeignKeyConstraint(
            ["past_issue_id"],
            ["past_issue.id"],
            name=op.f("fk_past_upload_past_issue_id_past_issue"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["past_issue.id"],
            name=op.f("fk_past_upload_replaces_id_past_issue"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_past_upload_uploaded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_upload")),
    )
    for column in ("past_issue_id", "replaces_id", "sha256"):
        op.create_index(op.f(f"ix_past_upload_{column}"), "past_upload", [column])
