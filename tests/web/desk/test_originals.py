"""A translation's Original is filled in, judged by the rules of the checks and proven by files."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.evidence import media_type_of
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.media.model import EvidenceFile
from mitdomov.magazine.model import Medium, Original
from tests.document.word.word_builder import docx, paragraph
from tests.web.desk.filling import Visitor, form_of, said
from tests.web.served import Site

PDF = b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"
FORM = {
    "title": "Key to Home",
    "authors": "Anna Smith\n\nOrganisation X",
    "language": "en",
    "publication": "Housing Journal",
    "year": "2024",
    "pages": "3–18",
    "doi": "https://doi.org/10.1000/182",
}
LEAVE = {
    "granted_by": "Housing Journal Ltd",
    "granted_on": "2026-01-15",
    "media": ["web", "email", "pdf"],
    "evidence": "č. j. 12/2026",
}


class Page:
    def __init__(self, site: Site, role: Role = Role.EDITOR) -> None:
        self.site = site
        self.visitor = Visitor(site.client_as(role))
        with site.store.reading() as session:
            query = select(ArticleRecord).where(ArticleRecord.slug == "prvni-klice")
            self.article_id = session.scalars(query).one().id
        self.address = f"/redakce/clanek/{self.article_id}/original"

    def shown(self) -> str:
        return self.visitor.see(self.address)

    def original(self) -> Original | None:
        with self.site.store.reading() as session:
            return read_source(session.get_one(ArticleRecord, self.article_id)).original

    def imprint(self) -> str:
        return self.shown().split('name="imprint" value="')[1].split('"')[0]

    def save(self, status: int = 303, /, **fields: Any) -> str:
        sent = {"imprint": self.imprint(), **fields}
        answer = self.visitor.send(self.address, **sent)
        assert answer.status_code == status, said(answer)
        return self.visitor.follow(answer) if status == 303 else said(answer)

    def evidence_files(self) -> list[EvidenceFile]:
        with self.site.store.reading() as session:
            return list(session.scalars(select(EvidenceFile)))

    def upload(self, data: bytes, name: str, status: int = 303) -> str:
        answer = self.visitor.send(
            f"{self.address}/doklad", seen_on=self.address, doklad=(BytesIO(data), name)
        )
        assert answer.status_code == status, said(answer)
        return self.shown() if status == 303 else said(answer)


@pytest.fixture
def page(site: Site) -> Page:
    return Page(site)


def test_what_is_filled_in_is_kept_and_shown_as_the_artefacts_will_print_it(page: Page) -> None:
    shown = page.save(**FORM, **LEAVE)
    original = page.original()
    assert original is not None
    assert original.authors == ("Anna Smith", "Organisation X")
    assert (original.year, original.doi) == (2024, "10.1000/182")
    assert original.permission is not None
    assert original.permission.media == (Medium.WEB, Medium.EMAIL, Medium.PDF)
    assert '<span lang="en">' in shown
    assert "Uveřejněno se svolením držitele práv: Housing Journal Ltd." in shown
    assert "Svolení stačí" in " ".join(
        shown.replace("<strong>", "").replace("</strong>", "").split()
    )


@pytest.mark.parametrize(
    ("leave", "sentence"),
    [
        ({}, "nemá licenci ani svolení"),
        ({"licence": "CC BY-ND 4.0"}, "nedovoluje překlad"),
        ({**LEAVE, "media": ["web"]}, "nevztahuje na e-mail, PDF"),
        ({**LEAVE, "expires_on": "2026-02-01"}, "vypršelo"),
        ({**LEAVE, "evidence": ""}, "není ničím doložené"),
    ],
)
def test_leave_that_does_not_suffice_is_said_to_hinder_approval(
    page: Page, leave: dict[str, object], sentence: str
) -> None:
    shown = page.save(**FORM, **leave)
    assert sentence in shown
    assert "nepůjde schválit" in shown


def test_bad_input_comes_back_with_a_sentence_at_each_field(page: Page) -> None:
    shown = page.save(
        422,
        title="",
        authors="",
        language="anglicky",
        year="letos",
        url="example",
        granted_on="kdysi",
        media=[],
    )
    for name in (
        "title",
        "authors",
        "language",
        "year",
        "url",
        "granted_by",
        "granted_on",
        "media",
    ):
        assert f'id="{name}-chyba"' in shown, name
    assert 'value="letos"' in shown
    assert page.original() is None


def test_a_page_that_is_behind_does_not_overwrite_what_another_saved(page: Page) -> None:
    behind = page.imprint()
    page.save(**FORM, licence="CC BY 4.0")
    shown = page.save(409, **{**FORM, "title": "Other", "licence": "", "imprint": behind})
    assert "mezitím změnil" in shown
    assert 'value="Other"' in shown
    theirs = shown.partition('class="said-now"')[2].partition("</dl>")[0]
    assert "Key to Home" in theirs
    assert "CC BY 4.0" in theirs
    assert "Housing Journal" not in theirs, "that is the same"
    original = page.original()
    assert original is not None
    assert original.title == "Key to Home"


def test_the_line_is_shown_while_typing_and_nothing_is_saved(page: Page) -> None:
    answer = page.visitor.send(f"{page.address}/radek", seen_on=page.address, **FORM)
    assert "Key to Home" in said(answer)
    assert page.original() is None
    empty = page.visitor.send(f"{page.address}/radek", seen_on=page.address, title="")
    assert "Řádek se ukáže" in said(empty)


def test_evidence_is_kept_named_in_the_permission_and_given_back_as_a_download(page: Page) -> None:
    page.save(**FORM, **{**LEAVE, "evidence": ""})
    page.upload(PDF, "../Svolení.html")
    (evidence,) = page.evidence_files()
    assert (evidence.name, evidence.media_type) == ("Svolení.pdf", "application/pdf")
    original = page.original()
    assert original is not None
    assert original.permission is not None
    assert original.permission.evidence == "Svolení.pdf"
    answer = page.visitor.client.get(f"{page.address}/doklad/{evidence.id}")
    assert answer.get_data() == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_evidence_takes_nothing_away_that_was_typed_above_it(page: Page) -> None:
    """As a browser without scripts sends it: the file is a part of the page's one form."""
    typed = form_of(page.shown(), "puvod") | {"title": ["Key to Home"], "authors": ["A\r\nB"]}
    place = f"{page.address}/doklad"
    sent = typed | {"doklad": (BytesIO(PDF), "dopis.pdf")}
    answer = page.visitor.client.post(place, data=sent)
    assert answer.status_code == 200
    shown = form_of(said(answer), "puvod")
    assert (shown["title"], shown["evidence"]) == (["Key to Home"], ["dopis.pdf"])
    assert "ještě se neuložilo" in said(answer)
    assert len(page.evidence_files()) == 1
    assert page.visitor.client.post(page.address, data=shown | LEAVE).status_code == 303
    again = form_of(page.shown(), "puvod")
    assert again["authors"] == ["A\nB"]
    sent = again | {"doklad": (BytesIO(PDF + b" "), "dalsi.pdf")}
    assert page.visitor.client.post(place, data=sent).status_code == 303, "nothing was typed"
    bad = typed | {"doklad": (BytesIO(b"MZ\0\1\xff"), "x.exe")}
    refused = page.visitor.client.post(place, data=bad)
    assert refused.status_code == 422
    assert form_of(said(refused), "puvod")["title"] == ["Key to Home"]


