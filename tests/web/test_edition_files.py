"""Files of editions are served to be kept: by browsers, by proxies, in parts, for long."""

import hashlib
import re
from base64 import b64decode

import pytest
from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.editorial import queries
from mitdomov.editorial.model import Artefact, IssueRecord, IssueShown, SnapshotRecord
from mitdomov.render.web.companions import PRELOADED, STYLE, companions
from tests.web.served import Site, tiny_pdf

ISSUE = "/cislo/1-2030/"
ARTICLE = f"{ISSUE}clanky/prvni-klice/"
SHEET = f"{ISSUE}{companions()[STYLE].name}"
FONT = f"{ISSUE}{companions()[PRELOADED[0]].name}"
PDF = f"{ISSUE}mit-domov-1-2030.pdf"


def picture(site: Site) -> str:
    """One that is named by its content."""
    found = re.search(r'src="\.\./\.\./(pictures/[^"]+-[0-9a-f]{8}-\d+\.\w+)"', site.page(ARTICLE))
    assert found
    return f"{ISSUE}{found[1]}"


def test_what_is_named_by_its_content_is_kept_for_good(public_site: Site) -> None:
    for path in (picture(public_site), SHEET, FONT):
        answer = public_site.anonymous.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", path


def test_the_page_asks_for_its_fonts_by_the_names_of_its_styles(public_site: Site) -> None:
    """Otherwise each would come twice."""
    wanted = re.findall(r'rel="preload" href="../../([^"]+)"', public_site.page(ARTICLE))
    sheet = public_site.page(SHEET)
    assert len(wanted) == len(PRELOADED)
    assert all(f"url({font})" in sheet for font in wanted)


@pytest.mark.parametrize(
    ("path", "most_seconds"),
    [(ISSUE, 300), (ARTICLE, 300), (PDF, 3_600)],
)
def test_what_can_change_is_asked_for_again_soon(
    public_site: Site, path: str, most_seconds: int
) -> None:
    answer = public_site.anonymous.get(path)
    assert answer.cache_control.public
    assert 0 < (answer.cache_control.max_age or 0) <= most_seconds
    assert not answer.cache_control.immutable


def test_every_file_may_go_through_a_proxy(public_site: Site) -> None:
    for path in (ISSUE, ARTICLE, PDF, SHEET, FONT, picture(public_site)):
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


@pytest.mark.parametrize("path", [SHEET, FONT])
def test_styles_and_fonts_come_whole_in_parts_or_not_again(public_site: Site, path: str) -> None:
    client = public_site.anonymous
    whole = client.get(path)
    part = client.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert part.headers.get("Vary") == whole.headers.get("Vary")
    etag = whole.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert "Expires" not in whole.headers, "it would contradict the year"


@pytest.mark.parametrize("plain", ["style.css", "fonts/SourceSans3-Regular.cs.woff2"])
def test_editions_without_such_names_are_served_on(public_site: Site, plain: str) -> None:
    """Their pages ask for styles and fonts by names that may come to mean others."""
    with public_site.store.writing() as session:
        held = queries.artefact(session, "1/2030", f"web/{companions()[STYLE].name}")
        assert held
        held.path = f"web/{plain}"
    answer = public_site.anonymous.get(f"{ISSUE}{plain}")
    assert (answer.status_code, answer.data) == (200, companions()[STYLE].data)
    assert (answer.cache_control.max_age, answer.cache_control.immutable) == (300, False)


def test_an_earlier_edition_keeps_its_looks(public_site: Site) -> None:
    """A page that a browser or an archive kept asks for what its successor does without."""
    replace_edition(public_site)
    client = public_site.anonymous
    for path in (SHEET, FONT):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.cache_control.immutable
    for path in (ARTICLE, picture_path(public_site), PDF):
        assert client.get(path).status_code == 404, f"{path}: what was taken back stays so"


def replace_edition(site: Site) -> None:
    """Readers see a new snapshot of the issue, which has none of the old files."""
    with site.store.writing() as session:
        issue = session.scalars(select(IssueRecord)).one()
        old = session.get_one(SnapshotRecord, issue.current_snapshot_id or 0)
        new = SnapshotRecord(
            issue_id=issue.id,
            sha256="0" * 64,
            public_url=old.public_url,
            theme=old.theme,
            dated=old.dated,
            publication_sha256=old.publication_sha256,
            frozen_at=now(),
        )
        session.add(new)
        session.flush()
        session.add(IssueShown(issue_id=issue.id, snapshot_id=new.id, at=now()))
        issue.current_snapshot_id = new.id


def picture_path(site: Site) -> str:
    with site.store.reading() as session:
        paths = session.scalars(select(Artefact.path).where(Artefact.path.like("web/pictures/%-%")))
        return f"{ISSUE}{paths.first()}".replace("web/", "")


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
        (SHEET, "text/css; charset=utf-8"),
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
