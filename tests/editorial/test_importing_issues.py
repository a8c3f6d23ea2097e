"""An editor brings an issue folder in, changes it, and takes it out again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from mitdomov.database.store import Store
from mitdomov.editorial import importing
from mitdomov.editorial.importing import (
    UnknownIssueError,
    export_files,
    import_issue,
    issue_named,
    load_folder,
)
from mitdomov.editorial.model import IssueState
from mitdomov.editorial.queries import DEFAULT_LISTS, issues, known_lists
from mitdomov.editorial.revisions import Changes, UnknownRevisionError
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.disk import read_files, write_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue

PUBLICATION = "publication.toml"


def _pixel() -> bytes:
    png = BytesIO()
    Image.new("RGB", (1, 1)).save(png, "png")
    return png.getvalue()


PIXEL = _pixel()


def state_of(store: Store, number: str = "1/2030") -> tuple[IssueState, datetime]:
    with store.reading() as session:
        record = issue_named(session, number)
        return record.state, record.updated_at


def reworded(files: dict[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    assert old.encode() in files[path]
    return files | {path: files[path].replace(old.encode(), new.encode())}


def oddly_written(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same issue as another editor's tools might save it."""
    comment = b"# jen tak na okraj\r\n\r\n"
    return {
        path: data
        if path.startswith("images/")
        else (comment if path.endswith(".toml") else b"") + data.replace(b"\n", b"\r\n") + b"\r\n"
        for path, data in files.items()
    }


def test_an_untouched_issue_comes_out_byte_for_byte(
    store: Store, files: dict[str, bytes], at: datetime, tmp_path: Path
) -> None:
    """Line ends, comments and wrapping are the editor's own, even through folders on disk."""
    odd = oddly_written(files)
    import_issue(store, odd, at)
    exported = export_files(store, "1/2030")
    assert exported == odd
    write_files(exported, tmp_path / "issues" / "1-2030")
    assert read_files(tmp_path / "issues" / "1-2030") == odd


