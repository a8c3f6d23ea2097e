"""The index of the search."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("group", sa.String(length=240), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("perex", sa.String(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("issue", sa.String(length=20), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("url", name=op.f("uq_search_entry_url")),
    )
    op.create_index(op.f("ix_search_entry_group"), "search_entry", ["group"])
    op.create_table(
        "search_term",
        sa.Column("form", sa.String(length=200), nullable=False),
        sa.Column("lemma", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("folded_lemma", sa.String(length=200), nullable=False),
        sa.Column("stem", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("form", "lemma", name=op.f("pk_search_term")),
    )
    op.create_index(op.f("ix_search_term_folded"), "search_term", ["folded"])
    op.create_index(op.f("ix_search_term_folded_lemma"), "search_term", ["folded_lemma"])
    op.create_index(op.f("ix_search_term_stem"), "search_term", ["stem"])
    state = op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_search_state_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.bulk_insert(state, [{"id": 1, "version": 0, "changes": 0}])
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "title, perex, names, text, title_lemmas, perex_lemmas, names_lemmas, text_lemmas, "
        "tokenize = 'ascii', prefix = '3 4')"
    )
    op.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, 'col')")
