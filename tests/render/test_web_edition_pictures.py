"""Copies of pictures: as wide as a screen shows them, never enlarged, named by what they hold."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from mitdomov.magazine.model import Cover
from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.render.pictures import sized, web_copies
from mitdomov.render.web.edition import render_web
from tests.render.pages import PUBLIC_URL, by_class, elements, page, words


def picture(
    width: int, height: int, media_type: str = "image/png", shade: int = 90
) -> SnapshotPicture:
    file = BytesIO()
    drawn = Image.new("RGB", (width, height), (shade, 60, 30))
    drawn.save(file, "JPEG" if media_type == "image/jpeg" else "PNG")
    data = file.getvalue()
    return SnapshotPicture("dum.png", sha256(data).hexdigest(), media_type, width, height, data)


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg"])
def test_a_wide_picture_gets_two_copies_of_its_own_kind(media_type: str) -> None:
    copies = web_copies(picture(2400, 1200, media_type))
    assert [(copy.width_px, copy.height_px) for copy in copies] == [(800, 400), (1600, 800)]
    for copy in copies:
        with Image.open(BytesIO(copy.data)) as image:
            assert image.size == (copy.width_px, copy.height_px)
            assert image.get_format_mimetype() == media_type
        assert copy.name.endswith(".jpg" if media_type == "image/jpeg" else ".png")


def test_a_picture_between_the_widths_is_shown_as_it_is() -> None:
    copies = web_copies(picture(1000, 500))
    assert [copy.width_px for copy in copies] == [800, 1000]


def test_a_small_picture_is_not_enlarged() -> None:
    small = picture(60, 80)
    assert [copy.data for copy in web_copies(small)] == [small.data]


def test_another_content_gets_another_name() -> None:
    """A reader's browser may keep a picture for ever."""
    assert sized(picture(900, 600), 800).name != sized(picture(900, 600, shade=91), 800).name


def test_the_same_picture_is_copied_once() -> None:
    assert sized(picture(900, 600), 800) is sized(picture(900, 600), 800)


def test_a_cover_of_its_own_replaces_the_street(small_snapshot: Snapshot) -> None:
    cover = Cover(picture="fasada.png", alt="Dům s jedním oknem", credit="Foto: Petr Zkusil")
    issue = replace(small_snapshot.issue, cover=cover)
    files = render_web(replace(small_snapshot, issue=issue), public_url=PUBLIC_URL, pdf=None)
    head = by_class(page(files["web/index.html"].decode()), "cover")[0]
    image = next(elements(head, "img"))
    assert image.get("alt") == "Dům s jedním oknem"
    assert image.get("loading") is None
    assert "Foto: Petr Zkusil" in words(head)
    assert f"web/{image.get('src')}" in files
