"""What came back of letters; and whether editors were told that too much of a dispatch did."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "returned_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("is_forwarded", sa.Boolean(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_returned_letter_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_letter")),
        sa.UniqueConstraint(
            "delivery_id",
            "kind",
            "status",
            "cause",
            name=op.f("uq_returned_letter_delivery_id_kind_status_cause"),
        ),
    )
    op.create_index(op.f("ix_returned_letter_received_at"), "returned_letter", ["received_at"])
    op.add_column("dispatch", sa.Column("returns_told_at", sa.DateTime(timezone=True)))
