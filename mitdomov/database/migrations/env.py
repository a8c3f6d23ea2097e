"""Runs migrations where `migrate.upgrade` asks, and developers' commands on a scratch database.

`alembic check` and `alembic revision --autogenerate` need no instance: they compare the models
with an empty database that all migrations have run on.
"""

from typing import Literal

from alembic import context
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from sqlalchemy import Connection, Enum

import mitdomov.accounts.model
import mitdomov.bulletin.digests.model
import mitdomov.bulletin.events.model
import mitdomov.bulletin.implementers.model
import mitdomov.bulletin.materials.model
import mitdomov.bulletin.news.model
import mitdomov.bulletin.webinars.model
import mitdomov.delivery.bounces.model
import mitdomov.delivery.model
import mitdomov.delivery.outbox.queue
import mitdomov.delivery.transports.mailbox
import mitdomov.delivery.trials.trials
import mitdomov.editorial.article_model
import mitdomov.editorial.media.model
import mitdomov.editorial.model
import mitdomov.editorial.past.model
import mitdomov.editorial.past.upload_model
import mitdomov.editorial.refreshed_model
import mitdomov.editorial.review.model
import mitdomov.editorial.word_model
import mitdomov.editorial.work.model
import mitdomov.search.model
import mitdomov.subscribers.model
import mitdomov.subscribers.own_page_model
import mitdomov.subscribers.retention
import mitdomov.subscribers.sign_up.model  # noqa: F401 - the imports fill the metadata
from mitdomov.database.base import Base, Moment
from mitdomov.database.store import connect

SCRATCH_URL = "sqlite://"
_FULL_TEXT = ("search_words", "search_vocabulary")


def plain_type(_kind: str, item: object, _context: object) -> str | Literal[False]:
    """How a column's type is written in a migration: without our classes, which will change."""
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def is_ours(
    _item: object,
    name: str | None,
    kind: str,
    _is_reflected: object,
    _other: object,
) -> bool:  # Alembic's signature
    """No full-text tables: SQLAlchemy knows none, and SQLite keeps several behind each."""
    return kind != "table" or not str(name).startswith(_FULL_TEXT)


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_ours,
        render_as_batch=True,
        render_item=plain_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def every_migration(_heads: object, _context: MigrationContext) -> list[MigrationStep]:
    oldest_first = reversed(list(context.script.walk_revisions()))
    revisions = context.script.revision_map
    return [MigrationStep.upgrade_from_script(revisions, script) for script in oldest_first]


def migrate_scratch(connection: Connection) -> None:
    migrations = MigrationContext.configure(
        connection, opts={"fn": every_migration, "transactional_ddl": True}
    )
    with Operations.context(migrations):
        migrations.run_migrations()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    with connect(SCRATCH_URL).begin() as scratch:
        migrate_scratch(scratch)
        run(scratch)
