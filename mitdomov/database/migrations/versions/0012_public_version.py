"""A number that rises whenever something that readers see changes."""

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
