"""The feed of an issue as a rendered file: whole texts, true addresses, hostile words."""

from dataclasses import replace
from datetime import UTC, datetime

import feedparser
from hypothesis import HealthCheck, given, settings

from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.model import Correction
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.contents import reading_order
from mitdomov.render.feed.atom import Enclosure, Entry, Feed, read, write
from mitdomov.render.feed.issue_feed import Downloads, issue_feed
from tests.magazine.issue_strategies import issue_folders
from tests.render.hostile import poisoned
from tests.render.pages import PUBLIC_URL, page, words

AT = datetime(2030, 3, 14, 11, tzinfo=UTC)


def fed(snapshot: Snapshot) -> feedparser.FeedParserDict:
    data = issue_feed(snapshot, public_url=PUBLIC_URL, downloads=Downloads(12, 34))
    found = feedparser.parse(data, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_the_issue_comes_first_and_then_its_articles_in_order(small_snapshot: Snapshot) -> None:
    first, *articles = fed(small_snapshot).entries
    assert first.link == f"{PUBLIC_URL}/cislo/1-2030/"
    assert [entry.title for entry in articles] == [
        each.title for each in reading_order(small_snapshot.issue)
    ]
    assert [(each.type, each.length) for each in first.enclosures] == [
        ("application/pdf", "12"),
        ("application/epub+zip", "34"),
    ]


def test_an_article_names_its_authors_translators_and_section(small_snapshot: Snapshot) -> None:
    foreign = next(each for each in small_snapshot.issue.articles if each.original)
    entry = next(each for each in fed(small_snapshot).entries if each.title == foreign.title)
    names = [each.name for each in entry.authors]
    assert foreign.original is not None
    assert set(foreign.original.authors) <= set(names)
    known = {each.slug: each.name for each in small_snapshot.issue.contributors}
    assert {known[slug] for slug in foreign.translators} <= set(names)
    assert entry.tags


def test_a_correction_dates_the_article_that_it_names_and_the_issue(
    small_snapshot: Snapshot,
) -> None:
    article = small_snapshot.issue.articles[0]
    note = f"V článku {article.title} byl opraven počet bytů."
    mended = replace(
        small_snapshot.issue, corrections=(Correction(AT.date().replace(month=5), note),)
    )
    found = fed(replace(small_snapshot, issue=mended))
    days = {entry.title: entry.updated[:10] for entry in found.entries}
    assert days.pop(article.title) == "2030-05-14"
    assert days.pop(found.entries[0].title) == "2030-05-14"
    assert set(days.values()) == {"2030-03-14"}
    entry = next(each for each in found.entries if each.title == article.title)
    assert note in words(page(f"<!DOCTYPE html><title>x</title>{entry.content[0].value}")).replace(
        "\xa0", " "
    )


def test_hostile_texts_stay_texts(small_snapshot: Snapshot) -> None:
    found = fed(poisoned(small_snapshot, "<script>alert(1)</script>]]>&amp;"))
    for entry in found.entries:
        tree = page(f"<!DOCTYPE html><title>x</title>{entry.content[0].value}")
        assert not list(tree.iter("script"))
    assert "<script>alert(1)</script>]]>&amp;" in found.entries[1].title


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(issue_folders())
def test_any_issue_makes_a_feed_that_can_be_read_again(folder: IssueFolder) -> None:
    snapshot = freeze(folder)
    data = issue_feed(snapshot, public_url=PUBLIC_URL, downloads=Downloads())
    entries = read(data)
    assert len(entries) == 1 + len(snapshot.issue.articles)
    assert len({entry.url for entry in entries}) == len(entries)


def test_what_is_written_is_read_again() -> None:
    entry = Entry(
        url="https://a.example/x/",
        title="Klíč & <zámek>",
        published_at=AT,
        updated_at=AT.replace(hour=12),
        summary="Perex",
        html="<p>Text &amp; text</p>",
        authors=("Jana", "Petr"),
        categories=("Téma",),
        enclosures=(Enclosure("https://a.example/x.pdf", "application/pdf", 5, "PDF"),),
    )
    about = Feed("https://a.example/atom.xml", "https://a.example/", "Název", "Vydavatel")
    assert read(write(about, [entry], updated_at=AT)) == (entry,)
