"""The frame of an issue is kept only when it can be read again, and as it would be read."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mitdomov.database.store import Store
from mitdomov.editorial.frames import (
    FrameSaved,
    NumberTaken,
    create_issue,
    next_frame,
    read_frame,
    save_frame,
)
from mitdomov.editorial.importing import export_files, import_issue, issue_named
from mitdomov.editorial.queries import issues
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.model import Contributor, Cover, Issue, Section

NUMBER = "1/2030"


@pytest.fixture
def imported(store: Store, files: dict[str, bytes], at: datetime) -> Store:
    import_issue(store, files, at)
    return store


def unreadable() -> dict[str, Issue]:
    frame = next_frame(None, number="2/2030", theme="Klíče", dated=date(2030, 9, 1))
    twice = Contributor("jana", "Jana")
    return {
        "slot": replace(frame, theme="⟦greeting⟧"),
        "control character": replace(frame, season="ja\x02ro"),
        "alternative": replace(frame, cover=Cover("a.jpg", "\u2028")),
        "empty theme": replace(frame, theme=" "),
        "number": replace(frame, number="podzim"),
        "nameless section": replace(frame, sections=(Section("tema", ""),)),
        "bad slug": replace(frame, sections=(Section("Téma!", "Téma"),)),
        "same person twice": replace(frame, contributors=(twice, twice)),
    }


@pytest.mark.parametrize("fault", unreadable())
def test_what_cannot_be_read_again_is_refused(imported: Store, at: datetime, fault: str) -> None:
    before = export_files(imported, NUMBER)
    frame = unreadable()[fault]
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        base = issue.frame_sha256
        with pytest.raises(FolderError):
            save_frame(session, imported.blobs, issue, frame, base_sha256=base, at=at)
        with pytest.raises(FolderError):
            create_issue(session, imported.blobs, frame, at)
    assert export_files(imported, NUMBER) == before
    with imported.reading() as session:
        assert [each.number for each in issues(session)] == [NUMBER]


def test_what_is_kept_is_what_will_be_read(imported: Store, at: datetime) -> None:
    """Lists of issues show the theme of the row, pages that of the frame."""
    typed = "  Kli\u0301c\u030ce\nod bytu "
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        frame = replace(read_frame(imported.blobs, issue), theme=typed)
        base = issue.frame_sha256
        saved = save_frame(session, imported.blobs, issue, frame, base_sha256=base, at=at)
        assert isinstance(saved, FrameSaved)
        new = next_frame(None, number="2/2030", theme=typed, dated=date(2030, 9, 1))
        made = create_issue(session, imported.blobs, new, at)
        assert not isinstance(made, NumberTaken)
        for each in (issue, made):
            assert each.theme == read_frame(imported.blobs, each).theme == "Klíče od bytu"
