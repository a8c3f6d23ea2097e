"""What the previews of one instance share: pictures made once, and a room where pages are set."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from flask import current_app

from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.render.press.room import PressRoom
from mitdomov.render.preview.pictures import NormalPictures
from mitdomov.web.instance import settings, store

_KEY: Final = "mitdomov-previews"
_FOLDER: Final = "cache"
"""In the data directory; whoever deletes it loses nothing but a few seconds."""


@dataclass(frozen=True, slots=True)
class Workshop:
    pictures: NormalPictures
    room: PressRoom


def workshop() -> Workshop:
    made = current_app.extensions.get(_KEY) or current_app.extensions.setdefault(
        _KEY, _workshop(settings().data_dir / _FOLDER, store().blobs)
    )
    return cast("Workshop", made)


def _workshop(folder: Path, blobs: Blobs) -> Workshop:
    def source(sha256: str) -> bytes:
        try:
            return blobs.get(sha256)
        except BlobDamagedError as error:
            raise LookupError(sha256) from error

    return Workshop(NormalPictures(folder, source), PressRoom(folder))
