"""A piece of news in; what lists and pages show of it out, with the pictures in its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.queries import shown_item
from mitdomov.bulletin.news.regions import Region, region_of
from mitdomov.bulletin.news.text import Shown
from mitdomov.document.links import is_allowed
from mitdomov.document.tree import Document, Figure
from mitdomov.editorial.media.model import MediaItem
from mitdomov.magazine.imaging.focus import Focus

ROOT: Final = "/novinky/"
"""Below it lie the pictures of all news, in `pictures/`."""
DESK_ROOT: Final = "/redakce/novinky/"
"""Where editors see the pictures of what readers do not see yet."""
WIDTHS_PX: Final = (640, 1280)
TAG_CHARS: Final = 12


@dataclass(frozen=True, slots=True)
class Listed:
    item: NewsItem
    text: Shown
    region: Region


@dataclass(frozen=True, slots=True)
class _Original:
    focus: Focus | None = None


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """As `document.html` wants the copies of a picture; made smaller when somebody asks for it."""

    name: str
    width_px: int
    height_px: int
    of: _Original


def listed(item: NewsItem) -> Listed:
    return Listed(item, shown_item(item), region_of(item.region))


def copies_of(media: Mapping[str, MediaItem]) -> Callable[[str], tuple[PictureCopy, ...]]:
    """From narrow to wide, by the name of the picture."""
    return lambda file: _copies(media[file])


def _copies(item: MediaItem) -> tuple[PictureCopy, ...]:
    suffix = "jpg" if item.media_type == "image/jpeg" else "png"
    stem = PurePosixPath(item.file).stem
    widths = [each for each in WIDTHS_PX if each <= item.width_px] or [WIDTHS_PX[0]]
    return tuple(
        PictureCopy(
            f"{stem}-{item.id}-{item.sha256[:TAG_CHARS]}-{width}.{suffix}",
            shown := min(width, item.width_px),
            max(1, round(item.height_px * shown / item.width_px)),
            _Original(),
        )
        for width in widths
    )


def with_known_pictures(body: Document, media: Mapping[str, MediaItem]) -> Document:
    """Without figures whose picture the library does not have, as drafts may name."""
    return Document(
        tuple(each for each in body.blocks if not isinstance(each, Figure) or each.picture in media)
    )


def address(href: str) -> str:
    """A link of the text; those that lead into an issue have nothing to lead to here."""
    return href if href.startswith("#") or (":" in href and is_allowed(href)) else ROOT
