"""A picture of the snapshot in; its copy in the width that a medium shows out.

A copy's pixels are made when somebody asks for them, once per process: web edition, letter and
previews ask for the same ones, and most of them for names and sizes alone.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from PIL import Image

from mitdomov.magazine.snapshot import SnapshotPicture

WEB_WIDTHS_PX: Final = (800, 1600)
_JPEG_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class Copy:
    name: str
    """File name, unique among the copies of an issue; another content gets another name."""
    width_px: int
    height_px: int
    of: SnapshotPicture = field(repr=False)

    @property
    def data(self) -> bytes:
        return _data(self)


def sized(picture: SnapshotPicture, max_width_px: int) -> Copy:
    """`picture` as JPEG or PNG, as it came, at most `max_width_px` wide and never enlarged."""
    return _copy(picture, min(max_width_px, picture.width_px))


def web_copies(picture: SnapshotPicture) -> tuple[Copy, ...]:
    """From narrow to wide, as `srcset` wants them; one when the picture itself is narrow."""
    widths = sorted({min(width, picture.width_px) for width in WEB_WIDTHS_PX})
    return tuple(sized(picture, width) for width in widths)


@lru_cache(maxsize=256)
def _copy(picture: SnapshotPicture, width_px: int) -> Copy:
    stem = PurePosixPath(picture.file).stem
    name = f"{stem}-{picture.source_sha256[:8]}-{width_px}{_suffix(picture)}"
    height_px = max(1, round(picture.height_px * width_px / picture.width_px))
    return Copy(name, width_px, height_px, picture)


@lru_cache(maxsize=256)
def _data(copy: Copy) -> bytes:
    if copy.width_px == copy.of.width_px:
        return copy.of.data
    with Image.open(BytesIO(copy.of.data)) as image:
        small = image.resize((copy.width_px, copy.height_px), Image.Resampling.LANCZOS)
    return _encode(small, _suffix(copy.of))


def _suffix(picture: SnapshotPicture) -> str:
    return ".jpg" if picture.media_type == "image/jpeg" else ".png"


def _encode(image: Image.Image, suffix: str) -> bytes:
    file = BytesIO()
    if suffix == ".jpg":
        image.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    else:
        image.save(file, "PNG")
    return file.getvalue()
