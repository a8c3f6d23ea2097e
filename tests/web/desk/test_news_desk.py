"""The desk's news: written, checked, published, withdrawn; who may, and two who write at once."""

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.search.kinds import Kind
from mitdomov.search.model import SearchEntry
from mitdomov.web.desk.people.audit_words import VERBS
from tests.web.newsroom import TEXT, draft, post, published, version_of
from tests.web.served import Site


def state_of(site: Site, number: int) -> NewsState:
    with site.store.reading() as session:
        return session.get_one(NewsItem, number).state


def test_the_empty_list_tells_what_news_are(site: Site) -> None:
    assert "Zatím není zveřejněná žádná novinka" in site.page("/redakce/novinky/")
    assert "Žádný koncept nečeká" in site.page("/redakce/novinky/?stav=koncepty")
    assert "zmizí čtenářům z webu" in site.page("/redakce/novinky/?stav=stazene")


def test_a_draft_becomes_news_and_each_step_is_recorded(site: Site) -> None:
    number = published(site)
    assert state_of(site, number) is NewsState.PUBLISHED
    post(site, f"/redakce/novinky/{number}/stahnout")
    assert state_of(site, number) is NewsState.WITHDRAWN
    with site.store.reading() as session:
        query = select(AuditEntry.verb).where(AuditEntry.subject == f"news:{number}")
        verbs = session.scalars(query).all()
    assert verbs == ["news-created", "news-published", "news-withdrawn"]
    assert set(verbs) <= VERBS.keys()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"perex": ""}, "Napište perex"),
        ({"perex": "x" * 301}, "zkraťte jej na 300"),
        ({"picture": "neni.png", "picture_alt": "Dům"}, "v knihovně médií není"),
        ({"picture": "neni.png"}, "Popište obrázek"),
        ({"body": "Viz [jinde](nejaky-clanek)."}, "nikam nevede"),
        ({"source_url": "https://a.example"}, "kam odkaz na zdroj vede"),
    ],
)
def test_what_readers_must_not_see_is_not_published(
    site: Site, changes: dict[str, str], sentence: str
) -> None:
    number = draft(site)
    values = TEXT | changes | {"version": version_of(site, number), "act": "publish"}
    answer = post(site, f"/redakce/novinky/{number}", **values)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True).replace("\xa0", " ")
    assert state_of(site, number) is NewsState.DRAFT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Napište titulek"),
        ({"title": "Slot ⟦greeting⟧"}, "vyhrazeny dopisům"),
        ({"region": "mars"}, "Vyberte rubriku"),
        ({"source_url": "javascript:alert(1)"}, "musí začínat https://"),
        ({"as_of": "nikdy"}, "Napište den"),
        ({"body": "Dobré.\n\nSlot ⟦x⟧"}, "Řádek 3"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(
    site: Site, changes: dict[str, str], sentence: str
) -> None:
    number = draft(site)
    values = TEXT | {"author": "Jana Nová", "version": version_of(site, number)} | changes
    answer = post(site, f"/redakce/novinky/{number}", **values)
    page = answer.get_data(as_text=True).replace("\xa0", " ")
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Jana Nová"' in page


def test_two_who_write_at_once_lose_nothing(site: Site) -> None:
    number = draft(site)
    version = version_of(site, number)
    path = f"/redakce/novinky/{number}"
    post(site, path, **(TEXT | {"perex": "Jejich perex.", "version": version}))
    answer = post(site, path, **(TEXT | {"perex": "Můj perex.", "version": version}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Jejich perex." in page
    assert "Můj perex." in page
    again = post(
        site, path, **(TEXT | {"perex": "Můj perex.", "version": version_of(site, number)})
    )
    assert again.status_code == 303
    assert "Můj perex." in site.page(path)


def test_authors_write_and_editors_publish(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    number = draft(site)
    values = TEXT | {"version": version_of(site, number)}
    path = f"/redakce/novinky/{number}"
    assert post(site, path, author, **values, act="publish").status_code == 403
    assert post(site, path, author, **values).status_code == 303
    editor = site.client_as(Role.EDITOR)
    values = TEXT | {"version": version_of(site, number)}
    assert post(site, path, editor, **values, act="publish").status_code == 303
    assert post(site, path, author, **values).status_code == 403
    assert "Zveřejnit" not in author.get(path).get_data(as_text=True)


def test_a_draft_is_deleted_when_confirmed_and_news_never_are(site: Site) -> None:
    number = draft(site)
    assert "zmizí i s textem" in site.page(f"/redakce/novinky/{number}/smazat")
    assert post(site, f"/redakce/novinky/{number}/smazat").status_code == 303
    assert site.client.get(f"/redakce/novinky/{number}").status_code == 404
    kept = published(site)
    assert "její adresa platí navždy" in site.page(f"/redakce/novinky/{kept}/smazat")
    assert post(site, f"/redakce/novinky/{kept}/smazat").status_code == 409


def test_the_search_of_the_list_finds_by_words_of_the_text(site: Site) -> None:
    published(site, title="První", body="O kontaktním místě v Lipové.")
    published(site, title="Druhá", body="O Vídni.")
    page = site.page("/redakce/novinky/?stav=zverejnene&hledat=Lipové")
    assert "První" in page
    assert "Druhá" not in page
    assert "neodpovídá žádná novinka" in site.page("/redakce/novinky/?stav=zverejnene&hledat=Praha")


def test_the_preview_shows_a_draft_to_editors_alone(site: Site) -> None:
    number = draft(site)
    answer = site.client.get(f"/redakce/novinky/{number}/nahled")
    assert "Koncept, zatím nevyšel" in answer.get_data(as_text=True)
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert site.anonymous.get(f"/redakce/novinky/{number}/nahled").status_code == 302


def test_the_search_of_the_site_knows_what_readers_can_open(site: Site) -> None:
    def found() -> list[str]:
        with site.store.reading() as session:
            rows = session.scalars(select(SearchEntry).where(SearchEntry.kind == Kind.NEWS))
            return [each.url for each in rows]

    number = draft(site)
    assert found() == []
    values = TEXT | {"version": version_of(site, number), "act": "publish"}
    post(site, f"/redakce/novinky/{number}", **values)
    assert found() == ["/novinky/tri-nova-kontaktni-mista/"]
    post(site, f"/redakce/novinky/{number}/stahnout")
    assert found() == []
