"""A publisher's own emblem of the EU: judged, made small, and shown wherever ours would be."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from mitdomov.magazine.canonical import Content, from_json, to_json
from mitdomov.magazine.emblem import SIZE_PX, EmblemError, emblem_from, emblem_png
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_publication
from mitdomov.magazine.folder.writing import write_publication
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.render.letter.pictures import EMBLEM, letter_pictures
from mitdomov.render.pdf.page import page_pictures
from mitdomov.render.web.edition import render_web

ODD = (10, 200, 90)
"""A colour that our own emblem does not have."""


def picture(width: int = 900, height: int = 600, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), ODD).save(out, kind)
    return out.getvalue()


def colour(data: bytes) -> tuple[int, ...]:
    with Image.open(BytesIO(data)) as image:
        found = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_emblem_is_made_small_and_bare(kind: str) -> None:
    text = emblem_from(picture(kind=kind))
    data = emblem_png(text)
    assert len(text) < 20_000
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", SIZE_PX)
    assert all(abs(a - b) < 6 for a, b in zip(colour(data), ODD, strict=True))


def test_an_emblem_may_be_a_drawing() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path d="M0 0h3v2H0z"/></svg>'
    assert colour(emblem_png(emblem_from(svg))) == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (picture(600, 600), "poměr 3 : 2"),
        (picture(1600, 400), "jen vlajku"),
        (picture(240, 160), "široký jen 240"),
        (b"GIF89a", "PNG, JPEG, WebP ani SVG"),
        (picture()[:200], "poškozený"),
    ],
)
def test_what_is_no_emblem_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(EmblemError, match=words):
        emblem_from(data)


@pytest.mark.parametrize(
    "text",
    [
        "https://zly.example/znak.png",
        "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
        "data:image/png;base64,!!!",
        'data:image/png;base64,"><script>',
    ],
)
def test_a_publication_holds_nothing_else_as_its_emblem(
    text: str, small_folder: IssueFolder
) -> None:
    eu = replace(small_folder.publication.eu, emblem=text)
    data = write_publication(replace(small_folder.publication, eu=eu))
    with pytest.raises(FolderError, match="není znak EU"):
        read_publication(data)


@pytest.fixture
def with_emblem(small_folder: IssueFolder) -> Snapshot:
    eu = replace(small_folder.publication.eu, emblem=emblem_from(picture()))
    return freeze(replace(small_folder, publication=replace(small_folder.publication, eu=eu)))


def test_the_emblem_goes_where_the_publication_goes(with_emblem: Snapshot) -> None:
    publication = with_emblem.publication
    assert read_publication(write_publication(publication)) == publication
    content = Content(with_emblem.issue, publication, {})
    assert from_json(to_json(content)).publication.eu == publication.eu


def test_every_artefact_shows_the_publishers_emblem(with_emblem: Snapshot) -> None:
    """The letter and the PDF as a picture, the web inside the drawing it always had."""
    media_type, data = page_pictures(with_emblem)["drawn/emblem"]
    assert media_type == "image/png"
    letter = letter_pictures(with_emblem)[EMBLEM]
    for shown in (data, letter):
        assert all(abs(a - b) < 6 for a, b in zip(colour(shown), ODD, strict=True))
    with Image.open(BytesIO(letter)) as image:
        assert image.size == (192, 128)
    files = render_web(with_emblem, public_url="https://mitdomov.example", pdf=None)
    web = files["web/pictures/eu.svg"]
    assert with_emblem.publication.eu.emblem.encode() in web


def test_without_one_the_emblem_is_drawn(small_snapshot: Snapshot) -> None:
    assert "#FFCC00" in emblem_of(small_snapshot.publication.eu)
    assert page_pictures(small_snapshot)["drawn/emblem"][0] == "image/svg+xml"
