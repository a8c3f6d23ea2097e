"""The page of the magazine: who makes it, how to follow it, and no way that leads nowhere."""

import re
from pathlib import Path

from mitdomov.editorial import queries
from tests.render.pages import heading_levels
from tests.render.pages import page as tree
from tests.state import migrated_store
from tests.web.served import Site, site_in


def test_the_magazine_says_who_makes_it_and_how_to_follow_it(module_site: Site) -> None:
    client = module_site.anonymous
    page = client.get("/o-magazinu/").get_data(as_text=True)
    assert heading_levels(tree(page))[0] == 1
    followed = re.findall(r'href="(/[^"#]*)', page)
    assert {"/odebirat/", "/novinky/atom.xml", "/atom.xml", "/akce/kalendar.ics"} <= set(followed)
    for address in set(followed):
        assert client.get(address, follow_redirects=True).status_code == 200, address
    with module_site.store.reading() as session:
        publication = queries.shown_publication(session, module_site.store.blobs)
    assert publication is not None
    for fact in (publication.publisher, publication.contact_email, publication.editors[0].name):
        assert fact in page.replace("\xa0", " "), fact
    assert "/o-magazinu/" in client.get("/").get_data(as_text=True)
    assert "/o-magazinu/" in client.get("/sitemap.xml").get_data(as_text=True)


def test_before_the_first_issue_the_page_of_the_magazine_stands_too(tmp_path: Path) -> None:
    migrated_store(tmp_path).engine.dispose()
    for site in site_in(tmp_path):
        answer = site.anonymous.get("/o-magazinu/")
        assert answer.status_code == 200
        assert "od prvního vydaného čísla" in answer.get_data(as_text=True)
