"""A decoded image of any mode in, the same in eight-bit sRGB out, bare of metadata (ICC.1)."""

from io import BytesIO

from PIL import Image, ImageCms


def in_srgb(image: Image.Image) -> Image.Image:
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
