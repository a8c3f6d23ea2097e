"""What a preview is made from: texts as they are stored, pictures by the SHA-256 of their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mitdomov.magazine.findings import Finding


@dataclass(frozen=True, slots=True)
class ArticleSource:
    slug: str
    source: bytes = field(repr=False)
    """Front matter and Markdown, as in the issue folder."""
    title: str = ""
    """By which editors know it, should the source be unreadable."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An issue under edit; any of it may be unfinished or broken."""

    frame: bytes = field(repr=False)
    """`issue.toml`."""
    publication: bytes = field(repr=False)
    """`publication.toml`; empty until the instance has one."""
    articles: tuple[ArticleSource, ...]
    pictures: Mapping[str, str] = field(hash=False)
    """SHA-256 of each picture that the issue may show, by file name."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that the preview cannot show, and why."""

    slug: str
    title: str
    findings: tuple[Finding, ...]
