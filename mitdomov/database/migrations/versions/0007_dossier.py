"""The dossier of consents, changes of address, pauses and runs of retention."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SQLITE = (
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
_POSTGRESQL = (
    """
    CREATE FUNCTION consent_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'consents are only ever appended';
      END IF;
      IF EXISTS (
        SELECT 1 FROM subscription
        WHERE subscriber_id = OLD.subscriber_id AND list = OLD.list
      ) THEN
        RAISE EXCEPTION 'a consent is proof as long as its subscription is there';
      END IF;
      RETURN OLD;
    END $$
    """,
    """
    CREATE TRIGGER consent_guard BEFORE UPDATE OR DELETE ON consent
    FOR EACH ROW EXECUTE FUNCTION consent_guard()
    """,
)


def upgrade() -> None:
    for column in (
        sa.Column("wording_version", sa.String(length=64), server_default="", nullable=False),
        sa.Column("form", sa.String(length=100), server_default="", nullable=False),
    ):
        op.add_column("consent", column)
    for name in ("paused_at", "paused_until"):
        op.add_column("subscriber", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
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
        sa.Column("confirm_sha256", sa.String(length=64), nullable=False),
        sa.Column("stop_sha256", sa.String(length=64), nullable=False),
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
    guards = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for guard in guards:
        op.execute(guard)
