"""Fills an empty instance with the sample issue, published, with sample people and subscribers."""

from pathlib import Path
from typing import Final

import click
from sqlalchemy.orm import Session

from mitdomov import places
from mitdomov.accounts.sample import create_sample_people
from mitdomov.bulletin.news.folder import read_news
from mitdomov.bulletin.news.importing import import_news
from mitdomov.bulletin.news.publishing import is_any
from mitdomov.bulletin.sample import add_sample_listings
from mitdomov.cli.output import print_findings, progress
from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.model import IssueRecord, IssueState, SnapshotRecord
from mitdomov.editorial.past.sample import add_sample_past
from mitdomov.editorial.publishing import NotPublishable, publish
from mitdomov.editorial.queries import issues, known_lists
from mitdomov.magazine.folder.disk import read_files
from mitdomov.render.errors import RenditionError
from mitdomov.settings import Settings
from mitdomov.subscribers.csv_import import import_subscribers
from mitdomov.subscribers.csv_reading import read_csv

SAMPLE: Final = places.ISSUES / "1-2026"
SAMPLE_NUMBER: Final = "1/2026"
NEWS: Final = places.ISSUES / "novinky"
READERS: Final = places.ISSUES / "ukazkovi-odberatele.csv"
IMPLEMENTERS: Final = places.ISSUES / "ukazkovi-realizatori.csv"
CONSENT: Final = "Ukázková data: smyšlené osoby a adresy"


def prepare_demo(store: Store, settings: Settings) -> None:
    """Does only what is missing, so that a second start keeps what the first one made."""
    with store.writing() as session:
        create_sample_people(session, now())
    with store.reading() as session:
        is_empty = not issues(session)
    if is_empty:
        click.echo("Načítám ukázkové číslo a odběratele.")
        import_issue(store, read_files(SAMPLE), now())
        _import_readers(store, settings)
        add_sample_past(store, now())
    _add_samples(store)
    with store.reading() as session:
        due = [each.number for each in issues(session) if _is_due(session, each, settings)]
    for number in due:
        _publish(store, settings, number)


def _add_samples(store: Store) -> None:
    """Only beside the sample issue, whose pictures they show."""
    with store.reading() as session:
        is_sample_here = SAMPLE_NUMBER in {each.number for each in issues(session)}
        has_news = is_any(session)
    if not is_sample_here:
        return
    if not has_news:
        import_news(store, read_news(_files(NEWS)), now())
    add_sample_listings(store, IMPLEMENTERS, now())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.md")}


def _is_due(session: Session, issue: IssueRecord, settings: Settings) -> bool:
    """The sample until readers have it, and what readers see with links to an older address.

    What editors began, or changed since it was published, is theirs to approve and to publish.
    """
    shown = session.get(SnapshotRecord, issue.current_snapshot_id or 0)
    if shown is None:
        return issue.number == SAMPLE_NUMBER
    return issue.state is IssueState.PUBLISHED and shown.public_url != settings.public_url


def _import_readers(store: Store, settings: Settings) -> None:
    parsed = read_csv(READERS.read_bytes())
    with store.writing() as session:
        lists = [each.slug for each in known_lists(session, store.blobs)]
        for list_slug in lists:
            import_subscribers(
                session,
                parsed,
                list_slug,
                CONSENT,
                now(),
                known_lists=lists,
                secret_key=settings.secret_key,
            )


def _publish(store: Store, settings: Settings, number: str) -> None:
    """A demo whose issue cannot be published still starts; the desk says what is wrong."""
    try:
        with progress(f"Sázím číslo {number}") as tell:
            publish(store, number, public_url=settings.public_url, at=now(), progress=tell)
    except NotPublishable as error:
        print_findings(error.findings)
    except RenditionError as error:
        click.echo(f"Chyba: {error}", err=True)
