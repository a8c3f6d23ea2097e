"""Whoever mistypes or cuts an address gets the page offered, and nothing that is unpublished."""

import re
from datetime import date
from pathlib import Path

import pytest

from mitdomov.search.kinds import Kind
from mitdomov.search.model import SearchEntry
from mitdomov.web.public.near_addresses import near_pages
from tests.state import migrated_store
from tests.web.listings_of_site import EVENT, create, publish
from tests.web.served import HOSTILE, Site


def offered(site: Site, path: str) -> list[str]:
    answer = site.anonymous.get(path)
    assert answer.status_code == 404
    found = re.search(r'class="error-near".*?</section>', answer.get_data(as_text=True), re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[0]) if found else []


@pytest.mark.parametrize(
    "path",
    [
        "/cislo/1-2030/clanky/prvni-klic/",
        "/cislo/1-2030/clanky/Prvni-klicke",
        "/cislo/1-2030/clanky/prvn/",
        "/cislo/7-2029/clanky/prvni-klice/",
    ],
)
def test_an_article_whose_address_is_nearly_right_is_offered(module_site: Site, path: str) -> None:
    assert "/cislo/1-2030/clanky/prvni-klice/" in offered(module_site, path)


@pytest.mark.parametrize(
    "path",
    ["/cislo/1-2030/clanky/xylofon/", "/wp-login.php", "/novinky/prvni-klice/", f"/akce/{HOSTILE}"],
)
def test_nothing_is_offered_for_what_is_like_nothing(module_site: Site, path: str) -> None:
    assert offered(module_site, path) == []


def test_only_what_readers_may_see_is_offered(site: Site) -> None:
    create(site, "akce", EVENT)
    assert offered(site, "/akce/byt-jako-zacate/") == []
    publish(site, "akce", EVENT | {"nazev": "Byt jako konec"})
    assert offered(site, "/akce/byt-jako-kone/") == ["/akce/byt-jako-konec/"]


def test_of_articles_with_one_name_that_of_the_asked_issue_is_offered(tmp_path: Path) -> None:
    store = migrated_store(tmp_path)
    urls = [f"/cislo/{number}-2030/clanky/uvodnik/" for number in (1, 2, 3)]
    with store.writing() as session:
        for url in urls:
            words = dict.fromkeys(("title", "perex", "section", "issue", "text"), "Úvodník")
            session.add(
                SearchEntry(
                    url=url,
                    kind=Kind.ARTICLE,
                    group=url,
                    authors=[],
                    dated=date(2030, 1, 1),
                    **words,
                )
            )
    with store.reading() as session:
        for url in urls:
            assert [each.url for each in near_pages(session, url.replace("nik", "nki"))] == [url]
