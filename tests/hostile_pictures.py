"""Pictures that somebody might upload, healthy and not, made rather than collected."""

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

SVG_HEAD: Final = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 120, height: int = 80) -> Image.Image:
    """Many colours, as a photograph has."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 90) for _ in "RGB"])


def drawing(width: int = 120, height: int = 80, colour: str = "navy") -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height - 1), fill=colour)
    return image


def jpeg(width: int = 120, height: int = 80) -> bytes:
    return saved(photo(width, height), "JPEG")


def png(width: int = 120, height: int = 80, colour: str = "navy") -> bytes:
    """Its left half in `colour`, its right half white."""
    return saved(drawing(width, height, colour), "PNG")


def located(kind: str) -> bytes:
    """As a telephone saves it: with the place, the maker and words of whoever took it."""
    exif = Image.Exif()
    exif[0x010F] = "Tajný fotoaparát"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (50.0, 5.0, 12.0)
    gps[3], gps[4] = "E", (14.0, 25.0, 12.0)
    return saved(photo(), kind, exif=exif, comment=b"kdo to fotil")


def bomb(width: int, height: int) -> bytes:
    """A black PNG whose few bytes unpack to `width` × `height` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    squeeze = zlib.compressobj(9)
    rows = b"".join(squeeze.compress(b"\0" * (width // 8 + 1)) for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", rows + squeeze.flush())
        + chunk(b"IEND", b"")
    )


def mutants(count: int, seed: int = 20300314) -> Iterator[bytes]:
    """The same every time: some bytes of a healthy picture changed, some of them cut short."""
    chance = random.Random(seed)  # noqa: S311
    healthy = [
        *(png(), saved(drawing().convert("P"), "PNG"), jpeg(), saved(photo(), "WEBP")),
        saved(photo(), "TIFF", compression="tiff_lzw"),
        *(located("JPEG"), svg('<rect width="9" height="9" fill="url(#a)"/>')),
    ]
    for _ in range(count):
        mutant = bytearray(chance.choice(healthy))
        for _ in range(chance.randint(1, 8)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        yield bytes(mutant[: chance.choice((len(mutant), chance.randrange(len(mutant)))) or None])


def svg(content: str, before: str = "") -> bytes:
    return f'{before}<svg {SVG_HEAD} viewBox="0 0 20 10">{content}</svg>'.encode()


DANGEROUS_DRAWINGS: Final = {
    "script": svg("<script>alert(1)</script>"),
    "handler": svg('<rect onload="alert(1)"/>'),
    "foreign": svg("<foreignObject><p>text</p></foreignObject>"),
    "picture": svg('<image href="http://zle.example/a.png"/>'),
    "file": svg('<use xlink:href="file:///etc/passwd#a"/>'),
    "link": svg('<a href="javascript:alert(1)"><rect/></a>'),
    "style": svg("<style>@import 'http://zle.example/a.css';</style>"),
    "entity": svg("<rect/>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "laughs": svg(
        "<text>&d;</text>",
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;">]>',
    ),
    "nested": svg("<g>" * 20_000 + "</g>" * 20_000),
}
NO_PICTURES: Final = {
    "empty": b"",
    "polyglot": b"GIF89a/*\x01\x00<html><script>alert(1)</script></html>*/=1;",
    "page": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj << /S /JavaScript /JS (app.alert(1)) >>",
    "bmp": saved(Image.new("RGB", (9, 9)), "BMP"),
    "zip": b"PK\x03\x04" + b"\0" * 99,
    "bomb": bomb(30_000, 30_000),
    "bomb as TIFF": saved(Image.new("1", (30_000, 30_000)), "TIFF", compression="group4"),
}
