"""A snapshot in, all its artefacts out, rendered in a process that can neither hang nor swell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.again import Published, render_again
from mitdomov.render.errors import RenditionError
from mitdomov.render.issue import Progress, render
from mitdomov.render.press.client import PressProcess, Unpressed
from mitdomov.render.press.jobs import Job, Made

TIMEOUT_SECONDS: Final = 600.0
"""Forty pages take half a minute."""


@dataclass(frozen=True, slots=True)
class RenditionJob:
    snapshot: Snapshot
    public_url: str
    made_at: datetime | None

    @property
    def subject(self) -> str:
        return f"Číslo {self.snapshot.issue.number}"

    def run(self, progress: Progress) -> Made:
        files = render(
            self.snapshot, public_url=self.public_url, progress=progress, made_at=self.made_at
        )
        return _packed(files)


@dataclass(frozen=True, slots=True)
class AgainJob:
    """Of what was published."""

    snapshot: Snapshot
    published: Published
    public_url: str
    made_at: datetime

    @property
    def subject(self) -> str:
        return f"Číslo {self.snapshot.issue.number}"

    def run(self, progress: Progress) -> Made:
        files = render_again(
            self.snapshot,
            self.published,
            public_url=self.public_url,
            made_at=self.made_at,
            progress=progress,
        )
        return _packed(files)


def render_apart(
    snapshot: Snapshot,
    *,
    public_url: str,
    progress: Progress,
    made_at: datetime | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Mapping[str, bytes]:
    """As `render`, but raises `RenditionError` also for what takes too long or too much memory."""
    return _run(RenditionJob(_loaded(snapshot), public_url, made_at), progress, timeout_seconds)


def render_again_apart(
    snapshot: Snapshot,
    published: Published,
    *,
    public_url: str,
    made_at: datetime,
    progress: Progress,
) -> Mapping[str, bytes]:
    """As `render_again`, with the limits of `render_apart`."""
    job = AgainJob(_loaded(snapshot), published, public_url, made_at)
    return _run(job, progress, TIMEOUT_SECONDS)


def _loaded(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, pictures=dict(snapshot.pictures))


def _packed(files: Mapping[str, bytes]) -> Made:
    """In one archive, not compressed: most of them are already."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return Made(packed.getvalue(), pages=0)


def _run(job: Job, progress: Progress, timeout_seconds: float) -> Mapping[str, bytes]:
    process = PressProcess()
    try:
        made = process.run(job, timeout_seconds=timeout_seconds, progress=progress)
    finally:
        process.close()
    if isinstance(made, Unpressed):
        raise RenditionError(made.sentence)
    with ZipFile(BytesIO(made.data)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}
