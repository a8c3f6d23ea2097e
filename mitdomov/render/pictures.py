"""A picture of the snapshot in; its copy in the width that a medium shows out.

Each copy is made once per process: web edition, letter and previews ask for the same ones.
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
    data: bytes = field(repr=False)


def sized(picture: SnapshotPicture, max_width_px: int) -> Copy:
    """`picture` as JPEG or PNG, as it came, at most `max_width_px` wide and never enlarged."""
    return _copy(picture, min(max_width_px, picture.width_px))


def web_copies(picture: SnapshotPicture) -> tuple[Copy, ...]:
    """From narrow to wide, as `srcset` wants them; one when the picture itself is narrow."""
    widths = sorted({min(width, picture.width_px) for width in WEB_WIDTHS_PX})
    return tuple(sized(picture, width) for width in widths)


@lru_cache(maxsize=256)
def _copy(picture: SnapshotPicture, width_px: int) -> Copy:
    suffix = _suffix(picture)
    name = f"{PurePosixPath(picture.file).stem}-{picture.source_sha256[:8]}-{width_px}{suffix}"
    if width_px == picture.width_px:
        return Copy(name, width_px, picture.height_px, picture.data)
    height_px = max(1, round(picture.height_px * width_px / picture.width_px))
    with Image.open(BytesIO(picture.data)) as image:
        small = image.resize((width_px, height_px), Image.Resampling.LANCZOS)
    return Copy(name, width_px, height_px, _encode(small, suffix))


def _suffix(picture: SnapshotPicture) -> str:
    return ".jpg" if picture.media_type == "image/jpeg" else ".png"


def _encode(image: Image.Image, suffix: str) -> bytes:
    file = BytesIO()
    if suffix == ".jpg":
        image.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    else:
        image.save(file, "PNG")
    return file.getvalue()
