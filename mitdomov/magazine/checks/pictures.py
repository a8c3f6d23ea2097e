"""A folder goes in; findings about its pictures come out: what they show and whose they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from textwrap import shorten
from typing import Final

from PIL import Image

from mitdomov.document.tree import Figure, plain
from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.findings import Finding, Place
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.model import Cover, Picture
from mitdomov.magazine.usage import figures

SHARP_DPI: Final = 150
COLUMN_MM: Final = 83
"""A column of the PDF: half of A4 less its margins and the gutter."""
SHARP_PX: Final = round(COLUMN_MM / 25.4 * SHARP_DPI)
_CAPTION_CHARS: Final = 60


@dataclass(frozen=True, slots=True)
class _Shown:
    place: Place
    """Of the file's name."""
    place_of: Callable[[str], Place]
    """Of `alt`, `credit` or `licence`."""
    file: str
    words: str
    """Where it stands or how its caption begins: what follows the word for a picture."""
    is_described: bool
    credit: str
    has_licence: bool


def pictures_are_described(folder: IssueFolder) -> Iterator[Finding]:
    for shown in _shown(folder):
        if not shown.is_described:
            yield blocking(
                "missing-alt",
                shown.place_of("alt"),
                f"Obrázek {shown.words} nemá popis pro nevidomé; napište, co ukazuje, nebo jej "
                "označte jako dekorativní.",
            )


def pictures_are_credited(folder: IssueFolder) -> Iterator[Finding]:
    """Its author must be named (Czech copyright act, § 11), and by what right it is shown."""
    for shown in _shown(folder):
        if not shown.credit.strip():
            yield blocking(
                "missing-credit",
                shown.place_of("credit"),
                f"U obrázku {shown.words} chybí, čí je; doplňte autorku nebo autora.",
            )
        if not shown.has_licence:
            yield blocking(
                "missing-licence",
                shown.place_of("licence"),
                f"U obrázku {shown.words} chybí licence; doplňte ji, např. CC BY 4.0.",
            )


def pictures_are_sharp(folder: IssueFolder) -> Iterator[Finding]:
    for shown in _shown(folder):
        width = _width_px(folder.pictures.get(shown.file, b""))
        if width is not None and width < SHARP_PX:
            yield warning(
                "low-resolution",
                shown.place,
                f"Obrázek {shown.words} je široký jen {width} bodů a v tisku bude neostrý; "
                f"sežeňte větší, aspoň {SHARP_PX} bodů.",
            )


def _width_px(data: bytes) -> int | None:
    """By the header alone; nothing for a drawing without pixels or for what reading refuses."""
    try:
        with Image.open(BytesIO(data)) as image:
            return image.width
    except (OSError, Image.DecompressionBombError):
        return None


def _shown(folder: IssueFolder) -> Iterator[_Shown]:
    """The cover, whose licence is the magazine's own matter, heads of articles and figures."""
    if folder.issue.cover.picture:
        yield _cover(folder.sources.issue, folder.issue.cover)
    for source, article in with_sources(folder):
        if article.picture:
            yield _head(source, article.picture)
        yield from (_figure(source, figure) for figure in figures(article))


def _cover(source: Source, cover: Cover) -> _Shown:
    return _Shown(
        _place_of(source, "cover", cover.picture)("picture"),
        _place_of(source, "cover", cover.picture),
        cover.picture,
        "na obálce",
        is_described=bool(cover.alt.strip()),
        credit=cover.credit,
        has_licence=True,
    )


def _head(source: Source, head: Picture) -> _Shown:
    return _Shown(
        _place_of(source, "picture", head.file)("file"),
        _place_of(source, "picture", head.file),
        head.file,
        "v čele článku",
        is_described=head.is_decorative or bool(head.alt.strip()),
        credit=head.credit,
        has_licence=bool(head.licence.strip()),
    )


def _place_of(source: Source, table: str, file: str) -> Callable[[str], Place]:
    return lambda name: replace(source.field(table, name), picture=file)


def _figure(source: Source, figure: Figure) -> _Shown:
    place = replace(source.block(figure), picture=figure.picture)
    return _Shown(
        place,
        lambda _: place,
        figure.picture,
        _captioned(figure),
        is_described=figure.is_decorative or bool(figure.alt.strip()),
        credit=figure.credit,
        has_licence=bool(figure.licence.strip()),
    )


def _captioned(figure: Figure) -> str:
    caption = shorten(plain(figure.caption), _CAPTION_CHARS, placeholder="…")
    return f"„{caption}“" if caption else "bez popisku"
