"""Writing news over HTTP: what the editor's script saves, what readers see of it, and when."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.bulletin.news.folder import NewsFile
from mitdomov.bulletin.news.importing import import_news
from mitdomov.bulletin.news.model import NewsItem, NewsVersion
from mitdomov.bulletin.news.text import NewsText
from mitdomov.bulletin.news.writing import history, text_in, under_edit
from mitdomov.clock import now
from mitdomov.database.public_version import PublicVersions
from mitdomov.document.editor_json import write
from mitdomov.document.markdown.reader import parse
from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.editorial.article_model import Origin
from tests.web.newsroom import PUBLISH, TEXT, draft, post, published, version_of
from tests.web.served import HOSTILE, Site

ITEM = "/novinky/tri-nova-kontaktni-mista/"


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


@pytest.fixture
def other(site: Site) -> FlaskClient:
    return site.client_as(Role.PUBLISHER)


def send(
    site: Site, client: FlaskClient, number: int, words: str, act: str = "ulozit", **changes: Any
) -> TestResponse:
    """The text of the window, which began from version 1 unless it says otherwise."""
    fields = {name: value for name, value in TEXT.items() if name != "body"}
    value = {"version": 1, "body": body(words), **fields, **changes}
    headers = {"X-CSRFToken": site.csrf_token(client)}
    return client.post(f"/redakce/novinky/{number}/{act}", json=value, headers=headers)


def body(words: str) -> dict[str, Any]:
    return write(Document((Paragraph((Text(words),)),)))


def kept(site: Site, number: int) -> NewsText:
    with site.store.reading() as session:
        return text_in(under_edit(session, number))


def versions(site: Site, number: int) -> list[NewsVersion]:
    with site.store.reading() as session:
        return [*history(session, number)]


def records(site: Site) -> int:
    with site.store.reading() as session:
        return len(session.scalars(select(AuditEntry)).all())


def shown(site: Site, path: str = ITEM) -> str:
    return site.anonymous.get(path).get_data(as_text=True)


def test_readers_see_nothing_of_what_is_saved_until_it_is_published(
    site: Site, editor: FlaskClient
) -> None:
    number = published(site)
    before = {path: shown(site, path) for path in (ITEM, "/novinky/", "/novinky/atom.xml", "/")}
    answer = send(site, editor, number, "Rozepsané.", title="Jiný titulek", perex="Jiný perex.")
    assert answer.get_json()["is_unshown"]
    assert "Čtenáři vidí dál znění z" in answer.get_json()["readers"]
    assert {path: shown(site, path) for path in before} == before
    page = editor.get(f"/redakce/novinky/{number}/nahled").get_data(as_text=True)
    assert "Rozepsané." in page
    assert "nezveřejněné úpravy" in site.page("/redakce/novinky/?stav=zverejnene")

    told = {"saved": "1", "version": version_of(site, number), "note": "Opravili jsme místo."}
    assert post(site, f"/redakce/novinky/{number}", editor, **told, **PUBLISH).status_code == 303
    for words in ("Rozepsané.", "Jiný titulek", "Opravili jsme místo."):
        assert words in shown(site)
    assert "nezveřejněné úpravy" not in site.page("/redakce/novinky/?stav=zverejnene")


def test_a_draft_that_is_typed_leaves_kept_pages_alone(site: Site, editor: FlaskClient) -> None:
    number = draft(site)
    versions_of_site = PublicVersions(site.store.engine.url.database)
    before = versions_of_site.current()
    send(site, editor, number, "Píšu.")
    assert versions_of_site.current() == before
    post(site, f"/redakce/novinky/{number}", editor, saved="1", version="2", **PUBLISH)
    after = versions_of_site.current()
    assert after != before
    send(site, editor, number, "Píšu dál.", version=2)
    assert versions_of_site.current() == after


def test_what_is_not_yet_right_is_kept_and_said(site: Site, editor: FlaskClient) -> None:
    """A half-typed address costs nothing; readers are never shown it."""
    number = draft(site)
    wrong = {"source_url": "htt", "region": "mars", "as_of": "2026-02-31", "title": ""}
    told = send(site, editor, number, "Píšu.", **wrong).get_json()
    assert any("musí začínat https://" in each for each in told["mistakes"])
    assert any("zůstal proto ten poslední" in each for each in told["mistakes"])
    text = kept(site, number)
    assert (text.source_url, text.region, text.as_of, text.title) == (
        "htt",
        "projekt",
        None,
        TEXT["title"],
    )
    values = {"saved": "1", "version": version_of(site, number)}
    answer = post(site, f"/redakce/novinky/{number}", editor, **values, **PUBLISH)
    assert answer.status_code == 422
    assert site.anonymous.get(ITEM).status_code == 404


def test_typing_is_one_version_and_what_was_published_another(
    site: Site, editor: FlaskClient
) -> None:
    number = draft(site)
    for count in range(1, 4):
        send(site, editor, number, f"Věta {count}.", version=count)
    assert [each.number for each in versions(site, number)] == [4, 1]
    path = f"/redakce/novinky/{number}"
    post(site, path, editor, saved="1", version="4", **PUBLISH)
    send(site, editor, number, "Po vydání.", version=4)
    found = versions(site, number)
    assert [(each.number, each.note) for each in found] == [
        (5, ""),
        (4, "zveřejněné znění"),
        (1, ""),
    ]
    with site.store.reading() as session:
        query = select(AuditEntry.verb).where(AuditEntry.subject == f"news:{number}")
        verbs = session.scalars(query.order_by(AuditEntry.id)).all()
    assert verbs == ["news-created", "news-saved", "news-published", "news-saved"]


@pytest.mark.parametrize(
    ("choice", "words"),
    [("mine", "Píše první."), ("theirs", "Píše druhý."), ("merge", "Píší oba.")],
)
def test_of_two_who_write_at_once_both_texts_are_in_the_history(
    site: Site, editor: FlaskClient, other: FlaskClient, choice: str, words: str
) -> None:
    number = draft(site)
    send(site, other, number, "Píše druhý.", author="Druhý")
    assert send(site, editor, number, "Píše první.").status_code == 409
    found = send(site, editor, number, "Píše první.", "srovnat").get_json()
    assert found["author"] == "Druhý"
    assert "Autor nebo značka" in found["html"]
    mine = "Píší oba." if choice == "merge" else "Píše první."
    answer = send(site, editor, number, mine, version=2, choice=choice)
    assert answer.status_code == 200
    assert kept(site, number).body == words
    pages = [site.page(f"/redakce/novinky/{number}/historie/{n}") for n in (2, 3)]
    assert "druhý" in pages[0]
    assert mine.split()[1].rstrip(".") in pages[1]


def test_publishing_what_somebody_changed_meanwhile_is_refused(
    site: Site, editor: FlaskClient, other: FlaskClient
) -> None:
    number = draft(site)
    send(site, other, number, "Neviděl jsem.")
    answer = post(site, f"/redakce/novinky/{number}", editor, saved="1", version="1", **PUBLISH)
    assert answer.status_code == 409
    assert "zveřejněte znovu" in answer.get_data(as_text=True)
    assert site.anonymous.get(ITEM).status_code == 404


def test_an_old_version_comes_back_and_what_it_replaced_stays(
    site: Site, editor: FlaskClient
) -> None:
    number = published(site)
    send(site, editor, number, "Nové.", author="Jiný")
    page = site.page(f"/redakce/novinky/{number}/historie/2")
    assert "<ins>Nové.</ins>" in page
    assert "Autor nebo značka: změněno" in page
    post(site, f"/redakce/novinky/{number}/historie/1/vratit", editor)
    assert kept(site, number).body == TEXT["body"]
    assert [each.origin for each in versions(site, number)] == [
        Origin.RESTORED,
        Origin.AUTOSAVED,
        Origin.CREATED,
    ]
    send(site, editor, number, "Nové.", version=3)
    post(site, f"/redakce/novinky/{number}/zahodit-upravy", editor)
    assert kept(site, number).body == TEXT["body"]


@pytest.mark.parametrize("path", ["historie/1/vratit", "zahodit-upravy"])
def test_going_back_to_what_is_there_changes_and_records_nothing(
    site: Site, editor: FlaskClient, path: str
) -> None:
    number = published(site)
    before = records(site)
    post(site, f"/redakce/novinky/{number}/{path}", editor)
    assert records(site) == before
    assert len(versions(site, number)) == 1
    page = editor.get(f"/redakce/novinky/{number}").get_data(as_text=True)
    assert "Nic se nezměnilo" in page
    assert "zůstalo v historii" not in page


def test_others_are_seen_and_a_newer_text_comes(
    site: Site, editor: FlaskClient, other: FlaskClient
) -> None:
    number = draft(site)
    send(site, other, number, "Píše druhý.")
    send(site, other, number, "", "pritomnost")
    found = send(site, editor, number, "", "pritomnost").get_json()
    assert "Tuto novinku má právě otevřenou také Osoba vydavatel (před chvílí" in found["sentence"]
    assert "mezitím novinku změnil(a)" in found["news"]
    assert found["article"]["perex"] == TEXT["perex"]
    state = editor.get(f"/redakce/novinky/{number}/stav").get_json()
    assert state["version"] == 2


def test_authors_write_drafts_alone(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    number = published(site)
    assert send(site, author, number, "Ne.").status_code == 403
    page = author.get(f"/redakce/novinky/{number}").get_data(as_text=True)
    assert "mění redaktor nebo vydavatel" in page
    assert 'id="psani"' not in page
    mine = draft(site, title="Autorova")
    assert send(site, author, mine, "Ano.").status_code == 200


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(site: Site, editor: FlaskClient, words: str) -> None:
    number = draft(site)
    answer = send(site, editor, number, words, perex=words[:200], author=words[:100])
    assert answer.status_code == 200
    page = editor.get(f"/redakce/novinky/{number}").get_data(as_text=True)
    assert "<script>alert" not in page
    history_page = editor.get(f"/redakce/novinky/{number}/historie/2")
    assert history_page.status_code in {200, 404}


def test_a_text_written_in_markdown_stays_as_it_was_written_until_it_is_changed(
    site: Site, editor: FlaskClient
) -> None:
    source = "Věta   s mezerami.\n\n\n* odrážka\n"
    number = published(site, body=source)
    tree = write(parse(kept(site, number).body))
    answer = send(site, editor, number, "", body=tree, by_hand=True)
    assert answer.get_json()["version"] == 1
    assert not answer.get_json()["is_unshown"]


def test_an_import_over_the_desks_work_keeps_that_in_the_history(
    site: Site, editor: FlaskClient
) -> None:
    number = published(site)
    send(site, editor, number, "Rozepsané.")
    with site.store.reading() as session:
        slug = session.get_one(NewsItem, number).slug
    text = NewsText(title="Ze složky", perex="Krátce.", body="Ze složky.")
    import_news(site.store, [NewsFile(slug, text, now(), is_sample=False)], now())
    assert "Ze složky." in shown(site)
    assert kept(site, number).body == "Ze složky."
    assert [each.origin for each in versions(site, number)][:2] == [
        Origin.IMPORTED,
        Origin.AUTOSAVED,
    ]
