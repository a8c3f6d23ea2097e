"""PDFs that the worker reads: told of by pages, broken off, begun again, forgotten."""

import socket
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import psutil
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM
from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.editorial.past import finding, importing, taking
from mitdomov.editorial.past.describing import Said, type_in, versions
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.guessing import guessed
from mitdomov.editorial.past.importing import Imported, import_past
from mitdomov.editorial.past.incoming import incoming
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.editorial.past.reading import Page, ReadPdf, read_pdf
from mitdomov.editorial.past.upload_model import PastUpload, UploadState
from mitdomov.editorial.past.uploads import (
    KnownIssue,
    Received,
    cancel,
    confirm,
    open_uploads,
    receive,
    receive_replacement,
    remove,
    unconfirm,
)
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.editorial.work.orders import claim_work
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import LostWorkError, Shop, do_work, waiting_work
from mitdomov.settings import read_settings
from tests.editorial import past_pdfs

WORDS = {"number": "2/2023", "dated": "2023-10-01", "theme": "Prevence"}


@pytest.fixture
def shop(store: Store, tmp_path: Path) -> Shop:
    environment = {
        "MITDOMOV_DATA_DIR": str(tmp_path),
        "MITDOMOV_SECRET_KEY": "k" * 40,
        "MITDOMOV_PUBLIC_URL": "http://web.example",
    }
    return Shop(store, read_settings(environment))


def received(store: Store, data: bytes, name: str = "mit-domov-2-2023.pdf") -> PastUpload:
    done = receive(store, name, data, by=PROGRAM, at=now())
    assert isinstance(done, Received), done
    return done.upload


def describe(upload: PastUpload, words: Mapping[str, str]) -> None:
    """As whoever has just opened the page."""
    shown = versions(upload)
    said = {field: Said(text, shown[field]) for field, text in words.items()}
    assert type_in(upload, said) == {}


def confirmed(store: Store, upload_id: int) -> None:
    with store.writing() as session:
        upload = session.get_one(PastUpload, upload_id)
        describe(upload, WORDS)
        confirm(session, [upload], is_to_show=True, by=PROGRAM, at=now())
        assert upload.problems == {}


def upload_now(store: Store, upload_id: int) -> PastUpload:
    with store.reading() as session:
        return session.get_one(PastUpload, upload_id)


def order_of(store: Store, upload: PastUpload) -> WorkOrder:
    with store.reading() as session:
        return session.get_one(WorkOrder, upload.order_id)


def work(shop: Shop) -> None:
    for order_id in waiting_work(shop.store):
        do_work(shop, order_id, "here/1/0", HANDLERS)


def readers() -> int:
    """Processes that read a PDF for us now."""
    children = psutil.Process().children(recursive=True)
    return sum("reader_process" in " ".join(each.cmdline()) for each in children)


def test_each_page_is_told_of() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(past_pdfs.scan(30), lambda page, pages: told.append((page, pages)))
    assert told[0] == (0, 0), "while the file is examined"
    assert told[-1][1] == 30
    assert [page for page, _ in told] == sorted(page for page, _ in told)
    assert len({page for page, _ in told}) > 20


def test_what_is_cancelled_ends_with_its_process(shop: Shop) -> None:
    """Amidst the reading, as the worker learns it: by its next report."""
    upload = received(shop.store, past_pdfs.scan(400))

    def tell(_page: int, pages: int) -> None:
        if pages:
            assert readers() == 1
            with shop.store.writing() as session:
                cancel(session, session.get_one(PastUpload, upload.id), now())
            raise LostWorkError

    with pytest.raises(LostWorkError):
        taking.read_upload(shop.store, upload.id, tell, now())
    assert readers() == 0
    assert upload_now(shop.store, upload.id).state is UploadState.CANCELLED
    assert order_of(shop.store, upload).state is WorkState.CANCELLED
    work(shop)
    assert upload_now(shop.store, upload.id).state is UploadState.CANCELLED


def test_a_worker_hears_that_its_order_was_cancelled(shop: Shop) -> None:
    upload = received(shop.store, past_pdfs.scan())
    with shop.store.writing() as session:
        assert upload.order_id
        claim_work(session, upload.order_id, "here/1/0", now())
        cancel(session, session.get_one(PastUpload, upload.id), now())
    do_work(shop, upload.order_id, "here/2/0", HANDLERS)
    assert order_of(shop.store, upload).state is WorkState.CANCELLED
    assert upload_now(shop.store, upload.id).read == {}


