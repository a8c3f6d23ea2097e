"""Verification notices whatever was lost or altered behind the program's back."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import select

from mitdomov.database.store import Store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.model import (
    Artefact,
    IssueFile,
    PublicationRecord,
    SnapshotRecord,
    SnapshotSource,
)
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Progress

Holder: TypeAlias = type[IssueFile | Artefact | PublicationRecord | SnapshotSource]


def press(
    snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
) -> dict[str, bytes]:
    progress(public_url, 1)
    return {"issue.pdf": b"%PDF" + snapshot.sha256.encode()}


@pytest.fixture
def published(store: Store, files: dict[str, bytes], at: datetime) -> Store:
    import_issue(store, files, at)
    publish(store, "1/2030", public_url="https://mitdomov.example", at=at, renderer=press)
    return store


def some_sha256(store: Store, model: Holder) -> str:
    with store.reading() as session:
        return session.scalars(select(model.sha256)).all()[0]


def test_a_whole_store_has_no_findings(published: Store) -> None:
    assert verify(published) == ()


@pytest.mark.parametrize(
    ("model", "place"),
    [
        (IssueFile, "číslo 1/2030 articles/"),
        (Artefact, "výstup 1/2030 issue.pdf"),
        (PublicationRecord, "publication.toml"),
        (SnapshotSource, "uzávěrka 1/2030 obrázek"),
    ],
)
def test_a_lost_or_altered_blob_is_found(
    published: Store,
    model: Holder,
    place: str,
) -> None:
    """The finding says what it is to a person, and what to do."""
    path = published.blobs.path(some_sha256(published, model))
    path.write_bytes(b"x")
    [*_, altered] = verify(published)
    assert (altered.code, altered.is_blocking) == ("altered-blob", True)
    path.unlink()
    places = {finding.place.file for finding in verify(published) if finding.code == "missing-blob"}
    assert any(each.startswith(place) for each in places)


def test_the_publication_of_what_was_published_is_kept_whole(
    published: Store, files: dict[str, bytes], at: datetime
) -> None:
    """Readers see it even when editors already have another."""
    newer = {"publication.toml": files["publication.toml"] + b"# od dubna\n"}
    import_issue(published, files | newer, at, adopt_publication=True)
    published.blobs.path(hashlib.sha256(files["publication.toml"]).hexdigest()).unlink()
    places = [finding.place.file for finding in verify(published)]
    assert "uzávěrka 1/2030 publication.toml" in places


def test_a_snapshot_that_cannot_be_read_back_is_found(published: Store) -> None:
    """Its bytes are whole, but they are not what a snapshot is made of."""
    stranger = published.blobs.put(b'{"schema":99}')
    with published.writing() as session:
        session.scalars(select(SnapshotRecord)).one().sha256 = stranger
    assert [(each.code, each.place.file) for each in verify(published)] == [
        ("unreadable-snapshot", "uzávěrka 1/2030")
    ]


def test_a_damaged_database_is_found(published: Store) -> None:
    """Pages overwritten in the middle of the file, as a dying disk leaves them."""
    with published.writing() as session:
        session.add_all(
            Artefact(snapshot_id=1, path=f"{n:04}", sha256="0", size_bytes=0, media_type="")
            for n in range(2_000)
        )
    published.engine.dispose()
    path = Path(published.engine.url.database or "")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 3 // 4)
        file.write(b"\xff" * 8192)
    assert verify(published)[0].code == "damaged-database"
