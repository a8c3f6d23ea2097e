"""Editors and authors hand in Word files and get a draft of each, or a reason why not."""

import re
from io import BytesIO

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.document.tree import Figure, Language, plain
from mitdomov.editorial.article_model import ArticleRecord, ArticleVersion, Origin
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.word_model import WordImport
from mitdomov.magazine.model import Article
from tests.document.word.word_builder import docx, paragraph, relationship, run
from tests.web.desk.filling import said
from tests.web.served import Site

PAGE = "/redakce/clanky/word"


def png() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (60, 40), (180, 90, 60)).save(buffer, "PNG")
    return buffer.getvalue()


def word(title: str = "Klíč od bytu", picture: bytes | None = None) -> bytes:
    drawn = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Cihlový dům"/>'
        '<a:blip r:embed="i1"/></wp:inline></w:drawing></w:r>'
    )
    body = (
        paragraph(title, "Nzev")
        + paragraph("Krátké shrnutí článku.", "Perex")
        + paragraph(run("Metoda ") + run("housing first", '<w:lang w:val="en-GB"/>') + run("."))
        + paragraph(
            f'<w:ins w:author="Eva Malá">{run("Vloženo.")}</w:ins>' + run("x", "<w:strike/>")
        )
        + (paragraph(drawn) + paragraph("Dům. Foto: Jan Malý", "Titulek") if picture else "")
    )
    return docx(
        body,
        related=relationship("i1", "image", "media/a.png") if picture else "",
        parts={"word/media/a.png": picture} if picture else None,
    )


def send(client: FlaskClient, *files: tuple[bytes, str], kam: str = "zasobnik") -> TestResponse:
    token = re.search(r'name="csrf_token"\s+value="([^"]+)"', said(client.get(PAGE)))
    assert token
    return client.post(
        PAGE,
        data={
            "csrf_token": token[1],
            "kam": kam,
            "soubory": [(BytesIO(data), name) for data, name in files],
        },
    )


def articles(site: Site) -> list[tuple[ArticleRecord, Article]]:
    with site.store.reading() as session:
        query = select(ArticleRecord).join(WordImport).order_by(ArticleRecord.id)
        return [(record, read_source(record)) for record in session.scalars(query)]


