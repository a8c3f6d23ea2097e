"""A snapshot in; the pictures of its letter out, as PNG or JPEG, since mail programs know no SVG.

The letter refers to them at the public address of the issue; the web edition hosts them.
"""

from functools import lru_cache
from typing import Final

import resvg_py

from mitdomov.magazine.model import Article, EuPublicity
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.contents import departments
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.render.pictures import Copy, sized

FACADE: Final = "dopis-fasada.png"
EMBLEM: Final = "dopis-eu.png"
FACADE_SIZE_PX: Final = (600, 150)
EMBLEM_SIZE_PX: Final = (96, 64)
WIDTH_PX: Final = 1200
"""Twice what the letter shows, for dense screens."""


def letter_pictures(snapshot: Snapshot) -> dict[str, bytes]:
    """The files by their names in the issue's folder `pictures/`."""
    shown = (letter_copy(snapshot, article) for article in _leads(snapshot))
    return {
        **{name: drawn(name, snapshot) for name in (FACADE, EMBLEM)},
        **{copy.name: copy.data for copy in shown if copy},
    }


def drawn(name: str, snapshot: Snapshot) -> bytes:
    """`FACADE` or `EMBLEM` of the issue."""
    return _emblem(snapshot.publication.eu) if name == EMBLEM else _facade(snapshot.issue.number)


def letter_copy(snapshot: Snapshot, article: Article) -> Copy | None:
    """The picture that the letter shows with the first article of a section."""
    if article.picture is None:
        return None
    return sized(snapshot.pictures[article.picture.file], WIDTH_PX)


def _leads(snapshot: Snapshot) -> list[Article]:
    return [department.articles[0] for department in departments(snapshot.issue)]


@lru_cache(maxsize=4)
def _emblem(eu: EuPublicity) -> bytes:
    return _png(emblem_of(eu, height=EMBLEM_SIZE_PX[1] * 2))


@lru_cache(maxsize=16)
def _facade(number: str) -> bytes:
    width, height = FACADE_SIZE_PX
    return _png(facade_svg(number, columns=12, rows=3, width=width * 2, height=height * 2))


def _png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
