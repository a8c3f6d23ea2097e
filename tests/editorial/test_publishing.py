"""An editor publishes an issue: readers see all of it or what they saw before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from mitdomov.database.store import Store
from mitdomov.editorial.importing import (
    UnknownIssueError,
    import_issue,
    issue_named,
)
from mitdomov.editorial.model import Artefact, IssueState, SnapshotRecord
from mitdomov.editorial.overview import in_work
from mitdomov.editorial.publishing import ChangedMeanwhileError, NotPublishable, publish
from mitdomov.editorial.queries import artefact, artefact_of
from mitdomov.magazine.snapshot import Snapshot, thaw
from mitdomov.render.issue import Progress

URL = "https://mitdomov.example"
NUMBER = "1/2030"


def nothing() -> None:
    pass


@dataclass
class Press:
    """A renderer that takes no time; `jams` makes it fail, `meanwhile` happens while it runs."""

    runs: int = 0
    jams: bool = False
    meanwhile: Callable[[], object] = nothing

    def __call__(
        self, snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
    ) -> Mapping[str, bytes]:
        self.runs += 1
        progress("Tisknu", 0.5)
        self.meanwhile()
        if self.jams:
            raise RuntimeError("paper jam")
        line = f"{snapshot.issue.theme} {public_url}".encode()
        return {"email.html": line, "issue.pdf": b"%PDF " + line, "web/style.css": b""}


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def imported(store: Store, files: dict[str, bytes], at: datetime) -> Store:
    import_issue(store, files, at)
    return store


def with_theme(files: dict[str, bytes], theme: str) -> dict[str, bytes]:
    lines = files["issue.toml"].decode().splitlines()
    changed = [f'theme = "{theme}"' if line.startswith("theme") else line for line in lines]
    return files | {"issue.toml": "\n".join(changed).encode()}


def seen(store: Store, path: str = "email.html") -> bytes | None:
    """What a reader of the issue gets."""
    with store.reading() as session:
        found = artefact(session, NUMBER, path)
    return store.blobs.get(found.sha256) if found else None


def state(store: Store) -> IssueState:
    with store.reading() as session:
        return issue_named(session, NUMBER).state


def rows(store: Store) -> tuple[int, int]:
    with store.reading() as session:
        snapshots = session.scalars(select(func.count()).select_from(SnapshotRecord)).one()
        artefacts = session.scalars(select(func.count()).select_from(Artefact)).one()
    return snapshots, artefacts


def test_readers_see_what_was_published(imported: Store, press: Press, at: datetime) -> None:
    steps: list[str] = []
    assert seen(imported) is None
    record = publish(
        imported,
        NUMBER,
        public_url=URL,
        at=at,
        progress=lambda step, _share: steps.append(step),
        renderer=press,
    )
    assert state(imported) is IssueState.PUBLISHED
    assert (seen(imported) or b"").endswith(URL.encode())
    assert steps == ["Tisknu"]
    with imported.reading() as session:
        pdf = artefact(session, NUMBER, "issue.pdf")
        assert pdf == artefact_of(session, record.id, "issue.pdf")
        assert artefact(session, NUMBER, "issue.epub") is None
    assert pdf is not None
    assert (pdf.media_type, pdf.size_bytes) == (
        "application/pdf",
        len(imported.blobs.get(pdf.sha256)),
    )


def test_the_snapshot_can_be_brought_back(imported: Store, press: Press, at: datetime) -> None:
    """Even when the issue is another by then: everything it needs is kept."""
    record = publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    snapshot = thaw(imported.blobs.get(record.sha256), imported.blobs.get)
    assert snapshot.sha256 == record.sha256
    assert snapshot.issue.number == NUMBER
    assert snapshot.pictures


def test_publishing_the_same_again_renders_nothing(
    imported: Store, press: Press, at: datetime
) -> None:
    first = publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    again = publish(imported, NUMBER, public_url=URL, at=at + timedelta(days=1), renderer=press)
    assert (again.id, again.frozen_at, press.runs) == (first.id, at, 1)


def test_another_public_address_needs_another_rendering(
    imported: Store, press: Press, at: datetime
) -> None:
    """The earlier artefacts stay for the dispatches that mail them; going back is free."""
    first = publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    moved = publish(imported, NUMBER, public_url="https://jinde.example", at=at, renderer=press)
    assert (first.sha256, press.runs) == (moved.sha256, 2)
    assert b"jinde" in (seen(imported) or b"")
    with imported.reading() as session:
        assert artefact_of(session, first.id, "email.html") is not None
    assert publish(imported, NUMBER, public_url=URL, at=at, renderer=press).id == first.id
    assert b"jinde" not in (seen(imported) or b"")
    assert press.runs == 2


def test_a_changed_issue_is_a_draft_that_nobody_sees(
    imported: Store, press: Press, files: dict[str, bytes], at: datetime
) -> None:
    """Readers keep the published one until the next is published."""
    publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    before = seen(imported)
    import_issue(imported, with_theme(files, "Druhé klíče"), at)
    assert (state(imported), seen(imported)) == (IssueState.DRAFT, before)
    publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert (seen(imported) or b"").startswith("Druhé klíče".encode())
    assert state(imported) is IssueState.PUBLISHED


def test_another_publication_leaves_published_issues_as_they_went_out(
    imported: Store, press: Press, files: dict[str, bytes], at: datetime
) -> None:
    """Published again, they take the help box that holds now."""
    first = publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    second = files | {
        "issue.toml": files["issue.toml"]
        .replace(NUMBER.encode(), b"2/2030")
        .replace(b"2030-03-14", b"2030-09-14"),
        "publication.toml": files["publication.toml"].replace(b'phone = "', b'phone = "+420 '),
    }
    assert second["publication.toml"] != files["publication.toml"]
    import_issue(imported, second, at, adopt_publication=True)
    assert state(imported) is IssueState.PUBLISHED
    with imported.reading() as session:
        assert [each.number for each in in_work(session)] == ["2/2030"]
    again = publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert again.publication_sha256 != first.publication_sha256


def test_a_failed_rendering_publishes_nothing(
    imported: Store, press: Press, files: dict[str, bytes], at: datetime
) -> None:
    publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    before = seen(imported), rows(imported)
    import_issue(imported, with_theme(files, "Druhé klíče"), at)
    press.jams = True
    with pytest.raises(RuntimeError, match="paper jam"):
        publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert (seen(imported), rows(imported)) == before
    assert state(imported) is IssueState.DRAFT


def test_a_failure_while_saving_publishes_nothing(
    imported: Store, press: Press, at: datetime
) -> None:
    """The last artefact cannot be saved: the ones before it are not seen either."""
    with imported.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON artefact WHEN new.path = 'web/style.css' "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    with pytest.raises(Exception, match="disk is full"):
        publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert (seen(imported), rows(imported)) == (None, (0, 0))
    assert state(imported) is IssueState.DRAFT


def test_nothing_is_locked_while_rendering(imported: Store, press: Press, at: datetime) -> None:
    """Rendering takes seconds; others go on writing meanwhile."""

    def write() -> None:
        with imported.writing() as session:
            issue_named(session, NUMBER)

    press.meanwhile = write
    publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert state(imported) is IssueState.PUBLISHED


def test_an_issue_that_changed_while_rendering_is_not_published(
    imported: Store, press: Press, files: dict[str, bytes], at: datetime
) -> None:
    """Readers never see a state that its editor has already replaced."""

    changed = with_theme(files, "Druhé klíče")
    press.meanwhile = lambda: import_issue(imported, changed, at)
    with pytest.raises(ChangedMeanwhileError, match="vydejte je znovu"):
        publish(imported, NUMBER, public_url=URL, at=at, renderer=press)
    assert (seen(imported), state(imported)) == (None, IssueState.DRAFT)


def test_blocking_findings_forbid_publishing(
    store: Store, press: Press, files: dict[str, bytes], at: datetime
) -> None:
    """A help box that nobody has confirmed, for instance."""
    lines = files["publication.toml"].decode().splitlines()
    unconfirmed = "\n".join(line for line in lines if not line.startswith("confirmed_"))
    import_issue(store, files | {"publication.toml": unconfirmed.encode()}, at)
    with pytest.raises(NotPublishable) as refused:
        publish(store, NUMBER, public_url=URL, at=at, renderer=press)
    assert any(finding.is_blocking for finding in refused.value.findings)
    assert (press.runs, seen(store)) == (0, None)


def test_an_unknown_issue_cannot_be_published(store: Store, press: Press, at: datetime) -> None:
    with pytest.raises(UnknownIssueError):
        publish(store, NUMBER, public_url=URL, at=at, renderer=press)
