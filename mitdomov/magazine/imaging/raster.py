"""Bytes of a PNG, JPEG or WebP in, a decoded image of bounded size out."""

import struct
import warnings
import zlib
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from mitdomov.magazine.imaging.error import PictureError

MAX_PIXELS: Final = 40_000_000
FORMATS: Final = ("PNG", "JPEG", "WEBP")
_DECODER_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, OverflowError),
    *(zlib.error, struct.error),
)
"""What Pillow's decoders let through when bytes are damaged."""


def decode(data: bytes, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The first frame, with `format` and `info`; raises `PictureError`.

    The size is judged by the header, before any pixel is decoded.
    """
    try:
        image = _opened(data, formats)
        if image.width * image.height <= MAX_PIXELS:
            _load_whole(image)
            return image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pass
    except UnidentifiedImageError:
        raise PictureError(
            "Není to obrázek PNG, JPEG, WebP ani SVG; vyexportujte jej v jednom z těchto formátů."
        ) from None
    except _DECODER_ERRORS:
        raise PictureError("Obrázek je poškozený nebo neúplný; vyexportujte jej znovu.") from None
    raise PictureError(
        f"Obrázek má víc než {MAX_PIXELS // 1_000_000} megapixelů; zmenšete jej, "
        "k tisku na A4 stačí delší strana 3508 bodů."
    )


def _load_whole(image: Image.Image) -> None:
    # WeasyPrint tells Pillow, for the whole process, to be content with half a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()


def upright(image: Image.Image) -> Image.Image:
    """`image` turned as its EXIF says; as it is when nobody can read its EXIF."""
    try:
        return ImageOps.exif_transpose(image)
    except _DECODER_ERRORS:
        return image


def _opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(BytesIO(data), formats=formats)
