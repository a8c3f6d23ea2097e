"""A picture as an author sent it in, the picture that artefacts show out: sRGB, upright, bare."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps

from mitdomov.magazine.imaging import raster, svg
from mitdomov.magazine.imaging.error import PictureError

__all__ = ["NormalPicture", "PictureError", "examine", "normalise"]

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


def examine(data: bytes) -> None:
    """Raises `PictureError` when `normalise` would."""
    if svg.is_svg(data):
        svg.rasterise(data, width_px=32)
    else:
        raster.decode(data)


def normalise(data: bytes) -> NormalPicture:
    """JPEG of a photograph or PNG of a drawing, without metadata, at most `MAX_SIDE_PX` long.

    The kind of `data` (PNG, JPEG, WebP, SVG) is told by its content. Raises `PictureError`.
    """
    if svg.is_svg(data):
        drawing = raster.decode(svg.rasterise(data, SVG_WIDTH_PX))
        return _png(_in_srgb(drawing))
    image = raster.decode(data)
    upright = _in_srgb(ImageOps.exif_transpose(image))
    is_photo = image.format == "JPEG" or not (upright.mode == "RGBA" or _is_flat(upright))
    upright.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    return _jpeg(upright) if is_photo else _png(upright)


def _in_srgb(image: Image.Image) -> Image.Image:
    """A copy of `image` without metadata in mode L, RGB or, when it is not opaque, RGBA."""
    profile = image.info.get("icc_profile")
    shallow = _in_eight_bits(image)
    converted = _through_profile(shallow, profile) if profile else None
    plain = _opaque((converted or shallow).convert(_mode(converted or shallow)))
    plain.info.clear()
    return plain


def _mode(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow cuts 16-bit greys off at 255 where they ought to be scaled."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """`image` in sRGB instead of its ICC profile; nothing when the profile does not fit it."""
    source_mode = "RGBA" if image.has_transparency_data else image.mode
    if source_mode == "P":
        source_mode = "RGB"
    try:
        return ImageCms.profileToProfile(
            image.convert(source_mode),
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if source_mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _opaque(image: Image.Image) -> Image.Image:
    """Without the alpha channel when nothing shines through."""
    is_opaque = image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255)
    return image.convert("RGB") if is_opaque else image


def _is_flat(image: Image.Image) -> bool:
    return image.getcolors(_FLAT_COLOURS) is not None


def _jpeg(image: Image.Image) -> NormalPicture:
    out = BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling="4:4:4", optimize=True)
    return NormalPicture(out.getvalue(), "image/jpeg", *image.size)


def _png(image: Image.Image) -> NormalPicture:
    out = BytesIO()
    image.save(out, "PNG")
    return NormalPicture(out.getvalue(), "image/png", *image.size)
