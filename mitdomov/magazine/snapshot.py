"""An issue folder in, a snapshot out: immutable content, typeset, under one SHA-256."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mitdomov.magazine.canonical import Content, from_json, to_json
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.imaging.focus import Focus, focus_of
from mitdomov.magazine.model import Issue, Publication
from mitdomov.magazine.pictures import normalise
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.magazine.usage import shown_pictures


@dataclass(frozen=True, slots=True)
class SnapshotPicture:
    """A picture as the artefacts show it: sRGB without metadata, at most A4 at 300 dpi."""

    file: str
    source_sha256: str
    """Of the bytes as they came: encoders differ between machines, sources do not."""
    media_type: str
    """`image/jpeg` or `image/png`."""
    width_px: int
    height_px: int
    data: bytes = field(repr=False)

    @property
    def focus(self) -> Focus | None:
        """The point that must stay in sight where a frame cuts the picture."""
        return focus_of(self.data)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of an approved issue; `sha256` is that of `canonical`."""

    sha256: str
    issue: Issue
    publication: Publication
    pictures: Mapping[str, SnapshotPicture] = field(hash=False)
    """Only those that the issue shows, by file name; read-only."""


def freeze(folder: IssueFolder) -> Snapshot:
    """Typesets every text and normalises every picture that the issue shows."""
    sources = _sources(folder)
    return _snapshot(_content(folder, sources), sources)


def content_sha256(folder: IssueFolder) -> str:
    """The hash that `freeze` would give, without its work on the pictures."""
    return _sha256(to_json(_content(folder, _sources(folder))))


def _sources(folder: IssueFolder) -> dict[str, bytes]:
    return {file: folder.pictures[file] for file in shown_pictures(folder.issue)}


def _content(folder: IssueFolder, sources: Mapping[str, bytes]) -> Content:
    return Content(
        issue=typeset_value(folder.issue),
        publication=typeset_value(folder.publication),
        pictures={file: _sha256(data) for file, data in sources.items()},
    )


def canonical(snapshot: Snapshot) -> bytes:
    """The JSON that the hash covers: schema version, issue, publication, sources of pictures."""
    pictures = {file: picture.source_sha256 for file, picture in snapshot.pictures.items()}
    return to_json(Content(snapshot.issue, snapshot.publication, pictures))


def thaw(data: bytes, picture: Callable[[str], bytes]) -> Snapshot:
    """The snapshot whose `canonical` is `data`; `picture` gives a source by its SHA-256.

    Raises `ValueError` when `data` cannot be read and `PictureError` when a source cannot.
    """
    content = from_json(data)
    return _snapshot(content, {file: picture(sha) for file, sha in content.pictures.items()})


def _snapshot(content: Content, sources: Mapping[str, bytes]) -> Snapshot:
    pictures = {file: _frozen(file, data) for file, data in sorted(sources.items())}
    return Snapshot(
        sha256=_sha256(to_json(content)),
        issue=content.issue,
        publication=content.publication,
        pictures=MappingProxyType(pictures),
    )


def _frozen(file: str, source: bytes) -> SnapshotPicture:
    normal = normalise(source)
    return SnapshotPicture(
        file=file,
        source_sha256=_sha256(source),
        media_type=normal.media_type,
        width_px=normal.width_px,
        height_px=normal.height_px,
        data=normal.data,
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
