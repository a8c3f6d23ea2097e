"""Readers find every issue, article, picture and PDF, and keep finding them when others fail."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from flask import abort
from flask.testing import FlaskClient

from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from tests.conftest import SMALL_ISSUE
from tests.web.served import PUBLIC_URL, Site, rendered, tiny_pdf

ISSUE = "/cislo/1-2030/"
ARTICLE = f"{ISSUE}clanky/prvni-klice/"
PDF = f"{ISSUE}mit-domov-1-2030.pdf"


def test_the_shelf_leads_to_the_issue_and_its_pdf(public_site: Site) -> None:
    home = public_site.page("/")
    assert "První klíče" in home
    for address in (ISSUE, PDF):
        assert f'href="{address}"' in home
        assert public_site.client.get(address).status_code == 200


def test_every_address_of_the_edition_answers_with_its_media_type(public_site: Site) -> None:
    """Followed from page to page, as a reader would."""
    expected = {
        ".css": "text/css",
        ".woff2": "font/woff2",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".webp": "image/webp",
        ".svg": "image/svg+xml",
        ".pdf": "application/pdf",
        ".epub": "application/epub+zip",
        "/": "text/html",
    }
    seen = _crawl(public_site.client, ISSUE)
    assert {ISSUE, ARTICLE, PDF} <= set(seen)
    for path, media_type in seen.items():
        assert media_type == expected[re.search(r"(\.\w+|/)$", path)[0]], path  # type: ignore[index]
    assert {"text/html", "text/css", "application/pdf"} < set(seen.values())
    assert any(media_type.startswith("image/") for media_type in seen.values())


def _crawl(client: FlaskClient, start: str) -> dict[str, str]:
    """The media type of every address below `start` that can be reached from there."""
    seen: dict[str, str] = {}
    todo = {start}
    while todo:
        path = todo.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.mimetype or ""
        if answer.mimetype in {"text/html", "text/css"}:
            links = _links(answer.get_data(as_text=True))
            within = {each for link in links if (each := _here(path, link)).startswith(start)}
            todo |= within - set(seen)
    return seen


def _links(text: str) -> set[str]:
    quoted = re.findall(r'(?:href|src|srcset)="([^"]+)"|url\("?([^)"]+)', text)
    return {
        link.split()[0] for pair in quoted for group in pair for link in group.split(", ") if link
    }


def _here(page: str, link: str) -> str:
    parts = urlsplit(urljoin(f"{PUBLIC_URL}{page}", link))
    return parts.path if parts.netloc == urlsplit(PUBLIC_URL).netloc else ""


def test_a_browser_that_has_a_file_is_told_so(public_site: Site) -> None:
    for path in (ISSUE, ARTICLE, PDF):
        etag = public_site.client.get(path).headers["ETag"]
        again = public_site.client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
        other = public_site.client.get(path, headers={"If-None-Match": '"0"'})
        assert other.status_code == 200


def test_part_of_the_pdf_can_be_asked_for(public_site: Site) -> None:
    part = public_site.client.get(PDF, headers={"Range": "bytes=0-7"})
    assert part.status_code == 206
    assert part.data == tiny_pdf()[:8]
    assert part.headers["Content-Range"] == f"bytes 0-7/{len(tiny_pdf())}"
    beyond = public_site.client.get(PDF, headers={"Range": "bytes=9999999-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == f"bytes */{len(tiny_pdf())}"


def test_a_saved_file_has_the_name_that_its_address_ends_with(public_site: Site) -> None:
    for path, name in ((PDF, "mit-domov-1-2030.pdf"), (ISSUE, "index.html")):
        disposition = public_site.client.get(path).headers["Content-Disposition"]
        assert disposition == f"inline; filename={name}"


def test_head_tells_the_same_without_the_body(public_site: Site) -> None:
    for path in ("/", ISSUE, ARTICLE, PDF):
        got, asked = public_site.client.get(path), public_site.client.head(path)
        assert (asked.status_code, asked.data) == (200, b"")
        for name in ("Content-Length", "Content-Type", "ETag"):
            assert asked.headers.get(name) == got.headers.get(name), (path, name)


def test_an_address_without_its_slash_leads_on(public_site: Site) -> None:
    answer = public_site.client.get("/cislo/1-2030")
    assert (answer.status_code, answer.location) == (308, ISSUE)


@pytest.mark.parametrize(
    "path",
    [
        "/neni",
        "/cislo/2-2030/",
        "/cislo/1-30/",
        "/cislo/0-2030/",
        "/cislo/1-2030-1/",
        "/cislo/١-٢٠٣٠/",
        "/cislo/1-2030%0A/",
        "/cislo/%00/",
        f"{ISSUE}clanky/neni/",
        f"{ISSUE}mit-domov-2-2030.pdf",
        f"{ISSUE}issue.pdf",
    ],
)
def test_an_unknown_address_gets_a_czech_page(public_site: Site, path: str) -> None:
    answer = public_site.client.get(path)
    assert answer.status_code == 404
    assert answer.content_type == "text/html; charset=utf-8"
    assert "Stránka tu není" in answer.get_data(as_text=True)


def test_who_asks_too_often_is_told_so(public_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        abort(429)

    monkeypatch.setitem(public_site.app.view_functions, "public.about", refuse)
    answer = public_site.client.get("/o-magazinu/")
    assert answer.status_code == 429
    assert "Počkejte několik minut" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "../email.html",
        "%2e%2e/email.html",
        "..%2femail.html",
        "..%5cemail.html",
        "pictures/../../email.html",
        "../../../../mitdomov.sqlite",
        "%2e%2e/%2e%2e/%2e%2e/mitdomov.sqlite",
        "%2fetc/passwd",
        "/etc/passwd",
        "web/index.html",
        "email.html",
        "manifest.json",
        ".",
        "..",
        "style.css%00.html",
    ],
)
def test_no_path_leaves_the_web_edition(public_site: Site, path: str) -> None:
    answer = public_site.client.get(f"{ISSUE}{path}", follow_redirects=True)
    assert answer.status_code == 404


def test_a_changed_issue_is_a_draft_and_readers_go_on_seeing_what_was_published(site: Site) -> None:
    before = site.page(ARTICLE)
    _import_with(site, "Změněný perex.")
    assert site.page(ARTICLE) == before
    desk = site.page("/redakce/")
    assert "Od vydání se změnilo; čtenáři vidí poslední vydanou podobu" in desk
    at = site.scene.clock() + timedelta(days=1)
    publish(site.store, "1/2030", public_url=PUBLIC_URL, at=at, renderer=rendered)
    assert "Změněný perex." in site.page(ARTICLE)


def test_an_issue_that_was_never_published_is_on_no_shelf(public_site: Site) -> None:
    files = read_files(SMALL_ISSUE / "1-2030")
    toml = (
        files["issue.toml"].replace(b'"1/2030"', b'"2/2030"').replace(b"2030-03-14", b"2030-06-14")
    )
    import_issue(public_site.store, files | {"issue.toml": toml}, public_site.scene.clock())
    assert "2/2030" not in public_site.page("/")
    assert public_site.client.get("/cislo/2-2030/").status_code == 404


def test_reading_needs_neither_broker_nor_worker(public_site: Site) -> None:
    """None was started: not even its socket is there."""
    assert not public_site.scene.settings.broker_socket.exists()
    for path in ("/", "/archiv/", ISSUE, ARTICLE, PDF, "/zdravi"):
        assert public_site.client.get(path).status_code == 200


def _import_with(site: Site, perex: str) -> None:
    files = read_files(SMALL_ISSUE / "1-2030")
    name = "articles/02-prvni-klice.md"
    text = re.sub(r'(?m)^perex = ".*"$', f'perex = "{perex}"', files[name].decode())
    assert perex in text
    import_issue(site.store, files | {name: text.encode()}, site.scene.clock())
