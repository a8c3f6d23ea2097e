"""A webinar for readers: the player after a click, or a link, and the whole transcript here."""

from typing import Final

import pytest

from mitdomov.web.headers import PAGE_POLICY
from tests.web.listings_of_site import WEBINAR, publish, save
from tests.web.served import PUBLIC_URL, Site
from tests.web.test_events_pages import data_of

PAGE: Final = "/webinare/garance-pro-majitele/"


def test_a_webinar_leads_out_only_by_a_link_and_has_its_transcript(site: Site) -> None:
    publish(site, "webinare", WEBINAR)
    page = site.page(PAGE)
    assert 'href="https://zaznamy.example/1"' in page
    assert "<iframe" not in page
    assert "může uložit cookies" in page
    assert page.index("Části přepisu") < page.index("<h3 id=")
    assert "záznam a přepis" in site.page("/webinare/")


@pytest.mark.parametrize(
    ("recording", "origin"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com"),
    ],
)
def test_the_policy_of_one_page_lets_one_host_into_a_frame(
    site: Site, recording: str, origin: str
) -> None:
    publish(site, "webinare", WEBINAR | {"zaznam": recording})
    policy = site.anonymous.get(PAGE).headers["Content-Security-Policy"].split("; ")
    assert set(policy) ^ set(PAGE_POLICY.split("; ")) == {"frame-src 'self'", f"frame-src {origin}"}
    page = site.page(PAGE)
    assert "<iframe" not in page
    assert f"Přehrávač se načte ze serveru {origin.removeprefix('https://')}" in page
    assert f'<a class="button play" href="{recording}"' in page
    for path in ("/webinare/", "/"):
        answer = site.anonymous.get(path)
        assert answer.headers["Content-Security-Policy"] == PAGE_POLICY


def test_a_host_that_nobody_allowed_changes_no_policy(site: Site) -> None:
    publish(site, "webinare", WEBINAR)
    assert site.anonymous.get(PAGE).headers["Content-Security-Policy"] == PAGE_POLICY
    assert "data-player" not in site.page(PAGE)


def test_machines_read_where_the_recording_the_picture_and_the_words_are(site: Site) -> None:
    address = publish(site, "webinare", WEBINAR)
    data = data_of(site, PAGE)
    assert data["@type"] == "VideoObject"
    assert data["url"] == f"{PUBLIC_URL}{PAGE}"
    assert data["embedUrl"] == "https://zaznamy.example/1"
    assert data["uploadDate"] == "2026-02-07T10:00:00+01:00"
    assert data["transcript"].startswith("Proč")
    picture = site.anonymous.get(data["thumbnailUrl"].removeprefix(PUBLIC_URL))
    assert picture.content_type == "image/png"
    save(site, address, WEBINAR | {"zaznam": "https://zaznamy.example/1.MP4?a=b"})
    assert data_of(site, PAGE)["contentUrl"] == "https://zaznamy.example/1.MP4?a=b"


def test_the_desk_asks_for_captions_where_the_recording_lies(site: Site) -> None:
    assert "WCAG 1.2.2" in site.page("/redakce/webinare/nova")


def test_the_desk_says_whether_the_recording_plays_in_the_page(site: Site) -> None:
    address = publish(site, "webinare", WEBINAR)
    assert "Na záznam povede jen odkaz" in site.page(address)
    save(site, address, WEBINAR | {"zaznam": "https://youtu.be/dQw4w9WgXcQ"})
    assert "načte ze serveru www.youtube-nocookie.com" in site.page(address)
    assert data_of(site, PAGE)["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/")