def test_what_a_killed_worker_left_is_read_by_the_next(shop: Shop) -> None:
    upload = received(shop.store, past_pdfs.scan())
    confirmed(shop.store, upload.id)
    dead = f"{socket.gethostname()}/999999999/0"
    with shop.store.writing() as session:
        assert upload.order_id
        claim_work(session, upload.order_id, dead, now())
    work(shop)
    assert upload_now(shop.store, upload.id).state is UploadState.TAKEN


def test_a_worker_killed_after_the_issue_was_made_makes_no_second(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = received(shop.store, past_pdfs.scan())
    confirmed(shop.store, upload.id)

    def dies(*_: object) -> bool:
        raise LostWorkError

    with monkeypatch.context() as patched:
        patched.setattr(taking, "_is_needed", dies)
        work(shop)
    assert upload_now(shop.store, upload.id).state is UploadState.READ
    with shop.store.writing() as session:
        order = session.get_one(WorkOrder, upload.order_id)
        order.state, order.claimed_by = WorkState.WAITING, None
    work(shop)
    with shop.store.reading() as session:
        (issue,) = session.scalars(select(PastIssue))
    taken = upload_now(shop.store, upload.id)
    assert (taken.state, taken.past_issue_id) == (UploadState.TAKEN, issue.id)
    assert not (incoming(shop.store).root / taken.sha256).exists()


def taken_after(
    shop: Shop, upload_id: int, meanwhile: Callable[[Session, PastUpload], object]
) -> None:
    """What an editor does after the worker has read the file and before it is taken in."""
    pdf = taking.read_upload(shop.store, upload_id, lambda *_: None, now())
    assert isinstance(pdf, ReadPdf)
    with shop.store.writing() as session:
        meanwhile(session, session.get_one(PastUpload, upload_id))
    taking.take(shop.store, upload_id, pdf, now())


@pytest.mark.parametrize(
    ("meanwhile", "state"),
    [
        (
            lambda session, upload: remove(session, upload, by=PROGRAM, at=now()),
            UploadState.REMOVED,
        ),
        (lambda session, upload: unconfirm(session, upload, now()), UploadState.READ),
    ],
)
@pytest.mark.parametrize("note", ["", "Opraven graf."])
def test_what_is_taken_back_at_the_last_moment_is_not_taken_in(
    meanwhile: Callable[[Session, PastUpload], None],
    state: UploadState,
    note: str,
    shop: Shop,
    at: datetime,
) -> None:
    if note:
        details = Details("2/2023", "Prevence", at.date().replace(year=2023))
        old = import_past(shop.store, past_pdfs.scan(1), details, by=PROGRAM, at=at)
        assert isinstance(old, Imported)
        new = past_pdfs.scan()
        done = receive_replacement(shop.store, old.issue.id, "a.pdf", new, note, by=PROGRAM, at=at)
        assert isinstance(done, Received)
        upload = done.upload
    else:
        upload = received(shop.store, past_pdfs.scan())
        confirmed(shop.store, upload.id)
    taken_after(shop, upload.id, meanwhile)
    left = upload_now(shop.store, upload.id)
    assert (left.state, left.past_issue_id, left.problems) == (state, None, {})
    with shop.store.reading() as session:
        found = {each.pdf_sha256 for each in session.scalars(select(PastIssue))}
    assert upload.sha256 not in found
    assert len(found) == bool(note)


@pytest.mark.parametrize("theme", ["", "Lepší téma"])
def test_what_is_taken_back_while_it_is_prepared_is_not_taken_in(
    theme: str, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of the first confirmation, when other ones are confirmed meanwhile."""
    upload = received(shop.store, past_pdfs.scan())
    confirmed(shop.store, upload.id)

    def change(session: Session, kept: PastUpload) -> None:
        unconfirm(session, kept, now())
        if theme:
            describe(kept, {**WORDS, "theme": theme})
            confirm(session, [kept], is_to_show=False, by=PROGRAM, at=now())

    def prepared_late(issue: PastIssue, pages: list[PastPage]) -> object:
        with shop.store.writing() as session:
            change(session, session.get_one(PastUpload, upload.id))
        return finding.prepared(issue, pages)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "prepared", prepared_late)
        taken_after(shop, upload.id, lambda *_: None)
    with shop.store.reading() as session:
        assert not [*session.scalars(select(PastIssue))]
    assert upload_now(shop.store, upload.id).state is UploadState.READ
    work(shop)
    with shop.store.reading() as session:
        shown = [(each.theme, each.state) for each in session.scalars(select(PastIssue))]
    assert shown == ([(theme, PastState.HIDDEN)] if theme else [])


def test_a_file_that_is_gone_says_so(shop: Shop) -> None:
    upload = received(shop.store, past_pdfs.scan())
    incoming(shop.store).drop(upload.sha256)
    work(shop)
    refused = upload_now(shop.store, upload.id)
    assert (refused.state, refused.problems) == (UploadState.REFUSED, {"file": taking.GONE})


def test_the_same_file_is_the_same_entry_whoever_took_it_in(shop: Shop, at: datetime) -> None:
    data = past_pdfs.scan()
    first = received(shop.store, data)
    again = receive(shop.store, "jinak.pdf", data, by=PROGRAM, at=at)
    assert isinstance(again, Received)
    assert (again.upload.id, again.is_known) == (first.id, True)
    details = Details("2/2023", "Prevence", at.date().replace(year=2023))
    done = import_past(shop.store, data, details, by=PROGRAM, at=at)
    assert isinstance(done, Imported)
    known = receive(shop.store, "jinak.pdf", data, by=PROGRAM, at=at)
    assert isinstance(known, KnownIssue)
    assert known.issue.id == done.issue.id
    confirmed_twin(shop, first.id)


def confirmed_twin(shop: Shop, upload_id: int) -> None:
    """The terminal was quicker: the upload becomes the issue that is there."""
    with shop.store.writing() as session:
        upload = session.get_one(PastUpload, upload_id)
        describe(upload, {**WORDS, "number": "1/2023"})
        confirm(session, [upload], is_to_show=False, by=PROGRAM, at=now())
    work(shop)
    with shop.store.reading() as session:
        (issue,) = session.scalars(select(PastIssue))
        assert session.get_one(PastUpload, upload_id).past_issue_id == issue.id


def test_what_ended_is_forgotten_after_a_week_and_nothing_else(shop: Shop) -> None:
    gone, waits = received(shop.store, past_pdfs.scan(1)), received(shop.store, past_pdfs.scan(2))
    with shop.store.writing() as session:
        remove(session, session.get_one(PastUpload, gone.id), by=PROGRAM, at=now())
    assert taking.forget_uploads(shop.store, now() + timedelta(days=6)) == 0
    assert taking.forget_uploads(shop.store, now() + timedelta(days=8)) == 1
    with shop.store.reading() as session:
        assert [each.id for each in open_uploads(session)] == [waits.id]
    assert [each.name for each in incoming(shop.store).root.iterdir()] == [waits.sha256]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mit-domov-2-2023.pdf", {"number": "2/2023"}),
        ("Mít domov 10_2021 web.pdf", {"number": "10/2021"}),
        ("MD 2018-1 final.pdf", {"number": "1/2018"}),
        ("2023-10-01.pdf", {"dated": "2023-10-01"}),
        ("magazin říjen 2023.pdf", {"dated": "2023-10-01"}),
        ("md_02_2019_nase-garance.pdf", {"number": "2/2019", "theme": "Md nase garance"}),
        ("sken0001.pdf", {}),
        ("2-2023_31. 2. 2023.pdf", {"number": "2/2023"}),
        ("../../etc/passwd", {}),
    ],
)  # fmt: skip
def test_what_a_name_tells(name: str, expected: dict[str, str]) -> None:
    found = guessed(name)
    assert {field: found.get(field) for field in ("number", "dated")} == {
        field: expected.get(field) for field in ("number", "dated")
    }
    assert found.get("theme", "") == expected.get("theme", found.get("theme", ""))


def with_facts(change: Callable[[pikepdf.Pdf], None]) -> ReadPdf:
    with pikepdf.open(BytesIO(past_pdfs.scan())) as pdf:
        change(pdf)
        read = read_pdf(past_pdfs.saved(pdf))
    assert isinstance(read, ReadPdf)
    return read


def test_what_a_pdf_tells() -> None:
    def tell(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo.Title = pikepdf.String("Mít domov 2/2023: Garance v bydlení")
        pdf.docinfo.CreationDate = pikepdf.String("D:20231005120000+02'00'")

    read = with_facts(tell)
    assert guessed("mit-domov-2-2023.pdf", read) == {
        "number": "2/2023",
        "dated": "2023-10-05",
        "theme": "Garance v bydlení",
    }
    assert "dated" not in guessed("mit-domov-2-2019.pdf", read), "it was only saved again"


def test_what_the_first_pages_tell() -> None:
    pages = (Page("", "Magazín\n2/2021, podzim\nVyšlo v říjnu, 14. 10. 2021"), Page("", ""))
    read = with_facts(lambda _: None)
    opened = ReadPdf(read.data, pages, (), is_tagged=False, cover=b"", cover_px=(1, 1))
    assert guessed("cislo.pdf", opened) == {"number": "2/2021", "dated": "2021-10-14"}
