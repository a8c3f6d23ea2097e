"""The dossier of consents, changes of address, pauses and runs of retention."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_GUARDS = (
    """
    CREATE TRIGGER consent_is_never_changed BEFORE UPDATE ON consent
    BEGIN SELECT RAISE(ABORT, 'consents are only ever appended'); END
    """,
    """
    CREATE TRIGGER consent_goes_after_its_subscription BEFORE DELETE ON consent
    WHEN EXISTS (
      SELECT 1 FROM subscription
      WHERE subscriber_id = OLD.subscriber_id AND list = OLD.list
    )
    BEGIN SELECT RAISE(ABORT, 'a consent is proof as long as its subscription is there'); END
    """,
)
_MOST_LISTS_OF_A_READER = 100


def upgrade() -> None:
    for column in (
        sa.Column("wording_version", sa.String(length=64), server_default="", nullable=False),
        sa.Column("form", sa.String(length=100), server_default="", nullable=False),
    ):
        op.add_column("consent", column)
    for name in ("paused_at", "paused_until"):
        op.add_column("subscriber", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    # Before the guards, which SQLite would not let a table be renamed under.
    _never_give_an_id_twice("subscriber", 1)
    _never_give_an_id_twice("subscription", _MOST_LISTS_OF_A_READER)
    op.create_table(
        "reader_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscriber.id"], name="fk_reader_link_subscriber_id_subscriber"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reader_link"),
        sa.UniqueConstraint("token_sha256", name="uq_reader_link_token_sha256"),
    )
    op.create_index("ix_reader_link_subscriber_id", "reader_link", ["subscriber_id"])
    op.create_table(
        "address_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("old_address", sa.String(length=320), nullable=False),
        sa.Column("new_address", sa.String(length=320), nullable=False),
        sa.Column("new_hash", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=200), server_default="reader", nullable=False),
        sa.Column("wording", sa.String(), server_default="", nullable=False),
        sa.Column("confirm_sha256", sa.String(length=64), nullable=True),
        sa.Column("stop_sha256", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscriber.id"],
            name="fk_address_change_subscriber_id_subscriber",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_address_change"),
        sa.UniqueConstraint("confirm_sha256", name="uq_address_change_confirm_sha256"),
        sa.UniqueConstraint("stop_sha256", name="uq_address_change_stop_sha256"),
    )
    op.create_index("ix_address_change_subscriber_id", "address_change", ["subscriber_id"])
    op.create_index("ix_address_change_new_hash", "address_change", ["new_hash"])
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_run"),
    )
    op.create_index("ix_retention_run_ran_at", "retention_run", ["ran_at"])
    for guard in _GUARDS:
        op.execute(guard)


def _never_give_an_id_twice(table: str, most_of_a_reader: int) -> None:
    """Links in letters name an id for ever, so that of an erased row opens nothing any more.

    Erasures of before may have freed the highest ids; numbers go on behind whatever they were.
    """
    with op.batch_alter_table(
        table, recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ):
        pass
    erasures = "SELECT count(*) FROM erasure_record"
    past = f"SELECT coalesce(max(id), 0) + {most_of_a_reader} * ({erasures}) FROM {table}"  # noqa: S608 - names of our own
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")  # noqa: S608
    op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', ({past}))")  # noqa: S608
