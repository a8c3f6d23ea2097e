"""Past issues among the others: one number, one address; nothing kept of what is refused."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.audit import TERMINAL
from mitdomov.database.store import Store
from mitdomov.editorial.frames import NumberTaken, create_issue, next_frame
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.past import changes, finding, reader_process
from mitdomov.editorial.past.details import Details, number_in
from mitdomov.editorial.past.importing import Imported, Problems, import_past
from mitdomov.editorial.past.model import PastIssue, PastPage
from mitdomov.editorial.past.reading import NO_PDF, ReadPdf, Refused, read_pdf
from mitdomov.editorial.past.vetting import ACTIVE
from mitdomov.magazine.findings import FolderError
from mitdomov.search.index import Prepared
from tests.editorial import past_pdfs

WORDS = Details("2/2023", "Prevence", date(2023, 10, 1))


@pytest.fixture(scope="module")
def magazine() -> bytes:
    return past_pdfs.magazine()


def taken_in(
    store: Store, data: bytes, at: datetime, words: Details = WORDS, *, is_shown: bool = True
) -> int:
    done = import_past(store, data, words, by=TERMINAL, at=at, is_shown=is_shown)
    assert isinstance(done, Imported), done
    return done.issue.id


def test_a_pdf_is_read_whole(magazine: bytes) -> None:
    read = read_pdf(magazine)
    assert isinstance(read, ReadPdf)
    assert [each["title"] for each in read.outline] == [title for title, _ in past_pdfs.ARTICLES]
    assert [each["page"] for each in read.outline] == [1, 2, 3, 4]
    assert "Nejneobhospodařovávatelnější byty se opravují" in read.pages[2].text
    assert not any("Mít domov 2/2023" in page.text for page in read.pages)
    assert not any(page.text.splitlines()[-1].isdecimal() for page in read.pages)
    assert read.cover.startswith(b"\xff\xd8\xff")
    assert max(read.cover_px) >= 900
    assert read.data == magazine


def test_words_about_scripts_are_no_scripts() -> None:
    assert isinstance(read_pdf(past_pdfs.with_words_about_scripts()), ReadPdf)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (past_pdfs.with_form, ACTIVE),
        (past_pdfs.with_script_in_link, ACTIVE),
        (past_pdfs.with_script_in_names, ACTIVE),
        (past_pdfs.with_link_to_script, ACTIVE),
        (lambda: past_pdfs.long(10_000), reader_process.TOO_LONG),
        (lambda: b"%PDF-1.7\n" + b"\0" * 5000, reader_process.BROKEN),
        (lambda: b"PK\x03\x04" * 400, NO_PDF),
    ],
)
def test_hostile_files_are_refused_by_one_sentence(
    made: Callable[[], bytes], sentence: str
) -> None:
    assert read_pdf(made()) == Refused(sentence)


@pytest.mark.parametrize("made", [past_pdfs.picture_bomb, past_pdfs.content_bomb])
def test_bombs_cost_no_more_than_their_process(made: Callable[[], bytes]) -> None:
    """Whether the library gives up or reads what it can, an answer comes within the limits."""
    assert isinstance(read_pdf(made()), ReadPdf | Refused)


def test_printed_numbers_are_kept(magazine: bytes) -> None:
    read = read_pdf(past_pdfs.with_labels(magazine))
    assert isinstance(read, ReadPdf)
    assert [page.label for page in read.pages] == ["i", "ii", "1", "2"]


def test_nothing_is_kept_of_what_is_refused(store: Store, at: datetime) -> None:
    done = import_past(store, past_pdfs.with_script(), WORDS, by=TERMINAL, at=at)
    assert done == Problems({"file": ACTIVE})
    assert not [path for path in store.blobs.root.rglob("*") if path.is_file()]


def test_a_number_is_one_issue_only(
    store: Store, files: dict[str, bytes], at: datetime, magazine: bytes
) -> None:
    import_issue(store, files, at)
    words = Details("1/2030", "Jiné", date(2030, 1, 1))
    refused = import_past(store, magazine, words, by=TERMINAL, at=at)
    assert isinstance(refused, Problems)
    assert "vzniklo v redakci" in refused.by_field["number"]
    taken_in(store, magazine, at)
    frame = next_frame(None, number="2/2023", theme="Téma", dated=date(2023, 1, 1))
    with store.writing() as session:
        assert isinstance(create_issue(session, store.blobs, frame, at), NumberTaken)


def test_a_folder_does_not_take_the_address_of_a_pdf(
    store: Store, files: dict[str, bytes], at: datetime, magazine: bytes
) -> None:
    words = Details("1/2030", "Jiné", date(2030, 1, 1))
    number = taken_in(store, magazine, at, words, is_shown=False)
    with pytest.raises(FolderError, match="je mezi staršími jako PDF"):
        import_issue(store, files, at)
    changes.delete_past(store, number, by=TERMINAL, at=at)
    import_issue(store, files, at)


def test_the_doctor_knows_its_files(store: Store, at: datetime, magazine: bytes) -> None:
    taken_in(store, magazine, at)
    assert verify(store) == ()
    for path in store.blobs.root.rglob("*"):
        if path.is_file():
            path.unlink()
    places = {str(finding.place) for finding in verify(store)}
    assert places == {"starší číslo 2/2023 PDF", "starší číslo 2/2023 obálka"}


def test_deleting_leaves_no_page(store: Store, at: datetime, magazine: bytes) -> None:
    number = taken_in(store, magazine, at, is_shown=False)
    assert changes.delete_past(store, number, by=TERMINAL, at=at) == "2/2023"
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(PastPage)) == 0


def test_what_is_found_is_of_what_was_saved_meanwhile(
    store: Store, at: datetime, magazine: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody edits between the preparing of the search and the transaction."""
    number = taken_in(store, magazine, at, is_shown=False)
    really = finding.prepared
    themes: list[str] = []

    def slowly(issue: PastIssue, pages: Sequence[PastPage]) -> Prepared:
        themes.append(issue.theme)
        made = really(issue, pages)
        if len(themes) == 1:
            with store.writing() as session:
                kept = session.get_one(PastIssue, number)
                kept.theme, kept.version = "Mezitím jinak", kept.version + 1
        return made

    monkeypatch.setattr(finding, "prepared", slowly)
    shown = changes.show(store, number, by=TERMINAL, at=at)
    assert (shown.theme, themes) == ("Mezitím jinak", [WORDS.theme, "Mezitím jinak"])


def test_what_readers_have_seen_is_not_deleted(store: Store, at: datetime, magazine: bytes) -> None:
    number = taken_in(store, magazine, at)
    changes.hide(store, number, by=TERMINAL, at=at)
    with pytest.raises(changes.SeenByReadersError, match="už čtenáři viděli"):
        changes.delete_past(store, number, by=TERMINAL, at=at)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("mit-domov-2-2023.pdf", "2/2023"),
        ("Mít domov 10_2021 web.pdf", "10/2021"),
        ("2023-10-01.pdf", ""),
        ("cislo.pdf", ""),
        ("1-20301.pdf", ""),
    ],
)
def test_numbers_are_found_in_names(name: str, number: str) -> None:
    assert number_in(name) == number
