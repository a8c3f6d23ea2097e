"""Rendering fetches nothing but what belongs to the snapshot."""

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import pytest
from weasyprint import HTML

from mitdomov.render.pdf.fetcher import MissingAssetError, MissingPictureError, SnapshotFetcher


class Canary(BaseHTTPRequestHandler):
    hits: list[str]

    def do_GET(self) -> None:
        type(self).hits.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def canary() -> Iterator[str]:
    """A server on loopback that nobody may visit."""
    Canary.hits = []
    server = HTTPServer(("127.0.0.1", 0), Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


HOSTILE = """
<html lang="cs"><head><title>x</title>
<link rel="stylesheet" href="{canary}/style.css">
<link rel="attachment" href="file://{secret}">
<link rel="attachment" href="{canary}/attachment">
<style>
@import url("{canary}/import.css");
@import url("file://{secret}");
@font-face {{ font-family: Stolen; src: url("{canary}/font.ttf"), url("file://{secret}") }}
p {{ background: url("{canary}/background.png"); font-family: Stolen; content: url("{canary}/c") }}
</style></head><body>
<p>Text</p>
<img src="{canary}/image.png" alt="x"><img src="file://{secret}" alt="x">
<img src="//127.0.0.1/image.png" alt="x"><img src="data:image/png;base64,AAAA" alt="x">
<img src="asset:styles/../issue.html" alt="x"><img src="asset:fonts/%2e%2e/secret" alt="x">
<img src="snapshot:hostile.svg" alt="x">
<a rel="attachment" href="file://{secret}">příloha</a>
<object data="{canary}/object"></object><embed src="{canary}/embed">
<svg xmlns="http://www.w3.org/2000/svg"><use href="{canary}/use.svg#x"/>
<image href="{canary}/inner.png" width="9" height="9"/></svg>
</body></html>
"""
HOSTILE_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<style>@import url("{canary}/svg.css");</style>
<image href="{canary}/svg.png" width="9" height="9"/><use href="file://{secret}#x"/></svg>"""


def test_hostile_page_reaches_nothing(canary: str, tmp_path: Path) -> None:
    """No server is visited, no file is embedded, whatever a page asks for."""
    secret = tmp_path / "secret.txt"
    secret.write_text("tajemství")
    places = {"canary": canary, "secret": str(secret)}
    fetcher = SnapshotFetcher(
        {"hostile.svg": ("image/svg+xml", HOSTILE_SVG.format(**places).encode())}
    )
    data = HTML(
        string=HOSTILE.format(**places), base_url="snapshot:", url_fetcher=fetcher
    ).write_pdf()
    assert Canary.hits == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.attachments
    assert "tajemství".encode() not in data


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1/",
        "https://mitdomov.example/",
        "data:text/plain,x",
        "ftp://127.0.0.1/",
        "asset:fonts/../fonts/SourceSans3-Regular.ttf",
        "asset:../secret.css",
        "asset:styles/issue.html",
        "x",
    ],
)
def test_foreign_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"not part|no such"):
        SnapshotFetcher({}).fetch(url)


def test_missing_picture_stops_the_rendering() -> None:
    """A PDF with a hole where a picture should be is never written."""
    page = HTML(string='<img src="snapshot:x.png" alt="x">', url_fetcher=SnapshotFetcher({}))
    with pytest.raises(MissingPictureError, match="není součástí uzávěrky"):
        page.write_pdf()


@pytest.mark.parametrize(
    "style",
    [
        '@font-face { font-family: Ztraceny; src: url("asset:fonts/ztraceny.ttf") }',
        '@import "asset:styles/ztraceny.css";',
    ],
)
def test_font_or_style_that_is_lost_ends_the_rendering(style: str) -> None:
    html = f"<style>{style} p {{ font-family: Ztraceny }}</style><p>Text"
    with pytest.raises(MissingAssetError, match="make install"):
        HTML(string=html, url_fetcher=SnapshotFetcher({})).write_pdf()
