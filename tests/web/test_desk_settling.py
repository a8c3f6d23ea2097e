"""Editors look through a long list page by page, and settle letters in doubt with a second yes."""

import re

import pytest

from tests.web.served import READERS, Site

LIST = "/redakce/rozesilky/1/zasilky"


def test_a_long_list_is_turned_page_by_page(site: Site) -> None:
    more = [f"dalsi{number:03}@ctenari.example" for number in range(250)]
    site.scene.subscribe(more)
    site.scene.plan()
    first, last = (site.page(f"{LIST}?stav=queued&strana={page}") for page in (1, 2))
    found = [re.findall(r"[\w.]+@ctenari.example", page) for page in (first, last)]
    assert [len(set(each)) for each in found] == [200, 53]
    assert set(found[0]) | set(found[1]) == {*more, *READERS}
    assert "253 zásilek, strana 2 z 2" in last
    assert "Další" in first
    assert "Další" not in last
    (back,) = re.findall(r'rel="prev"\s+href="([^"]+)"', last)
    assert site.page(back.replace("&amp;", "&")) == first


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40])
def test_a_page_that_is_none_is_unknown(page: str, site: Site) -> None:
    site.scene.plan()
    assert site.client.get(f"{LIST}?strana={page}").status_code == 404
