"""Bytes from outside in, a picture that is safe to keep out; or the sentence that refuses them.

The decoders run in a process of their own, within hard limits: a file made to exhaust or crash
them costs that process and nothing else.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from mitdomov.editorial.media import tiff, worker
from mitdomov.magazine.imaging import raster, svg
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.magazine.pictures import NormalPicture

MAX_BYTES: Final = 40_000_000
_TIMEOUT_SECONDS: Final = 60
_AT_ONCE: Final = BoundedSemaphore(2)
"""Several people who upload at the same time must not fill the memory together."""
_KINDS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", *tiff.BEGINNINGS)
_TELEPHONE_KINDS: Final = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1")
"""HEIF, ISO/IEC 23008-12, as iPhones save it; after the length of the first box."""
_UNUSABLE: Final = "Obrázek se nepodařilo zpracovat; vyexportujte jej znovu jako PNG nebo JPEG."
_TOO_BIG: Final = (
    f"Soubor má víc než {MAX_BYTES // 1_000_000} MB; zmenšete obrázek, "
    f"víc než {worker.KEPT_SIDE_PX} bodů na delší straně se nevyužije."
)
_FROM_TELEPHONE: Final = (
    "Je to fotografie HEIC z telefonu, které mimo něj rozumí málokdo. Ve Windows ji otevřete ve "
    "Fotkách a dejte Uložit jako JPEG, na Macu v Náhledu Exportovat. Příště v iPhonu zvolte "
    "Nastavení → Fotoaparát → Formáty → Nejkompatibilnější."
)
_EMPTY: Final = "Soubor je prázdný; vyberte jej znovu."


@dataclass(frozen=True, slots=True)
class Refused:
    """`sentence` says in Czech why and what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Crop:
    """Shares of the source's width and height, from its left upper corner."""

    left: float
    top: float
    width: float
    height: float


def encode(data: bytes, crop: Crop | None = None) -> NormalPicture | Refused:
    """JPEG of a photograph, PNG of a drawing: upright, in sRGB, without metadata."""
    refusal = _at_a_glance(data)
    if refusal is not None:
        return refusal
    shares = (crop.left, crop.top, crop.width, crop.height) if crop else ()
    command = [sys.executable, "-I", "-m", worker.__name__, *map(str, shares)]
    try:
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
                command, input=data, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
    except subprocess.TimeoutExpired:
        return Refused(_UNUSABLE)
    return _read(done.stdout) if done.returncode == 0 else Refused(_UNUSABLE)


def _at_a_glance(data: bytes) -> Refused | None:
    """What needs no process to be refused; the kind is told by the content, never by a name."""
    if not data:
        return Refused(_EMPTY)
    if len(data) > MAX_BYTES:
        return Refused(_TOO_BIG)
    if data[4:].startswith(_TELEPHONE_KINDS):
        return Refused(_FROM_TELEPHONE)
    if svg.is_svg(data) or data.startswith(_KINDS):
        return None
    return _refusal_of_decoder(data)


def _refusal_of_decoder(data: bytes) -> Refused | None:
    try:
        raster.decode(data)
    except PictureError as error:
        return Refused(error.sentence)
    return None


def _read(answer: bytes) -> NormalPicture | Refused:
    head, _, data = answer.partition(b"\n")
    said: worker.Said = json.loads(head)
    if said["refused"]:
        return Refused(said["refused"])
    return NormalPicture(data, said["media_type"], said["width_px"], said["height_px"])
