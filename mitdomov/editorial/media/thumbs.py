"""A kept picture in, a smaller one for the screen out; made once, then read from the disk."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from PIL import Image

from mitdomov.database.blobs import Blobs
from mitdomov.durable import PRIVATE, replace_file
from mitdomov.magazine.imaging import svg
from mitdomov.magazine.imaging.colour import in_srgb
from mitdomov.magazine.imaging.raster import upright
from mitdomov.magazine.pictures import normalise

WIDTHS_PX: Final = (160, 320, 640, 1280)
_QUALITY: Final = 82
_AT_ONCE: Final = BoundedSemaphore(2)
"""A page asks for dozens at a time; decoded, each may take a hundred megabytes."""
_PNG: Final = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Thumbnail:
    data: bytes
    media_type: str


def thumbnail(blobs: Blobs, cache: Path, sha256: str, width_px: int) -> Thumbnail:
    """At most `width_px` wide, one of `WIDTHS_PX`; raises `BlobDamagedError`."""
    target = cache / sha256[:2] / f"{sha256}-{width_px}"
    try:
        return _told(target.read_bytes())
    except FileNotFoundError:
        data = blobs.get(sha256)
    with _AT_ONCE:
        small = _small(data, width_px)
    replace_file(target, small, PRIVATE)
    return _told(small)


def _told(data: bytes) -> Thumbnail:
    return Thumbnail(data, "image/png" if data.startswith(_PNG) else "image/jpeg")


def _small(data: bytes, width_px: int) -> bytes:
    if svg.is_svg(data):
        return _resized(Image.open(BytesIO(normalise(data).data)), width_px)
    image = Image.open(BytesIO(data))
    image.draft(None, (2 * width_px, 2 * width_px))  # a JPEG is decoded no larger than needed
    return _resized(image, width_px)


def _resized(image: Image.Image, width_px: int) -> bytes:
    is_photo = image.format == "JPEG"
    plain = in_srgb(upright(image))
    plain.thumbnail((width_px, 4 * width_px), Image.Resampling.LANCZOS)
    out = BytesIO()
    if is_photo:
        plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        plain.save(out, "PNG")
    return out.getvalue()
