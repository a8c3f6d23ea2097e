"""Files of editions are served to be kept: by browsers, by proxies, in parts, for long."""

import hashlib
import re
from base64 import b64decode

import pytest

from tests.web.served import Site, tiny_pdf

ISSUE = "/cislo/1-2030/"
ARTICLE = f"{ISSUE}clanky/prvni-klice/"
FONT = f"{ISSUE}fonts/SourceSans3-Regular.cs.woff2"
PDF = f"{ISSUE}mit-domov-1-2030.pdf"


def picture(site: Site) -> str:
    """One that is named by its content."""
    found = re.search(r'src="\.\./\.\./(pictures/[^"]+-[0-9a-f]{8}-\d+\.\w+)"', site.page(ARTICLE))
    assert found
    return f"{ISSUE}{found[1]}"


def test_what_is_named_by_its_content_is_kept_for_good(public_site: Site) -> None:
    answer = public_site.anonymous.get(picture(public_site))
    assert answer.cache_control.immutable
    assert answer.cache_control.max_age == 31_536_000


@pytest.mark.parametrize(
    ("path", "most_seconds"),
    [(ISSUE, 300), (ARTICLE, 300), (PDF, 3_600), (f"{ISSUE}style.css", 300), (FONT, 300)],
)
def test_what_can_change_is_asked_for_again_soon(
    public_site: Site, path: str, most_seconds: int
) -> None:
    answer = public_site.anonymous.get(path)
    assert answer.cache_control.public
    assert 0 < (answer.cache_control.max_age or 0) <= most_seconds
    assert not answer.cache_control.immutable


def test_every_file_may_go_through_a_proxy(public_site: Site) -> None:
    for path in (ISSUE, ARTICLE, PDF, FONT, picture(public_site)):
        answer = public_site.anonymous.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers, path
        assert "cookie" not in answer.headers.get("Vary", "").lower(), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Length"] == str(len(answer.data))


def test_the_etag_and_the_digest_are_of_the_bytes(public_site: Site) -> None:
    answer = public_site.anonymous.get(PDF)
    sha256 = hashlib.sha256(answer.data)
    assert answer.headers["ETag"].strip('W/"') == sha256.hexdigest()
    told = re.fullmatch(r"sha-256=:(.+):", answer.headers["Repr-Digest"])
    assert told
    assert b64decode(told[1]) == sha256.digest()


def test_a_part_goes_on_only_while_the_whole_is_the_same(public_site: Site) -> None:
    """RFC 9110, 13.1.5: a download that was cut off goes on, or begins anew."""
    client = public_site.anonymous
    etag = client.get(PDF).headers["ETag"]
    same = client.get(PDF, headers={"Range": "bytes=4-", "If-Range": etag})
    assert (same.status_code, same.data) == (206, tiny_pdf()[4:])
    other = client.get(PDF, headers={"Range": "bytes=4-", "If-Range": '"0"'})
    assert (other.status_code, other.data) == (200, tiny_pdf())


def test_the_end_of_the_pdf_can_be_asked_for(public_site: Site) -> None:
    answer = public_site.anonymous.get(PDF, headers={"Range": "bytes=-5"})
    assert (answer.status_code, answer.data) == (206, tiny_pdf()[-5:])


def test_head_of_a_file_has_no_body(public_site: Site) -> None:
    for path in (PDF, ARTICLE, picture(public_site)):
        client = public_site.app.test_client()
        asked, got = client.head(path), client.get(path)
        assert asked.data == b""
        assert asked.headers["ETag"].strip('W/"') == got.headers["ETag"].strip('W/"')


def test_the_pdf_opens_in_the_browser_under_its_own_name(public_site: Site) -> None:
    answer = public_site.anonymous.get(PDF)
    assert answer.headers["Content-Disposition"] == "inline; filename=mit-domov-1-2030.pdf"
    assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize(
    ("path", "exact"),
    [
        (ISSUE, "text/html; charset=utf-8"),
        (ARTICLE, "text/html; charset=utf-8"),
        (f"{ISSUE}style.css", "text/css; charset=utf-8"),
        (PDF, "application/pdf"),
    ],
)
def test_the_media_type_is_told_once(public_site: Site, path: str, exact: str) -> None:
    assert public_site.anonymous.get(path).headers["Content-Type"] == exact


def test_no_reading_changes_anything(public_site: Site) -> None:
    before = public_site.dump()
    for path in ("/", "/archiv/", ISSUE, ARTICLE, PDF, f"{ISSUE}vydani/", "/cislo/1/2030", "/neni"):
        public_site.anonymous.get(path)
        public_site.anonymous.head(path)
    assert public_site.dump() == before
