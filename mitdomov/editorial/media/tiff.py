"""A TIFF in, the same picture as PNG out; only the worker may call its decoder (TIFF 6.0)."""

from typing import Final

from mitdomov.magazine.imaging import encoding, raster
from mitdomov.magazine.imaging.colour import in_srgb

BEGINNINGS: Final = (b"II*\0", b"MM\0*")


def as_png(data: bytes) -> bytes:
    """The first page; raises `PictureError`."""
    return encoding.png(in_srgb(raster.upright(raster.decode(data, ("TIFF",)))))
