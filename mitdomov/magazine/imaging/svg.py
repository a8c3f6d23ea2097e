"""Bytes of an SVG in, a PNG out; refused when it could do more than draw (SVG 1.1)."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.parsers import expat

from mitdomov.magazine.imaging import svg_worker
from mitdomov.magazine.imaging.error import PictureError

MAX_BYTES: Final = 4 * 2**20
_TIMEOUT_SECONDS: Final = 30
_SNIFFED_BYTES: Final = 2048
_SVG: Final = "http://www.w3.org/2000/svg"
_FORBIDDEN_ELEMENTS: Final = frozenset({"script", "foreignobject", "image", "iframe"})
_LINK_ATTRIBUTES: Final = frozenset({"href", "src"})
_OUTSIDE_STYLE: Final = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"#\s])", re.IGNORECASE)
_BROKEN: Final = "Kresba SVG je poškozená; vyexportujte ji znovu."
_TOO_COMPLEX: Final = "Kresba SVG je příliš složitá; zjednodušte ji, nebo ji vyexportujte jako PNG."
_TEXT: Final = (
    "Kresba SVG obsahuje text, jehož písmo může jinde chybět; převeďte text na křivky, nebo kresbu "
    "vyexportujte jako PNG."
)
_NOT_SELF_CONTAINED: Final = (
    "Kresba SVG odkazuje mimo sebe nebo vkládá obrázek; vyexportujte ji bez odkazů, nebo jako PNG."
)


def is_svg(data: bytes) -> bool:
    start = data[:_SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b"<svg" in start


def rasterise(data: bytes, width_px: int) -> bytes:
    """A PNG `width_px` wide, or less when it would be longer than A4; raises `PictureError`."""
    _check(data)
    try:
        # A process of its own: a drawing made to exhaust the renderer can crash it.
        done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
            [sys.executable, "-I", str(Path(svg_worker.__file__)), str(width_px)],
            input=data,
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureError(_TOO_COMPLEX) from None
    if done.returncode == svg_worker.REFUSED:
        raise PictureError(_BROKEN)
    if done.returncode != 0:
        raise PictureError(_TOO_COMPLEX)
    return done.stdout


def _check(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise PictureError(_TOO_COMPLEX)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    guard = _Guard()
    parser.StartDoctypeDeclHandler = guard.doctype
    parser.StartElementHandler = guard.element
    parser.CharacterDataHandler = guard.text
    parser.ProcessingInstructionHandler = guard.instruction
    try:
        parser.Parse(data, True)  # noqa: FBT003 - takes no names
    except expat.ExpatError:
        raise PictureError(_BROKEN) from None


class _Guard:
    """Refuses what an SVG could use to run, to read or to fetch something."""

    is_inside = False

    def doctype(self, *_declaration: object) -> None:
        raise PictureError("Kresba SVG obsahuje značku <!DOCTYPE>; smažte ji.")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self.is_inside and (namespace, local) != (_SVG, "svg"):
            raise PictureError(_BROKEN)
        self.is_inside = True
        if local.lower() in _FORBIDDEN_ELEMENTS:
            raise PictureError(
                f"Kresba SVG obsahuje prvek <{local}>; vyexportujte ji bez něj, nebo jako PNG."
            )
        if local == "text":
            # With another font, or none, the same snapshot would look different elsewhere.
            raise PictureError(_TEXT)
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2].lower(), value)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            raise PictureError(f"Kresba SVG obsahuje skript ({name}); vyexportujte ji bez něj.")
        if name in _LINK_ATTRIBUTES and not value.strip().startswith("#"):
            raise PictureError(_NOT_SELF_CONTAINED)
        self.text(value)

    def text(self, text: str) -> None:
        if _OUTSIDE_STYLE.search(text):
            raise PictureError(_NOT_SELF_CONTAINED)

    def instruction(self, target: str, _data: str) -> None:
        if target.lower().startswith("xml-"):
            raise PictureError(_NOT_SELF_CONTAINED)