def test_the_issue_is_read_as_its_folder_says(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    result = import_issue(store, files, at)
    assert (result.number, result.revision, result.kept_publication) == ("1/2030", 1, False)
    assert result.changes == Changes(added=tuple(sorted(files)))
    assert load_folder(store, "1/2030") == read_issue(files)
    with store.reading() as session:
        [record] = issues(session)
    issue = read_issue(files).issue
    assert (record.theme, record.dated, record.state) == (
        issue.theme,
        issue.dated,
        IssueState.DRAFT,
    )


def test_the_same_folder_again_changes_nothing(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, files, at)
    result = import_issue(store, files, at + timedelta(days=1))
    assert (result.changes, result.revision) == (Changes(), 1)
    assert state_of(store) == (IssueState.DRAFT, at)


def test_a_changed_folder_replaces_the_issue(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    """A file that is gone from the folder is gone from the issue."""
    later = at + timedelta(days=1)
    import_issue(store, files, at)
    first = min(path for path in files if path.startswith("articles/"))
    changed = {path: data for path, data in files.items() if path != first}
    assert import_issue(store, changed, later).changes == Changes(removed=(first,))
    assert export_files(store, "1/2030") == changed
    assert state_of(store) == (IssueState.DRAFT, later)


def test_an_older_folder_does_not_destroy_newer_work(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    """Each import that changes anything is a revision, and every revision comes back whole."""
    edited = "articles/02-prvni-klice.md"
    newer = files | {edited: files[edited] + b"\nNova veta.\n", "images/novy.png": PIXEL}
    import_issue(store, files, at)
    assert import_issue(store, newer, at).changes == Changes(("images/novy.png",), (edited,))
    result = import_issue(store, files, at)
    assert result.changes == Changes((), (edited,), ("images/novy.png",))
    assert result.revision == 3
    assert export_files(store, "1/2030") == files
    for revision, expected in enumerate((files, newer, files), 1):
        assert export_files(store, "1/2030", revision) == expected
    for unknown in (0, 4):
        with pytest.raises(UnknownRevisionError, match=f"nemá podobu {unknown}; .* 1 až 3"):
            export_files(store, "1/2030", unknown)


def test_a_revision_keeps_the_publication_it_came_with(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, files, at)
    renamed = reworded(files, PUBLICATION, "[help_box]", "# nová verze\n[help_box]")
    import_issue(store, renamed, at, adopt_publication=True)
    assert export_files(store, "1/2030", 1) == files
    assert export_files(store, "1/2030", 2) == renamed


@pytest.mark.parametrize("has_shared", [False, True])
def test_two_imports_at_once_agree_on_one_publication(
    store: Store,
    files: dict[str, bytes],
    at: datetime,
    has_shared: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other one comes between reading this folder and keeping it."""
    if has_shared:
        import_issue(store, reworded(files, "issue.toml", "1/2030", "3/2030"), at)
    theirs = reworded(files, PUBLICATION, "[help_box]", "# jejich\n[help_box]")
    theirs = reworded(theirs, "issue.toml", "1/2030", "2/2030")

    def read_after_them(used: Mapping[str, bytes]) -> IssueFolder:
        monkeypatch.undo()
        import_issue(store, theirs, at, adopt_publication=True)
        return read_issue(used)

    monkeypatch.setattr(importing, "read_issue", read_after_them)
    result = import_issue(store, files, at)
    assert result.kept_publication
    for number in ("1/2030", "2/2030"):
        assert export_files(store, number)[PUBLICATION] == theirs[PUBLICATION]
    assert export_files(store, "1/2030", 1)[PUBLICATION] == theirs[PUBLICATION]


def test_a_broken_folder_changes_nothing(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, files, at)
    with pytest.raises(FolderError):
        import_issue(store, files | {"issue.toml": b'number = "1/2030'}, at)
    assert export_files(store, "1/2030") == files


def test_issues_share_the_publication_that_came_first(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    """Another one is reported and left aside, until an editor adopts it."""
    import_issue(store, files, at)
    renamed = reworded(files, PUBLICATION, "[help_box]", "# nová verze\n[help_box]")
    result = import_issue(store, renamed, at)
    assert (result.changes, result.kept_publication) == (Changes(), True)
    assert export_files(store, "1/2030") == files
    result = import_issue(store, renamed, at, adopt_publication=True)
    assert (result.changes, result.kept_publication) == (Changes(changed=(PUBLICATION,)), False)
    assert export_files(store, "1/2030") == renamed


@pytest.mark.parametrize("adopts", [False, True])
def test_a_folder_without_a_publication_uses_the_shared_one(
    store: Store,
    files: dict[str, bytes],
    at: datetime,
    adopts: bool,  # noqa: FBT001
) -> None:
    import_issue(store, files, at)
    alone = {path: data for path, data in files.items() if path != PUBLICATION}
    second = reworded(alone, "issue.toml", "1/2030", "2/2030")
    result = import_issue(store, second, at, adopt_publication=adopts)
    assert (result.number, result.kept_publication) == ("2/2030", False)
    assert export_files(store, "2/2030") == second | {PUBLICATION: files[PUBLICATION]}


def test_an_unknown_number_is_answered_with_the_known_ones(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    with pytest.raises(UnknownIssueError, match="zatím tu není žádné"):
        export_files(store, "1/2030")
    import_issue(store, files, at)
    with pytest.raises(UnknownIssueError, match=r"„9/2030“ tu není.*1/2030"):
        load_folder(store, "9/2030")


def test_the_publication_says_which_lists_there_are(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    """An instance that has none yet knows the two lists of the magazine."""
    with store.reading() as session:
        assert known_lists(session, store.blobs) == DEFAULT_LISTS
    import_issue(store, files, at)
    with store.reading() as session:
        assert known_lists(session, store.blobs) == read_issue(files).publication.lists
