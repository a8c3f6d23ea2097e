"""A process of its own: a foreign picture on standard input, one safe to keep on standard output.

Run by module name with the crop as four shares (left, top, width, height) or without arguments.
Standard output is a line of JSON (`Said`) and, unless the picture is refused, its bytes.
"""

import json
import resource
import sys
from dataclasses import replace
from io import BytesIO
from typing import Final, TypedDict

from PIL import Image

from mitdomov.editorial.media import tiff
from mitdomov.magazine.imaging import encoding
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.magazine.imaging.focus import without_focus
from mitdomov.magazine.pictures import NormalPicture, normalise

KEPT_SIDE_PX: Final = 5000
"""A4 at 300 dpi is 3508 px long; the rest is for cropping."""
_QUALITY: Final = 94
"""Higher than that of the artefacts, which are encoded once more."""
_MAX_MEMORY_BYTES: Final = 1536 * 2**20
_MAX_CPU_SECONDS: Final = 30
_TOO_LARGE: Final = "Obrázek je na zpracování příliš velký; zmenšete jej a nahrajte znovu."


class Said(TypedDict):
    refused: str
    """A Czech sentence, or nothing when the picture follows."""
    media_type: str
    width_px: int
    height_px: int


def main(arguments: list[str]) -> int:
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY_BYTES, _MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_CPU_SECONDS, _MAX_CPU_SECONDS))
    try:
        picture = _encoded(sys.stdin.buffer.read(), [float(share) for share in arguments])
    except PictureError as error:
        _answer(Said(refused=error.sentence, media_type="", width_px=0, height_px=0), b"")
    except MemoryError:
        _answer(Said(refused=_TOO_LARGE, media_type="", width_px=0, height_px=0), b"")
    else:
        said = Said(
            refused="",
            media_type=picture.media_type,
            width_px=picture.width_px,
            height_px=picture.height_px,
        )
        _answer(said, picture.data)
    return 0


def _encoded(data: bytes, crop: list[float]) -> NormalPicture:
    if data.startswith(tiff.BEGINNINGS):
        data = tiff.as_png(data)
    whole = normalise(data, KEPT_SIDE_PX, _QUALITY)
    if not crop:
        return replace(whole, data=without_focus(whole.data))
    left, top, width, height = crop
    with Image.open(BytesIO(whole.data)) as image:
        box = _box(image.size, (left, top, left + width, top + height))
        cut = image.crop(box)
    is_photo = whole.media_type == "image/jpeg"
    cropped = encoding.jpeg(cut, _QUALITY) if is_photo else encoding.png(cut)
    return NormalPicture(cropped, whole.media_type, *cut.size)


def _box(
    size: tuple[int, int], shares: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    """In pixels, at least one of them in each direction."""
    width, height = size
    left = min(round(shares[0] * width), width - 1)
    top = min(round(shares[1] * height), height - 1)
    right = max(left + 1, min(round(shares[2] * width), width))
    bottom = max(top + 1, min(round(shares[3] * height), height))
    return left, top, right, bottom


def _answer(said: Said, data: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
