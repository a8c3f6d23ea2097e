"""Names of pictures in; the pictures as artefacts show them out, each made once and on demand.

Normalising a photograph takes a second of processor time and does not depend on the issue, so that
the result is kept by the SHA-256 of the source.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from mitdomov.magazine.pictures import NormalPicture, PictureError, normalise
from mitdomov.magazine.snapshot import SnapshotPicture
from mitdomov.render.preview.file_cache import FileCache

Source = Callable[[str], bytes]
"""The bytes of a picture by their SHA-256; raises `OSError` or `LookupError` without them."""

_VERSION: Final = "1"
"""Grows when `normalise` makes something else of the same bytes."""
_MAX_FILES: Final = 1_000
_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}
NOBODYS: Final = "0" * 64
"""In place of the SHA-256 of a picture that nobody has."""
_MISSING_SIZE: Final = (1200, 675)


class NormalPictures:
    """Normal pictures by the SHA-256 of their source, on disk and the last ones in memory."""

    def __init__(self, folder: Path, source: Source) -> None:
        self._files = FileCache(folder / f"pictures-{_VERSION}", _MAX_FILES)
        self._source = source
        self._last = lru_cache(maxsize=64)(self._made)

    def get(self, sha256: str) -> NormalPicture:
        """Raises what the source raises, and `PictureError`."""
        return self._last(sha256)

    def _made(self, sha256: str) -> NormalPicture:
        for media_type, suffix in _SUFFIXES.items():
            if (data := self._files.get(sha256 + suffix)) is not None:
                with Image.open(BytesIO(data)) as image:
                    return NormalPicture(data, media_type, *image.size)
        made = normalise(self._source(sha256))
        self._files.put(sha256 + _SUFFIXES[made.media_type], made.data)
        return made


class PreviewPictures(Mapping[str, SnapshotPicture]):
    """The pictures of an issue by file name; in place of one that nobody has, an empty frame.

    It answers for every name, since a text may show a picture that is yet to be uploaded.
    """

    def __init__(self, names: Mapping[str, str], normal: NormalPictures) -> None:
        self._names = names
        self._normal = normal

    def __getitem__(self, file: str) -> SnapshotPicture:
        sha256 = self._names.get(file, "")
        try:
            normal = self._normal.get(sha256) if sha256 else _missing()
        except (PictureError, LookupError, OSError):
            normal, sha256 = _missing(), ""
        return _of_snapshot(file, sha256 or NOBODYS, normal)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def sources(self) -> Mapping[str, str]:
        """The SHA-256 of each picture's source, without making the picture."""
        return self._names


@lru_cache(maxsize=256)
def _of_snapshot(file: str, sha256: str, normal: NormalPicture) -> SnapshotPicture:
    """The same value each time: copies in other sizes are remembered by it."""
    return SnapshotPicture(
        file=file,
        source_sha256=sha256,
        media_type=normal.media_type,
        width_px=normal.width_px,
        height_px=normal.height_px,
        data=normal.data,
    )


@lru_cache(maxsize=1)
def _missing() -> NormalPicture:
    """A crossed frame, as printers mark a picture that is still to come."""
    width, height = _MISSING_SIZE
    image = Image.new("L", _MISSING_SIZE, 226)
    draw = ImageDraw.Draw(image)
    for line in ((0, 0, width, height), (0, height, width, 0)):
        draw.line(line, fill=160, width=3)
    draw.rectangle((0, 0, width - 1, height - 1), outline=160, width=6)
    out = BytesIO()
    image.save(out, "PNG")
    return NormalPicture(out.getvalue(), "image/png", width, height)
