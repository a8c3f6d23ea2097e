"""A plain image in, the bytes of a JPEG or PNG without metadata out."""

from io import BytesIO

from PIL import Image


def jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    try:
        image.save(out, "JPEG", quality=quality, subsampling="4:4:4", optimize=True)
    except OSError:  # Pillow's buffer for optimising is too small for a picture full of noise
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling="4:4:4")
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
