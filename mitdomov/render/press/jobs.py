"""What a press process is asked to set: values that can be handed to another process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Sources
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.contents import reading_order
from mitdomov.render.pdf.document import Progress, render_pdf
from mitdomov.render.pdf.one_article import alone, article_pages
from mitdomov.render.pdf.pages_of import first_pages


@dataclass(frozen=True, slots=True)
class Made:
    data: bytes = field(repr=False)
    """The PDF."""
    pages: int
    first_pages: Mapping[str, int] = field(default_factory=dict, hash=False)
    """On which page each article begins, counted from 1, by slug; only of a whole issue."""


class Job(Protocol):
    @property
    def subject(self) -> str:
        """Begins a Czech sentence about what could not be set."""
        ...

    def run(self, progress: Progress) -> Made: ...


@dataclass(frozen=True, slots=True)
class ArticleJob:
    snapshot: Snapshot
    """Of `alone`."""
    public_url: str
    first_page: int

    @property
    def subject(self) -> str:
        return f"Článek „{self.snapshot.issue.articles[0].title}“"

    def run(self, progress: Progress) -> Made:  # noqa: ARG002
        made = article_pages(self.snapshot, public_url=self.public_url, first_page=self.first_page)
        return Made(made.data, made.pages)


@dataclass(frozen=True, slots=True)
class IssueJob:
    folder: IssueFolder
    public_url: str

    @property
    def subject(self) -> str:
        return f"Číslo {self.folder.issue.number}"

    def run(self, progress: Progress) -> Made:
        progress("Čtou se texty a obrázky", 0.0)
        snapshot = freeze(self.folder)
        data = render_pdf(snapshot, public_url=self.public_url, progress=progress)
        slugs = [article.slug for article in reading_order(snapshot.issue)]
        pages, starts = first_pages(data, slugs)
        return Made(data, pages, starts)


def article_job(snapshot: Snapshot, slug: str, *, public_url: str, first_page: int) -> ArticleJob:
    """Raises KeyError for a slug that no article has."""
    return ArticleJob(alone(snapshot, slug), public_url, first_page)


def issue_job(folder: IssueFolder, *, public_url: str) -> IssueJob:
    return IssueJob(replace(folder, pictures=dict(folder.pictures), sources=Sources()), public_url)