def test_each_file_becomes_one_draft_and_the_page_says_what_became_of_it(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    answer = send(client, (word("První"), "prvni.docx"), (word("Druhý", png()), "druhy.docx"))
    assert answer.status_code == 303
    page = said(client.get(answer.location))
    assert "2 soubory" in page
    for words in ("prvni.docx", "Přeškrtnutí", "Eva Malá", "housing first", "Jan Malý"):
        assert words in page
    (first, draft), (_, second) = articles(site)
    assert (first.issue_id, first.assignee_id, draft.title) == (None, None, "První")
    assert draft.perex == "Krátké shrnutí článku."
    assert any(
        isinstance(each, Language)
        for block in draft.body.blocks
        for each in getattr(block, "content", ())
    )
    (figure,) = [block for block in second.body.blocks if isinstance(block, Figure)]
    assert (figure.alt, plain(figure.caption), figure.credit) == ("Cihlový dům", "Dům.", "Jan Malý")
    with site.store.reading() as session:
        item = session.scalars(select(MediaItem).where(MediaItem.file == figure.picture)).one()
        assert (item.alt, item.credit) == ("Cihlový dům", "Jan Malý")
        version = session.scalars(
            select(ArticleVersion).where(ArticleVersion.article_id == first.id)
        ).one()
        assert (version.origin, version.note) == (Origin.IMPORTED, "prvni.docx")
        kept = session.get_one(WordImport, first.id)
        assert site.store.blobs.get(kept.sha256) == word("První")
        verbs = session.scalars(select(AuditEntry.verb)).all()
        assert verbs.count("word-imported") == 2


def test_a_byline_makes_authors_whom_the_issue_gets_to_know(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    byline = paragraph("Ing. Jana Bílá, Ph.D., Město Kunovice", "Podnadpis")
    one, two = (docx(paragraph(each, "Nzev") + byline + paragraph("x")) for each in ("A", "B"))
    send(client, (one, "a.docx"), kam="1-2030/tema")
    send(client, (two, "b.docx"))
    (in_issue, draft), (in_pool, other) = articles(site)
    assert draft.authors == other.authors == ("jana-bila",)
    details = "/redakce/clanek/{}/udaje"
    assert "Jana Bílá" in said(client.get(details.format(in_issue.id)))
    assert "Jana Bílá" in said(client.get(details.format(in_pool.id)))
    with site.store.reading() as session:
        issue = session.scalars(select(IssueRecord)).first()
        assert issue
        people = {each.slug: each for each in read_frame(site.store.blobs, issue).contributors}
    assert people["jana-bila"].affiliation == "Město Kunovice"


def test_a_refused_file_does_the_others_no_harm(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    answer = send(
        client, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "stary.doc"), (word("Dobrý"), "dobry.docx")
    )
    page = said(answer)
    assert answer.status_code == 200
    assert "starý formát Wordu (.doc)" in page
    assert "1 odmítnutý" in page
    assert [draft.title for _, draft in articles(site)] == ["Dobrý"]


def test_when_every_file_is_refused_nothing_is_made(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    answer = send(client, (b"ahoj", "<img src=x>.docx"))
    assert answer.status_code == 422
    assert "Nic se nenačetlo" in said(answer)
    assert "<img src=x>" not in said(answer)
    assert articles(site) == []


def test_without_a_file_the_form_says_so(site: Site) -> None:
    answer = send(site.client_as(Role.EDITOR))
    assert answer.status_code == 422
    assert "Vyberte aspoň jeden soubor" in said(answer)
    assert 'aria-invalid="true"' in said(answer)


def test_the_same_file_again_makes_no_second_draft(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    send(client, (word(), "a.docx"))
    page = said(send(client, (word(), "b.docx")))
    assert "načtený už dřív" in page
    assert len(articles(site)) == 1


def test_an_editor_may_choose_the_issue_and_section(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    (place,) = re.findall(r'value="(1-2030/[\w-]+)"', said(client.get(PAGE)))[:1]
    assert send(client, (word(), "a.docx"), kam=place).status_code == 303
    ((record, draft),) = articles(site)
    assert record.issue_id is not None
    assert draft.section == place.split("/")[1]


def test_what_was_read_into_an_issue_leads_back_to_it(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    (place,) = re.findall(r'value="(1-2030/[\w-]+)"', said(client.get(PAGE)))[:1]
    made = send(client, (word(), "a.docx"), kam=place).headers["Location"]
    assert 'href="/redakce/cislo/1-2030/">Do sestavy čísla 1/2030</a>' in said(client.get(made))
    pooled = send(client, (word("Jiný"), "b.docx")).headers["Location"]
    assert "Do sestavy" not in said(client.get(pooled))


def test_an_author_gets_the_draft_for_himself_and_only_in_the_pool(site: Site) -> None:
    client = site.client_as(Role.AUTHOR)
    assert "1-2030/" not in said(client.get(PAGE))
    assert send(client, (word(), "a.docx"), kam="1-2030/tema").status_code == 400
    assert send(client, (word(), "a.docx")).status_code == 303
    ((record, _),) = articles(site)
    assert record.assignee_id is not None
    assert client.get(f"/redakce/clanek/{record.id}/word").status_code == 200


def test_a_report_stays_with_the_article_and_is_shut_to_other_authors(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    send(client, (word(), "a.docx"))
    ((record, _),) = articles(site)
    page = said(client.get(f"/redakce/clanek/{record.id}/word"))
    assert "a.docx" in page
    assert "Přeškrtnutí" in page
    other = site.client_as(Role.TRANSLATOR)
    assert other.get(f"/redakce/clanek/{record.id}/word").status_code == 403
    assert other.get(f"{PAGE}/nacteno?id={record.id}").status_code == 404


def test_a_picture_that_the_library_refuses_is_reported_and_the_text_comes(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    answer = send(client, (word(picture=b"\x89PNG\r\n\x1a\nbroken"), "a.docx"))
    assert answer.status_code == 303
    assert "Obrázek 1:" in said(client.get(answer.location))
    ((_, draft),) = articles(site)
    assert not any(isinstance(block, Figure) for block in draft.body.blocks)
    assert any("Dům." in plain(getattr(block, "content", ())) for block in draft.body.blocks)


def test_only_this_page_takes_more_than_a_form_may(site: Site) -> None:
    client = site.client_as(Role.EDITOR)
    assert send(client, (b"x" * 2_000_000, "velky.docx")).status_code == 422
    assert send(client, (b"x" * 61_000_000, "velky.docx")).status_code == 413
