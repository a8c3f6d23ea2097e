"""Feeds of the site, read by a feed reader that is not ours."""

from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import Element

import feedparser
from defusedxml.ElementTree import fromstring

from mitdomov.bulletin.news.publishing import create_news, publish_news
from mitdomov.bulletin.news.text import NewsText
from mitdomov.editorial.past.model import PastIssue, PastState
from mitdomov.editorial.seen_since import first_seen
from tests.web.served import PUBLIC_URL, Site

ATOM = "{http://www.w3.org/2005/Atom}"
ISSUE = f"{PUBLIC_URL}/cislo/1-2030/"
SHOWN_AT = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)


def read(site: Site, path: str = "/atom.xml") -> feedparser.FeedParserDict:
    answer = site.anonymous.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    return found


def tree(site: Site, path: str = "/atom.xml") -> Element:
    root: Element = fromstring(site.anonymous.get(path).data)
    return root


def test_a_feed_reader_gets_the_issue_and_its_articles_in_full(module_site: Site) -> None:
    found = read(module_site)
    assert found.feed.title == "Mít domov: nová čísla"
    assert found.feed.id == f"{PUBLIC_URL}/atom.xml"
    first, *articles = found.entries
    assert first.id == ISSUE
    assert "Mít domov 1/2030" in first.title
    assert articles
    for entry in articles:
        assert entry.id == entry.link
        assert entry.link.startswith(f"{ISSUE}clanky/")
        assert module_site.anonymous.get(entry.link.removeprefix(PUBLIC_URL)).status_code == 200
    full = next(entry for entry in articles if "<h2" in entry.content[0].value)
    assert full.authors
    assert full.summary


def test_the_entry_of_the_issue_offers_its_files_with_their_true_length(module_site: Site) -> None:
    enclosures = {each.type: each for each in read(module_site).entries[0].enclosures}
    assert set(enclosures) == {"application/epub+zip"}
    for each in enclosures.values():
        file = module_site.anonymous.get(each.href.removeprefix(PUBLIC_URL))
        assert (file.mimetype, len(file.data)) == (each.type, int(each.length))


def test_a_feed_keeps_to_the_norm(module_site: Site) -> None:
    """RFC 4287: what a feed and an entry must have, once each; and an address of each id."""
    root = tree(module_site)
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    ids = [each.findtext(f"{ATOM}id") for each in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    relations = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert relations["self"] == f"{PUBLIC_URL}/atom.xml"
    for entry in root.iter(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "published"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        published, updated = (entry.findtext(f"{ATOM}{name}") for name in ("published", "updated"))
        assert published
        assert updated
        assert published <= updated <= (root.findtext(f"{ATOM}updated") or "")


def test_pictures_and_links_of_an_entry_are_absolute(module_site: Site) -> None:
    for entry in read(module_site).entries:
        html = entry.content[0].value
        for attribute in ('src="', 'href="'):
            starts = {part.split('"')[0] for part in html.split(attribute)[1:]}
            assert all(each.startswith(("http", "mailto:", "tel:")) for each in starts), starts


def test_nothing_is_dated_before_readers_could_see_it(module_site: Site) -> None:
    """The issue is dated years ahead of the day on which this test published it."""
    with module_site.store.reading() as session:
        shown_at = first_seen(session)["1/2030"]
    told = datetime.fromisoformat(read(module_site).entries[0].published)
    assert told == shown_at.replace(microsecond=0)


def test_a_past_issue_is_told_with_its_pdf(site: Site) -> None:
    with site.store.writing() as session:
        session.add(
            PastIssue(
                number="2/2023",
                theme="Prevence",
                dated=date(2023, 10, 2),
                description="O prevenci.",
                state=PastState.PUBLISHED,
                pdf_sha256="0" * 64,
                pdf_bytes=1234,
                pages=80,
                cover_sha256="0" * 64,
                cover_width_px=10,
                cover_height_px=14,
                imported_at=SHOWN_AT,
                updated_at=SHOWN_AT,
            )
        )
    last = read(site).entries[-1]
    assert last.id == f"{PUBLIC_URL}/cislo/2-2023/"
    assert last.title == "Mít domov 2/2023: Prevence"
    assert (last.enclosures[0].type, last.enclosures[0].length) == ("application/pdf", "1234")


def test_news_have_a_feed_of_their_own(site: Site) -> None:
    assert read(site, "/novinky/atom.xml").entries == []
    text = NewsText(title="Nová výzva", perex="Obce mohou žádat.", body="Žádosti **do května**.")
    with site.store.writing() as session:
        item = create_news(session, text, by=None, at=SHOWN_AT)
        publish_news(session, item.id, by=None, at=SHOWN_AT + timedelta(hours=1))
    found = read(site, "/novinky/atom.xml")
    (entry,) = found.entries
    assert entry.title == "Nová výzva"
    assert entry.id.startswith(f"{PUBLIC_URL}/novinky/")
    assert "<strong>" in entry.content[0].value
    assert datetime.fromisoformat(entry.published) == SHOWN_AT + timedelta(hours=1)
    assert found.feed.updated == entry.updated


def test_who_has_the_feed_is_told_so(module_site: Site) -> None:
    etag = module_site.anonymous.get("/atom.xml").headers["ETag"]
    again = module_site.anonymous.get("/atom.xml", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_tell_of_the_feeds(module_site: Site) -> None:
    for path in ("/", "/archiv/", "/cislo/1-2030/"):
        page = module_site.anonymous.get(path).get_data(as_text=True)
        assert "application/atom+xml" in page, path
        assert "/atom.xml" in page, path
