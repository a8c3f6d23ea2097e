"""Fills an empty instance with the sample issue, published, and with sample subscribers."""

from typing import Final

import click

from mitdomov import places
from mitdomov.cli.output import print_findings, progress
from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.model import IssueState
from mitdomov.editorial.publishing import NotPublishable, publish
from mitdomov.editorial.queries import issues, known_lists
from mitdomov.magazine.folder.disk import read_files
from mitdomov.render.errors import RenditionError
from mitdomov.settings import Settings
from mitdomov.subscribers.csv_import import import_subscribers
from mitdomov.subscribers.csv_reading import read_csv

SAMPLE: Final = places.ISSUES / "1-2026"
READERS: Final = places.ISSUES / "ukazkovi-odberatele.csv"
CONSENT: Final = "Ukázková data: smyšlené osoby a adresy"


def prepare_demo(store: Store, settings: Settings) -> None:
    """Does only what is missing, so that a second start keeps what the first one made."""
    with store.reading() as session:
        found = {each.number: each.state for each in issues(session)}
    if not found:
        click.echo("Načítám ukázkové číslo a odběratele.")
        number = import_issue(store, read_files(SAMPLE), now()).number
        _import_readers(store, settings)
        found = {number: IssueState.DRAFT}
    for number, state in found.items():
        if state is not IssueState.PUBLISHED:
            _publish(store, settings, number)


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
