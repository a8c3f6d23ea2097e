"""An archived issue shows the contacts of help that hold now; nothing else of it changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.database.store import Store
from mitdomov.editorial.helping import NotConfirmedError, ShownAnewError, outdated, renew_help
from mitdomov.editorial.importing import import_issue, issue_named
from mitdomov.editorial.model import IssueRecord, IssueShown, IssueState, SnapshotRecord
from mitdomov.editorial.publication_profile import confirmed, held_profile, save_part
from mitdomov.editorial.publishing import publish
from mitdomov.editorial.queries import artefact, last_published_at, shown_publication
from mitdomov.magazine.canonical import Content, from_json
from mitdomov.magazine.model import Publication
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Progress

URL = "https://mitdomov.example"
NUMBER = "1/2030"
NEW = "800 999 888"
LATER = datetime(2036, 5, 1, 9, tzinfo=UTC)
"""Years after the issue: publishing it by hand would be refused by then."""


def press(
    snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
) -> Mapping[str, bytes]:
    progress("Tisknu", 0.5)
    assert public_url == URL
    return {"issue.pdf": f"%PDF {snapshot.publication.help_box.phone}".encode()}


@pytest.fixture
def published(store: Store, files: dict[str, bytes], at: datetime) -> Store:
    import_issue(store, files, at)
    publish(store, NUMBER, public_url=URL, at=at, renderer=press)
    return store


def moved(publication: Publication) -> Publication:
    box = replace(publication.help_box, phone=NEW)
    return replace(publication, title="Nový název", help_box=box, contact_email="novy@m.example")


def profile_changed(store: Store, *, confirmed_by: str = "Jana") -> None:
    with store.writing() as session:
        save_part(session, store.blobs, moved, lambda each: each, base_sha256=held(store), at=LATER)
    if confirmed_by:
        with store.writing() as session:
            save_part(
                session,
                store.blobs,
                lambda each: confirmed(each, confirmed_by, LATER.date()),
                lambda each: each,
                base_sha256=held(store),
                at=LATER,
            )


def held(store: Store) -> str:
    with store.reading() as session:
        profile = held_profile(session, store.blobs)
    assert profile
    return profile.sha256


def content(store: Store) -> Content:
    with store.reading() as session:
        issue = issue_named(session, NUMBER)
        shown = session.get_one(SnapshotRecord, issue.current_snapshot_id)
    return from_json(store.blobs.get(shown.sha256))


def pdf(store: Store) -> bytes:
    with store.reading() as session:
        found = artefact(session, NUMBER, "issue.pdf")
    assert found
    return store.blobs.get(found.sha256)


def numbers(store: Store) -> list[str]:
    with store.reading() as session:
        return [each.number for each in outdated(session, store.blobs)]


def renew(store: Store) -> SnapshotRecord:
    return renew_help(store, NUMBER, public_url=URL, at=LATER, renderer=press)


def test_the_finding_stays_until_it_is_mended(published: Store) -> None:
    assert numbers(published) == []
    profile_changed(published)
    assert numbers(published) == [NUMBER]
    renew(published)
    assert numbers(published) == []
    assert pdf(published) == f"%PDF {NEW}".encode()


def test_a_confirmation_alone_outdates_nothing(published: Store) -> None:
    with published.writing() as session:
        save_part(
            session,
            published.blobs,
            lambda each: confirmed(each, "Jana", LATER.date()),
            lambda each: each,
            base_sha256=held(published),
            at=LATER,
        )
    assert numbers(published) == []


def test_only_the_contacts_are_exchanged(published: Store) -> None:
    before = content(published)
    profile_changed(published)
    renew(published)
    after = content(published)
    assert after.issue == before.issue
    assert after.pictures == before.pictures
    assert after.publication.help_box.phone == NEW
    assert after.publication.contact_email == "novy@m.example"
    assert after.publication.title == before.publication.title
    with published.reading() as session:
        shown = shown_publication(session, published.blobs)
    assert shown
    assert (shown.title, shown.help_box.phone) == (before.publication.title, NEW)


def test_what_is_being_rewritten_is_not_published(
    published: Store, files: dict[str, bytes], at: datetime
) -> None:
    toml = files["issue.toml"].decode().replace('theme = "', 'theme = "Rozepsané ')
    import_issue(published, files | {"issue.toml": toml.encode()}, at + timedelta(days=1))
    profile_changed(published)
    renew(published)
    assert "Rozepsané" not in content(published).issue.theme
    with published.reading() as session:
        issue = issue_named(session, NUMBER)
    assert (issue.state, issue.theme[:9]) == (IssueState.DRAFT, "Rozepsané")


def test_it_is_an_act_of_publishing_but_makes_the_issue_no_newer(
    published: Store, at: datetime
) -> None:
    """The site's masthead is that of the issue which editors published last."""
    profile_changed(published)
    record = renew(published)
    with published.reading() as session:
        issue = session.scalars(select(IssueRecord)).one()
        acts = session.execute(
            select(IssueShown.snapshot_id, IssueShown.at, IssueShown.only_help).order_by(
                IssueShown.id
            )
        ).all()
        assert [tuple(each) for each in acts] == [(1, at, False), (record.id, LATER, True)]
        assert (issue.published_at, last_published_at(session)) == (at, LATER)
        verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs[-1] == "help-renewed"


def test_unconfirmed_contacts_are_refused(published: Store) -> None:
    profile_changed(published, confirmed_by="")
    with pytest.raises(NotConfirmedError):
        renew(published)
    assert NEW.encode() not in pdf(published)


def test_done_twice_changes_nothing(published: Store) -> None:
    profile_changed(published)
    first = renew(published)
    assert renew(published).id == first.id
    with published.reading() as session:
        assert session.scalars(select(func.count()).select_from(IssueShown)).one() == 2


def test_what_was_published_meanwhile_is_not_replaced(
    published: Store, files: dict[str, bytes], at: datetime
) -> None:
    profile_changed(published)
    toml = files["issue.toml"].decode().replace('theme = "', 'theme = "Opravené ')

    def slow(
        snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
    ) -> Mapping[str, bytes]:
        import_issue(published, files | {"issue.toml": toml.encode()}, at)
        with published.writing() as session:
            issue_named(session, NUMBER).current_snapshot_id = None
        return press(snapshot, public_url=public_url, progress=progress)

    with pytest.raises(ShownAnewError):
        renew_help(published, NUMBER, public_url=URL, at=LATER, renderer=slow)
