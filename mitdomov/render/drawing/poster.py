"""Shapes, words and a photograph in; the picture of them as PNG or JPEG out, in our own fonts."""

from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

import resvg_py
from PIL import Image

from mitdomov import places
from mitdomov.magazine.snapshot import SnapshotPicture
from mitdomov.render.drawing.facade import Rectangle
from mitdomov.render.drawing.lettering import FACES, Face, visible
from mitdomov.render.xml_text import legal

_CENTRE: Final = (0.5, 0.5)
_PHOTO_QUALITY: Final = 88
_COLOURS: Final = (256, 128, 64, 32)


def text(
    words: str,
    face: Face,
    size_px: float,
    *,
    x: float,
    baseline: float,
    colour: str = "#FFFFFF",
    anchor: str = "start",
    spacing_em: float = 0,
) -> str:
    """One line of words as SVG."""
    spacing = f' letter-spacing="{spacing_em * size_px:.2f}"' if spacing_em else ""
    return (
        f'<text x="{x:.2f}" y="{baseline:.2f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-family="&quot;{face.family}&quot;" font-weight="{face.weight}" '
        f'font-size="{size_px:.2f}"{spacing}>{escape(legal(visible(words)))}</text>'
    )


def photograph(picture: SnapshotPicture, frame: Rectangle) -> str:
    """`picture` fills `frame`, cut so that its focus stays in sight, as SVG."""
    with Image.open(BytesIO(picture.data)) as image:
        whole = image.convert("RGB")
    crop = _crop(whole.size, frame, picture.focus or _CENTRE)
    size = (round(frame.width), round(frame.height))
    cut = whole.resize(size, Image.Resampling.LANCZOS, box=crop)
    out = BytesIO()
    cut.save(out, "PNG", compress_level=1)
    return (
        f'<image x="{frame.x:.2f}" y="{frame.y:.2f}" width="{size[0]}" height="{size[1]}" '
        f'href="data:image/png;base64,{b64encode(out.getvalue()).decode()}"/>'
    )


def png(width: int, height: int, parts: Iterable[str]) -> bytes:
    """Words in any other font than ours would look different on another machine."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{"".join(parts)}</svg>'
    )
    files = [str(places.FONTS / face.file) for face in FACES]
    return bytes(
        resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=files)
    )


def png_within(data: bytes, most_bytes: int) -> bytes:
    """The same picture in as many colours as `most_bytes` allow; the least when none do."""
    if len(data) <= most_bytes:
        return data
    with Image.open(BytesIO(data)) as image:
        whole = image.convert("RGB")
    for colours in _COLOURS:
        out = BytesIO()
        whole.quantize(colours).save(out, "PNG", optimize=True)
        if out.tell() <= most_bytes:
            break
    return out.getvalue()


def jpeg(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        whole = image.convert("RGB")
    out = BytesIO()
    whole.save(out, "JPEG", quality=_PHOTO_QUALITY, optimize=True)
    return out.getvalue()


def _crop(
    size: tuple[int, int], frame: Rectangle, focus: tuple[float, float]
) -> tuple[float, float, float, float]:
    """The largest box of the frame's shape, as near to the focus as the edges allow."""
    width, height = size
    scale = min(width / frame.width, height / frame.height)
    box_width, box_height = frame.width * scale, frame.height * scale
    left = min(max(0, width * focus[0] - box_width / 2), width - box_width)
    top = min(max(0, height * focus[1] - box_height / 2), height - box_height)
    return left, top, left + box_width, top + box_height
