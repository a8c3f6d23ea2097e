"""The history of news, whose newest version is the text under edit; who has which text open."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_WORDS = (
    "title",
    "perex",
    "body",
    "region",
    "author",
    "source_name",
    "source_url",
    "picture",
    "picture_alt",
    "picture_credit",
    "as_of",
)


def upgrade() -> None:
    op.create_table(
        "news_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("news_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news_item.id"], name=op.f("fk_news_version_news_id_news_item")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["account.id"], name=op.f("fk_news_version_saved_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_version")),
        sa.UniqueConstraint("news_id", "number", name=op.f("uq_news_version_news_id_number")),
    )
    _begin_histories()
    op.drop_column("news_item", "version")
    op.drop_table("presence")
    op.create_table(
        "presence",
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_presence_account_id_account")
        ),
        sa.PrimaryKeyConstraint("subject", "account_id", name=op.f("pk_presence")),
    )


def _begin_histories() -> None:
    """Each with the item as it is."""
    names = ", ".join(("id", "version", "saved_at", "saved_by", *_WORDS))
    for row in op.get_bind().execute(sa.text(f"SELECT {names} FROM news_item")).mappings().all():  # noqa: S608 - names of our own
        words = {name: "" if row[name] is None else str(row[name]) for name in _WORDS}
        source = json.dumps(words, ensure_ascii=False, sort_keys=True).encode()
        op.get_bind().execute(
            sa.text(
                "INSERT INTO news_version (news_id, number, source, sha256, origin, note, "
                "begun_at, saved_at, saved_by) VALUES (:news, :number, :source, :sha256, 'saved', "
                "'', :at, :at, :by)"
            ),
            {
                "news": row["id"],
                "number": row["version"],
                "source": source,
                "sha256": hashlib.sha256(source).hexdigest(),
                "at": row["saved_at"],
                "by": row["saved_by"],
            },
        )
