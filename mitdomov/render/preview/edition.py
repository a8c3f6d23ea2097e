"""A snapshot and a path in; that one file of the web edition or of the letter's pictures out."""

import re
from pathlib import PurePosixPath
from typing import Final

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.magazine.usage import shown_pictures
from mitdomov.render.letter.pictures import EMBLEM, FACADE, WIDTH_PX, drawn
from mitdomov.render.pictures import sized, web_copies
from mitdomov.render.preview.pictures import NOBODYS, PreviewPictures
from mitdomov.render.web.edition import web_file

PICTURES: Final = "pictures/"
_COPY: Final = re.compile(r"(?P<stem>.+)-(?P<sha>[0-9a-f]{8})-[0-9]{1,4}\.(jpg|png)")


def edition_file(snapshot: Snapshot, path: str, *, public_url: str) -> bytes | None:
    """As publishing would put it at `path` in the issue's folder; None when it would not.

    Only what is asked for is made: a page takes milliseconds, a picture its own time.
    """
    if not path.startswith(PICTURES):
        return web_file(snapshot, path, public_url=public_url, pdf=None)
    name = path.removeprefix(PICTURES)
    if name in {FACADE, EMBLEM}:
        return drawn(name, snapshot)
    return _photograph(snapshot, name) or web_file(snapshot, path, public_url=public_url, pdf=None)


def _photograph(snapshot: Snapshot, name: str) -> bytes | None:
    found = _COPY.fullmatch(name)
    if found is None:
        return None
    for file in shown_pictures(snapshot.issue):
        if PurePosixPath(file).stem == found["stem"] and _may_be(snapshot, file, found["sha"]):
            picture = snapshot.pictures[file]
            copies = (*web_copies(picture), sized(picture, WIDTH_PX))
            return next((copy.data for copy in copies if copy.name == name), None)
    return None


def _may_be(snapshot: Snapshot, file: str, sha: str) -> bool:
    """Tells without making a picture that nobody asked for."""
    pictures = snapshot.pictures
    if not isinstance(pictures, PreviewPictures):
        return True
    return pictures.sources.get(file, NOBODYS).startswith(sha)
