"""The dossier of consents, changes of address, pauses and runs of retention."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("wording_version", sa.String(length=64), server_default="", nullable=False),
        sa.Column("form", sa.String(length=100), server_default="", nullable=False),
    ):
        op.add_column("consent", column)
