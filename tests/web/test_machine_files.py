"""The sitemap, robots.txt and security.txt, read by parsers that are not ours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from defusedxml.ElementTree import fromstring

from mitdomov.bulletin.news.publishing import create_news, publish_news
from mitdomov.bulletin.news.text import NewsText
from mitdomov.web.public.machine import site_map
from tests.state import migrated_store
from tests.web.served import PUBLIC_URL, Site, site_in

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(site: Site, path: str = "/sitemap.xml") -> list[str]:
    answer = site.anonymous.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    return [each.text or "" for each in fromstring(answer.data).iter(f"{NAMESPACE}loc")]


def test_every_address_of_the_sitemap_answers_and_is_named_once(module_site: Site) -> None:
    found = locations(module_site)
    assert f"{PUBLIC_URL}/cislo/1-2030/" in found
    assert any("/clanky/" in each for each in found)
    assert len(found) == len(set(found))
    for address in found:
        path = address.removeprefix(PUBLIC_URL)
        assert module_site.anonymous.get(path).status_code == 200, address


def test_the_sitemap_tells_when_a_page_last_changed(module_site: Site) -> None:
    root = fromstring(module_site.anonymous.get("/sitemap.xml").data)
    changed = {
        url.findtext(f"{NAMESPACE}loc"): url.findtext(f"{NAMESPACE}lastmod")
        for url in root.iter(f"{NAMESPACE}url")
    }
    moment = datetime.fromisoformat(changed[f"{PUBLIC_URL}/cislo/1-2030/"] or "")
    assert moment.tzinfo is not None
    assert moment <= datetime.now(UTC) + timedelta(days=3650)


def test_other_parts_tell_their_addresses(site: Site) -> None:
    at = datetime(2031, 1, 2, 3, 4, tzinfo=UTC)
    with site.store.writing() as session:
        item = create_news(
            session, NewsText(title="Nová výzva", perex="P", body="T"), by=None, at=at
        )
        publish_news(session, item.id, by=None, at=at)
        path = f"/novinky/{item.slug}/"
    assert f"{PUBLIC_URL}{path}" in locations(site)


def test_the_front_page_is_as_young_as_what_it_shows(site: Site) -> None:
    at = datetime(2031, 1, 2, 3, 4, tzinfo=UTC)
    with site.store.writing() as session:
        item = create_news(session, NewsText(title="Nová", perex="P", body="T"), by=None, at=at)
        publish_news(session, item.id, by=None, at=at)
    root = fromstring(site.anonymous.get("/sitemap.xml").data)
    changed = {url[0].text: url[1].text for url in root if len(url) > 1}
    assert changed[f"{PUBLIC_URL}/"] == at.isoformat()
    assert (changed[f"{PUBLIC_URL}/archiv/"] or "") < at.isoformat()
    assert changed[f"{PUBLIC_URL}/cislo/1-2030/vydani/"] == changed[f"{PUBLIC_URL}/cislo/1-2030/"]


def test_a_large_site_has_an_index_of_sitemaps(
    module_site: Site, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = locations(module_site)
    monkeypatch.setattr(site_map, "MOST_ADDRESSES", 3)
    files = locations(site)
    assert len(files) == -(-len(whole) // 3)
    parts = [locations(site, each.removeprefix(PUBLIC_URL)) for each in files]
    assert [address for part in parts for address in part] == whole
    assert site.anonymous.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404


def test_robots_keep_to_what_everybody_may_read(module_site: Site) -> None:
    answer = module_site.anonymous.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    lines = answer.get_data(as_text=True).splitlines()
    assert "Disallow: /hledani/?" in lines, "`/hledani/` itself is open (RFC 9309, 2.2.2)"
    rules = RobotFileParser()  # which takes it for closed: it drops the question mark
    rules.parse(lines)
    for path in ("/", "/cislo/1-2030/", "/novinky/", "/odebirat/", "/atom.xml"):
        assert rules.can_fetch("*", f"{PUBLIC_URL}{path}"), path
    for path in (
        "/redakce/",
        "/odber/x",
        "/odhlaseni/x",
        "/hledani/?q=byt",
        "/hledani/?rok=2026",
        "/prihlaseni",
    ):
        assert not rules.can_fetch("*", f"{PUBLIC_URL}{path}"), path
    assert rules.site_maps() == [f"{PUBLIC_URL}/sitemap.xml"]


def test_who_finds_a_hole_knows_whom_to_tell(module_site: Site) -> None:
    answer = module_site.anonymous.get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    assert answer.mimetype_params["charset"] == "utf-8"
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"].startswith("mailto:")
    assert fields["Canonical"] == f"{PUBLIC_URL}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=100) < left < timedelta(days=365)


@pytest.fixture
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    directory = tmp_path_factory.mktemp("empty")
    migrated_store(directory).engine.dispose()
    yield from site_in(directory)


def test_a_site_without_an_issue_answers_machines_all_the_same(empty_site: Site) -> None:
    assert f"{PUBLIC_URL}/" in locations(empty_site)
    for path in ("/atom.xml", "/novinky/atom.xml", "/robots.txt"):
        assert empty_site.anonymous.get(path).status_code == 200, path
    assert empty_site.anonymous.get("/.well-known/security.txt").status_code == 404
