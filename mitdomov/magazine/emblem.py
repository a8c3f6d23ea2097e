"""The emblem of the EU as a publisher sends it in; the text that stands for it in the publication.

The text is a small PNG as a data address (RFC 2397): so it goes wherever the publication goes, and
the same publication always shows the same emblem. The field is 3 : 2 as the graphics guide has it;
what stands beside it is set by the program (Regulation (EU) 2021/1060, annex IX).
"""

import base64
import binascii
from io import BytesIO
from typing import Final

from PIL import Image

from mitdomov.magazine.imaging.error import PictureError
from mitdomov.magazine.imaging.raster import decode
from mitdomov.magazine.pictures import normalise

SIZE_PX: Final = (480, 320)
"""At its largest, 24 mm wide, it is printed with 508 dots per inch."""
LEAST_WIDTH_PX: Final = 284
"""24 mm at 300 dpi."""
_RATIO: Final = 1.5
_TOLERANCE: Final = 0.03
_HEAD: Final = "data:image/png;base64,"
_MOST_CHARS: Final = 200_000


class EmblemError(ValueError):
    """The picture cannot be the emblem; the message is a Czech sentence."""


def emblem_from(data: bytes) -> str:
    """What `EuPublicity.emblem` holds for a picture as it was sent in; raises `EmblemError`."""
    try:
        normal = normalise(data)
    except PictureError as error:
        raise EmblemError(error.sentence) from error
    ratio = normal.width_px / normal.height_px
    if abs(ratio / _RATIO - 1) > _TOLERANCE:
        raise EmblemError(
            f"Obrázek má poměr stran {normal.width_px} : {normal.height_px}. Znak EU má poměr "
            "3 : 2; nahrajte jen vlajku, prohlášení vedle ní vysází program sám."
        )
    if normal.width_px < LEAST_WIDTH_PX:
        raise EmblemError(
            f"Obrázek je široký jen {normal.width_px} bodů; pro tisk je potřeba aspoň "
            f"{LEAST_WIDTH_PX}. Nahrajte větší, nebo SVG."
        )
    return _HEAD + base64.b64encode(_small(normal.data)).decode("ascii")


def emblem_png(text: str) -> bytes:
    """The picture that the text holds; raises `EmblemError`."""
    try:
        if not text.startswith(_HEAD) or len(text) > _MOST_CHARS:
            raise EmblemError(_NO_EMBLEM)
        data = base64.b64decode(text.removeprefix(_HEAD), validate=True)
        image = decode(data)
    except (binascii.Error, PictureError) as error:
        raise EmblemError(_NO_EMBLEM) from error
    if image.format != "PNG" or image.size != SIZE_PX:
        raise EmblemError(_NO_EMBLEM)
    return data


_NO_EMBLEM: Final = "Tohle není znak EU, jak jej ukládá redakce; nahrajte jej tam znovu."


def _small(data: bytes) -> bytes:
    image = decode(data)
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    out = BytesIO()
    small = plain.resize(SIZE_PX, Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
