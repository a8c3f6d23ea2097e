"""An issue returns to a wording that it had before: for readers and machines that is news again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
import vobject
from defusedxml.ElementTree import fromstring

from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from tests.conftest import SMALL_ISSUE
from tests.render.pages import by_class, page, words
from tests.web.served import PUBLIC_URL, Site, copied, rendered, site_in

EVENT = "articles/04-den-otevrenych-dveri.md"
CORRECTION = b"""
[[corrections]]
dated = 2030-06-03
note = "Den se ru\xc5\xa1\xc3\xad."
"""
SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class Seen:
    """What the world is told after one act of publishing."""

    at: datetime
    sequence: int
    stamp: datetime
    status: str
    updated: str
    event_updated: str
    issue_changed: str
    event_page_changed: str
    forms: list[str]


def told(site: Site, at: datetime) -> Seen:
    def get(path: str) -> bytes:
        return bytes(site.anonymous.get(path).data)

    calendar = vobject.readOne(get("/akce/1-2030/den-otevrenych-dveri.ics").decode()).vevent
    entries = {each.id: each for each in feedparser.parse(get("/atom.xml")).entries}
    changed = {
        each.findtext(f"{SITE_MAP}loc"): each.findtext(f"{SITE_MAP}lastmod") or ""
        for each in fromstring(get("/sitemap.xml")).iter(f"{SITE_MAP}url")
    }
    issue = f"{PUBLIC_URL}/cislo/1-2030/"
    event = f"{issue}clanky/den-otevrenych-dveri/"
    forms = page(get("/cislo/1-2030/vydani/").decode())
    return Seen(
        at=at,
        sequence=int(calendar.sequence.value) if "sequence" in calendar.contents else 0,
        stamp=calendar.dtstamp.value,
        status=calendar.status.value,
        updated=entries[issue].updated,
        event_updated=entries[event].updated,
        issue_changed=changed[issue],
        event_page_changed=changed[event],
        forms=[words(each) for each in by_class(forms, "form-list")[0].findall("li")],
    )


@pytest.fixture(scope="module")
def acts(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Seen]]:
    """First wording, a mistaken "cancelled", the first wording again."""
    directory = copied(published, tmp_path_factory.mktemp("returned") / "data")
    for site in site_in(directory):
        yield list(_acts(site))


def _acts(site: Site) -> Iterator[Seen]:
    first = read_files(SMALL_ISSUE / "1-2030")
    cancelled = first | {
        "issue.toml": first["issue.toml"] + CORRECTION,
        EVENT: first[EVENT].replace(b"[event]\n", b"[event]\nis_cancelled = true\n"),
    }
    start = site.scene.clock()
    yield told(site, start)
    for days, files in ((1, cancelled), (2, first)):
        at = start + timedelta(days=days)
        import_issue(site.store, files, at)
        publish(site.store, "1/2030", public_url=PUBLIC_URL, at=at, renderer=rendered)
        yield told(site, at)


def test_calendars_take_the_event_back(acts: list[Seen]) -> None:
    """RFC 5545, 3.8.7.4: a calendar keeps what it has when the sequence is not a higher one."""
    assert [each.status for each in acts] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [each.sequence for each in acts] == [0, 1, 2]
    assert [each.stamp for each in acts[1:]] == [each.at for each in acts[1:]]


def test_every_act_of_publishing_is_told(acts: list[Seen]) -> None:
    newest, cancelled, oldest = acts[-1].forms
    assert "Současná podoba" in newest
    assert "Oprava z 3. 6. 2030 byla vzata zpět: Den se ruší." in newest
    assert "Opraveno 3. 6. 2030: Den se ruší." in cancelled
    assert "Současná podoba" not in cancelled + oldest
    assert "První vydání." in oldest


def test_feeds_and_the_sitemap_never_go_back(acts: list[Seen]) -> None:
    for name in ("updated", "event_updated", "issue_changed", "event_page_changed"):
        times = [datetime.fromisoformat(getattr(each, name)) for each in acts]
        assert times == sorted(set(times)), name
        assert times[1:] == [each.at for each in acts[1:]], name
