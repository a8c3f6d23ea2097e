"""The rail: its groups are folded where all of them are too many for a low screen."""

import re

import pytest

from mitdomov.accounts.roles import Role
from tests.web.served import Site

_WIDE = re.compile(r'<div class="rail-wide">(.*?)</nav>', re.DOTALL)
_FOLDED = re.compile(r'<summary class="rail-words">(.*?)</summary>')
_OPEN = re.compile(r'<h2 class="rail-words">(.*?)</h2>')


def rail(site: Site, path: str, *roles: Role) -> str:
    page = site.client_as(*roles).get(path).get_data(as_text=True)
    found = _WIDE.search(page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/redakce/", ["Redakce"]),
        ("/redakce/uchovavani/", ["Redakce", "Čtenáři"]),
        ("/redakce/odberatele/1", ["Redakce", "Čtenáři"]),
        ("/redakce/publikace/pomoc", ["Redakce", "Správa"]),
        ("/redakce/zkusebni-skupiny/", ["Redakce", "Rozesílání"]),
        ("/redakce/ucet/", ["Redakce"]),
    ],
)
def test_only_the_group_of_every_day_and_that_of_the_page_are_open(
    site: Site, path: str, opened: list[str]
) -> None:
    shown = rail(site, path, *Role)
    assert _OPEN.findall(shown) == opened
    assert len(_FOLDED.findall(shown)) == 5 - len(opened)
    assert shown.count("<li>") == 22


def test_whoever_has_few_places_sees_them_all(site: Site) -> None:
    for role in (Role.AUTHOR, Role.EDITOR, Role.ADMINISTRATOR):
        assert not _FOLDED.findall(rail(site, "/redakce/", role))


def test_on_a_telephone_the_one_menu_holds_every_place(site: Site) -> None:
    page = site.client.get("/redakce/").get_data(as_text=True)
    narrow = page.split('<details class="rail-narrow">')[1].split('<div class="rail-wide">')[0]
    assert narrow.count("<details") == 0
    assert narrow.count("<li>") == 22