def test_evidence_alone_leaves_nothing_to_be_saved(page: Page) -> None:
    """A browser sends the empty fields of the form, too."""
    sent = form_of(page.shown(), "puvod") | {"doklad": (BytesIO(PDF), "dopis.pdf")}
    assert page.visitor.client.post(f"{page.address}/doklad", data=sent).status_code == 303


def test_the_same_evidence_twice_is_one(page: Page) -> None:
    page.upload(PDF, "a.pdf")
    page.upload(PDF, "b.pdf")
    assert len(page.evidence_files()) == 1


def test_removing_evidence_asks_first(page: Page) -> None:
    page.upload(PDF, "a.pdf")
    (evidence,) = page.evidence_files()
    asked = f"{page.address}/doklad/{evidence.id}/smazat"
    assert "Smazat doklad?" in page.visitor.see(asked)
    assert page.evidence_files()
    page.visitor.follow(page.visitor.send(asked))
    assert not page.evidence_files()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"From: a@example.cz\r\nSubject: Yes\r\n\r\nAno.", "message/rfc822"),
        ("Ano, souhlasím.".encode(), "text/plain"),
        (
            docx(paragraph("Ano")),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (docx("", parts={"word/vbaProject.bin": b"x"}), None),
        (b"PK\x03\x04zip", None),
        (b"MZ\x90\x00\x03", None),
    ],
)
def test_files_are_what_their_content_says(data: bytes, media_type: str | None) -> None:
    assert media_type_of(data) == media_type


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00\x03", b"PK\x03\x04zip"])
def test_what_is_no_evidence_is_refused_with_a_sentence(page: Page, data: bytes) -> None:
    assert 'id="doklad-chyba"' in page.upload(data, "doklad.pdf", 422)
    assert not page.evidence_files()


def test_evidence_of_other_articles_and_other_peoples_articles_stay_shut(page: Page) -> None:
    page.upload(PDF, "a.pdf")
    (evidence,) = page.evidence_files()
    with page.site.store.reading() as session:
        query = select(ArticleRecord.id).where(ArticleRecord.id != page.article_id)
        other = session.scalars(query).first()
    assert (
        page.visitor.client.get(
            f"/redakce/clanek/{other}/original/doklad/{evidence.id}"
        ).status_code
        == 404
    )
    stranger = page.site.client_as(Role.TRANSLATOR)
    for path in (page.address, f"{page.address}/doklad/{evidence.id}"):
        assert stranger.get(path).status_code == 403


def test_an_original_that_is_dropped_can_be_had_from_the_history(page: Page) -> None:
    page.save(**FORM, **LEAVE)
    page.visitor.follow(page.visitor.send(f"{page.address}/smazat", seen_on=page.address))
    assert page.original() is None
    with page.site.store.reading() as session:
        assert session.get_one(ArticleRecord, page.article_id).version > 2


def test_evidence_that_rots_on_the_disk_is_found(page: Page) -> None:
    page.upload(PDF, "dopis.pdf")
    (evidence,) = page.evidence_files()
    page.site.store.blobs.path(evidence.sha256).write_bytes(b"rotten")
    found = verify(page.site.store)
    assert any("doklad dopis.pdf" in str(each) for each in found)
