"""What the desk adds to readers: what they are found by, tables under way, records of erasure."""

import sqlalchemy as sa
from alembic import op

from mitdomov.subscribers.folding import search_key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("is_suppressed", sa.Boolean(), nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_erasure_record_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_record")),
    )
    with op.batch_alter_table("erasure_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_erasure_record_address_hash"), ["address_hash"], unique=False
        )

    op.create_table(
        "reader_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("encoding", sa.String(length=32), nullable=False),
        sa.Column("list", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("is_proven", sa.Boolean(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["account.id"], name=op.f("fk_reader_table_uploaded_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_table")),
    )
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("search_key", sa.String(length=900), server_default="", nullable=False)
        )
    _fill_search_keys()
    # The ledger of a reader is read by person, and erased by person.
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_subscriber_id"), ["subscriber_id"], unique=False
        )


def _fill_search_keys() -> None:
    reader = sa.table(
        "subscriber",
        sa.column("id"),
        sa.column("name"),
        sa.column("address"),
        sa.column("address_key"),
        sa.column("search_key"),
    )
    connection = op.get_bind()
    found = connection.execute(
        sa.select(reader.c.id, reader.c.name, reader.c.address, reader.c.address_key)
    ).all()
    keys = [
        {"reader": number, "key": search_key(name, address, address_key)}
        for number, name, address, address_key in found
    ]
    if keys:
        connection.execute(
            reader.update()
            .where(reader.c.id == sa.bindparam("reader"))
            .values(search_key=sa.bindparam("key")),
            keys,
        )
