"""What readers see of the news: the list, an item, what is gone; nothing of what is unpublished."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Final

import pytest

from mitdomov.accounts.roles import Role
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.publishing import create_news, publish_news
from mitdomov.bulletin.news.queries import addresses
from mitdomov.bulletin.news.text import NewsText
from mitdomov.clock import PRAGUE, now
from mitdomov.czech_words import short_date
from mitdomov.web.public.news import feed_entries, on_home
from tests.web.newsroom import PUBLISH, TEXT, draft, post, published, version_of
from tests.web.served import HOSTILE, PUBLIC_URL, Site

ITEM: Final = "/novinky/tri-nova-kontaktni-mista/"


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and dict(attrs).get("type") != "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_inside and data.strip():
            self.words.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._is_inside = False


def read(site: Site, path: str) -> str:
    answer = site.anonymous.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True).replace("\xa0", " ")


def test_a_reader_finds_what_was_published_and_no_draft(site: Site) -> None:
    draft(site, title="Rozepsaná věc")
    assert site.anonymous.get("/novinky/rozepsana-vec/").status_code == 404
    assert "Zatím tu žádné novinky nejsou" in read(site, "/novinky/")
    published(site)
    page = read(site, "/novinky/")
    assert "Tři nová kontaktní místa" in page
    assert "Rozepsaná věc" not in page
    item = read(site, ITEM)
    assert "<h2" in item
    assert "Jak novinku citovat" in item
    cited = re.sub(r"<[^>]+>", "", item)
    day = short_date(now().astimezone(PRAGUE).date()).replace("\xa0", " ")
    assert re.search(
        rf"Tři nová kontaktní místa\. Online\. Mít domov\. .+, {re.escape(day)}\. "
        rf"Dostupné z: {PUBLIC_URL}{ITEM}\. \[cit\. RRRR-MM-DD\]\.",
        cited,
    )


def test_a_page_of_news_sets_no_cookie_and_may_be_kept(site: Site) -> None:
    published(site)
    for path in ("/novinky/", ITEM):
        answer = site.anonymous.get(path)
        assert "Set-Cookie" not in answer.headers
        assert answer.cache_control.public
        again = site.anonymous.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_machines_are_told_what_the_item_is(site: Site) -> None:
    published(site, source_name="MMR", source_url="https://mmr.example/zprava")
    page = read(site, ITEM)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["url"] == f"{PUBLIC_URL}{ITEM}"
    assert data["isBasedOn"] == "https://mmr.example/zprava"
    assert f'<link rel="canonical" href="{PUBLIC_URL}{ITEM}">' in page


def test_a_told_change_stands_on_the_page_with_its_date(site: Site) -> None:
    number = published(site)
    values = TEXT | {"perex": "Nový perex.", "note": "Opravili jsme výši příspěvku."} | PUBLISH
    answer = post(site, f"/redakce/novinky/{number}", **values, version=version_of(site, number))
    assert answer.status_code == 303
    assert "Opravili jsme výši příspěvku." in read(site, ITEM)
    assert "Změněno" in read(site, ITEM)


def test_a_withdrawn_item_says_so_kindly_and_can_come_back(site: Site) -> None:
    number = published(site)
    post(site, f"/redakce/novinky/{number}/stahnout")
    gone = site.anonymous.get(ITEM)
    assert gone.status_code == 410
    assert "Tuhle novinku jsme stáhli" in gone.get_data(as_text=True)
    assert "Tři nová" not in gone.get_data(as_text=True)
    assert "Tři nová" not in read(site, "/novinky/")
    values = TEXT | {"version": version_of(site, number)} | PUBLISH
    post(site, f"/redakce/novinky/{number}", **values)
    assert "Tři nová" in read(site, ITEM)


def test_the_address_stays_when_the_title_changes(site: Site) -> None:
    number = published(site)
    values = TEXT | {"title": "Úplně jiný titulek"} | PUBLISH
    post(site, f"/redakce/novinky/{number}", **values, version=version_of(site, number))
    assert "Úplně jiný titulek" in read(site, ITEM)
    assert site.anonymous.get("/novinky/uplne-jiny-titulek/").status_code == 404


def many(site: Site, count: int) -> None:
    at = now()
    with site.store.writing() as session:
        for number in range(count):
            text = NewsText(title=f"Zpráva {number}", perex="Krátce.", region="projekt")
            item = create_news(session, text, by=None, at=at)
            publish_news(session, item.id, by=None, at=at - timedelta(days=number))


def test_the_list_goes_by_pages_of_twenty_and_by_region(site: Site) -> None:
    many(site, 23)
    published(site, title="Z ciziny", region="svet")
    first = read(site, "/novinky/")
    assert first.count('class="news-row ') == 20
    assert "Strana 1 z 2" in first
    second = read(site, "/novinky/?strana=2")
    assert second.count('class="news-row ') == 4
    world = read(site, "/novinky/?rubrika=svet")
    assert world.count('class="news-row ') == 1
    assert "Zpráva 1" not in world


@pytest.mark.parametrize("query", ["?rubrika=neni", "?strana=0", "?strana=x"])
def test_an_unknown_place_in_the_list_is_an_unknown_page(site: Site, query: str) -> None:
    assert site.anonymous.get(f"/novinky/{query}").status_code == 404


def test_neighbours_lead_from_one_item_to_the_next(site: Site) -> None:
    many(site, 3)
    page = read(site, "/novinky/zprava-1/")
    assert 'class="before" href="/novinky/zprava-2/"' in page
    assert 'class="after" href="/novinky/zprava-0/"' in page


def test_hostile_words_stay_words(site: Site) -> None:
    number = published(
        site,
        title=f"Zlá {HOSTILE}",
        perex=HOSTILE,
        author=HOSTILE,
        source_name=HOSTILE,
        source_url="https://zdroj.example/",
        body=f"Text {HOSTILE} a [odkaz](https://a.example).",
    )
    with site.store.reading() as session:
        slug = session.get_one(NewsItem, number).slug
    pages = [read(site, "/novinky/"), read(site, f"/novinky/{slug}/"), read(site, "/")]
    pages += [site.page("/redakce/novinky/?stav=zverejnene"), site.page("/redakce/novinky/dopis/")]
    pages += [site.page(f"/redakce/novinky/{number}"), site.page("/redakce/novinky/dopis/nahled")]
    for page in pages:
        assert scripts_in(page) == []


def scripts_in(page: str) -> list[str]:
    """The words of scripts that would run."""
    found = Scripts()
    found.feed(page)
    return found.words


def test_the_front_page_sitemap_and_feed_know_the_news(site: Site) -> None:
    published(site)
    with site.store.reading() as session, site.app.test_request_context():
        assert [each.text.title for each in on_home(session)["latest_news"]]
        assert ITEM in dict(addresses(session))
        (entry,) = feed_entries(session)
        assert "<li>Lipová</li>" in entry.html
        assert entry.path == ITEM


def test_pictures_are_shown_only_while_a_published_item_shows_them(site: Site) -> None:
    published(site)
    assert site.anonymous.get("/novinky/pictures/x-1-0123456789ab-640.png").status_code == 404
    assert site.anonymous.get("/novinky/pictures/nic").status_code == 404
    assert site.client_as(Role.AUTHOR).get("/redakce/novinky/pictures/nic").status_code == 404
