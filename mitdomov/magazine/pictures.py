"""A picture as an author sent it in, the picture that artefacts show out: sRGB, upright, bare."""

from dataclasses import dataclass, field, replace
from typing import Final

from PIL import Image

from mitdomov.magazine.imaging import encoding, raster, svg
from mitdomov.magazine.imaging.colour import in_srgb
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.magazine.imaging.focus import Focus, focus_of, with_focus

__all__ = ["NormalPicture", "PictureError", "PictureSize", "examine", "measure", "normalise"]

MAX_SIDE_PX: Final = 3508
"""The longer side of A4 at 300 dpi."""
SVG_WIDTH_PX: Final = 2480
"""The shorter side of A4 at 300 dpi."""
_JPEG_QUALITY: Final = 88
_FLAT_COLOURS: Final = 4096
"""A drawing has at most so many colours; a photograph has more."""


@dataclass(frozen=True, slots=True)
class NormalPicture:
    data: bytes = field(repr=False)
    media_type: str
    """`image/jpeg` or `image/png`."""
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class PictureSize:
    """How large a picture is as it came; a drawing in curves as large as it is made."""

    media_type: str
    width_px: int
    height_px: int


def measure(data: bytes) -> PictureSize:
    """Without making the picture normal; raises `PictureError`."""
    if svg.is_svg(data):
        small = raster.decode(svg.rasterise(data, width_px=32))
        return PictureSize("image/svg+xml", SVG_WIDTH_PX, SVG_WIDTH_PX * small.height // 32)
    image = raster.decode(data)
    upright = raster.upright(image)
    return PictureSize(Image.MIME[image.format or ""], upright.width, upright.height)


def examine(data: bytes) -> None:
    """Raises `PictureError` when `normalise` would."""
    if svg.is_svg(data):
        svg.rasterise(data, width_px=32)
    else:
        raster.decode(data)


def normalise(
    data: bytes, max_side_px: int = MAX_SIDE_PX, quality: int = _JPEG_QUALITY
) -> NormalPicture:
    """JPEG of a photograph or PNG of a drawing, at most `max_side_px` long, without metadata but
    the point that must stay in sight.

    The kind of `data` (PNG, JPEG, WebP, SVG) is told by its content. Raises `PictureError`.
    """
    if svg.is_svg(data):
        drawing = raster.decode(svg.rasterise(data, SVG_WIDTH_PX))
        return _png(in_srgb(drawing))
    image = raster.decode(data)
    plain = in_srgb(raster.upright(image))
    is_photo = image.format == "JPEG" or not (plain.mode == "RGBA" or _is_flat(plain))
    plain.thumbnail((max_side_px, max_side_px), Image.Resampling.LANCZOS)
    return _marked(_jpeg(plain, quality) if is_photo else _png(plain), focus_of(data))


def _marked(picture: NormalPicture, focus: Focus | None) -> NormalPicture:
    if focus is None:
        return picture
    return replace(picture, data=with_focus(picture.data, focus))


def _is_flat(image: Image.Image) -> bool:
    return image.getcolors(_FLAT_COLOURS) is not None


def _jpeg(image: Image.Image, quality: int) -> NormalPicture:
    return NormalPicture(encoding.jpeg(image, quality), "image/jpeg", *image.size)


def _png(image: Image.Image) -> NormalPicture:
    return NormalPicture(encoding.png(image), "image/png", *image.size)
