"""Freezes an issue folder into a snapshot: immutable content under one SHA-256."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mitdomov.magazine.model import Issue, Publication


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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of an approved issue, typeset; `sha256` covers `canonical`."""

    sha256: str
    issue: Issue
    publication: Publication
    pictures: Mapping[str, SnapshotPicture] = field(hash=False)
    """Only those that the issue shows, by file name."""
