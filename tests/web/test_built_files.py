"""The site's own styles, scripts and fonts: named by their content, kept for good, never lost."""

import re

import pytest

from mitdomov import places
from mitdomov.web.built import built
from tests.web.served import Site

PAGES = ("/", "/archiv/", "/odebirat/", "/prihlaseni", "/neni")
FOR_GOOD = "public, max-age=31536000, immutable"


def asked_for(site: Site, page: str) -> set[str]:
    html = site.anonymous.get(page).get_data(as_text=True)
    return set(re.findall(r'(?:href|src|data-worker)="(/static/[^"]+)"', html))


@pytest.mark.parametrize("page", PAGES)
def test_whatever_a_page_asks_for_is_kept_for_good(module_site: Site, page: str) -> None:
    paths = asked_for(module_site, page)
    assert paths
    for path in paths:
        answer = module_site.anonymous.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOR_GOOD), path
        assert "Set-Cookie" not in answer.headers


def test_the_desk_asks_by_content_too(module_site: Site) -> None:
    html = module_site.client.get("/redakce/").get_data(as_text=True)
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    assert {path.rpartition("-")[0] for path in paths} >= {"/static/screens", "/static/desk"}
    for path in paths:
        assert module_site.anonymous.get(path).headers["Cache-Control"] == FOR_GOOD, path


@pytest.mark.parametrize("sheet", ["site.css", "screens.css"])
def test_styles_ask_for_fonts_by_content(module_site: Site, sheet: str) -> None:
    css = module_site.anonymous.get(f"/static/{built().names[sheet]}").get_data(as_text=True)
    fonts = re.findall(r"url\((fonts/[^)]+)\)", css)
    assert fonts
    for font in fonts:
        answer = module_site.anonymous.get(f"/static/{font}")
        assert (answer.headers["Cache-Control"], answer.mimetype) == (FOR_GOOD, "font/woff2")


def test_the_page_asks_for_its_fonts_by_the_names_of_its_styles(module_site: Site) -> None:
    """Otherwise each would come twice."""
    fonts = {path for path in asked_for(module_site, "/") if path.endswith(".woff2")}
    css = built().files[built().names["site.css"]].decode()
    assert len(fonts) == 3
    assert all(f"url({path.removeprefix('/static/')})" in css for path in fonts)


@pytest.mark.parametrize("name", ["site.css", "site-01234567.css", "fonts/SourceSerif4-It.woff2"])
def test_names_of_other_builds_lead_to_what_there_is_now(module_site: Site, name: str) -> None:
    answer = module_site.anonymous.get(f"/static/{name}")
    assert answer.status_code == 200
    assert 0 < (answer.cache_control.max_age or 0) <= 300
    assert not answer.cache_control.immutable


@pytest.mark.parametrize("name", ["neni.css", "../places.py", "..%2f..%2fsetup.cfg", "site.css/x"])
def test_nothing_else_is_there(module_site: Site, name: str) -> None:
    assert module_site.anonymous.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("plain", ["site.css", "fonts/SourceSerif4-It.cs.woff2", "icon.svg"])
def test_parts_heads_and_what_the_browser_has(module_site: Site, plain: str) -> None:
    client, path = module_site.anonymous, f"/static/{built().names[plain]}"
    whole = client.get(path)
    part = client.get(path, headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.data) == (206, whole.data[4:10])
    again = client.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))


def test_what_is_served_is_what_was_built() -> None:
    for plain in ("puzzle.js", "icon.svg", "fonts/SourceSerif4-It.cs.woff2"):
        assert built().files[built().names[plain]] == (places.ASSETS / plain).read_bytes()
    assert not [name for name in built().names if name.startswith("edition/")]
