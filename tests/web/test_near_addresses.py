"""Whoever mistypes or cuts an address gets the page offered, and nothing that is unpublished."""

import re

import pytest

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
