"""A snapshot in; the feed of its issue out: one entry for the issue, one for each article in full.

It is made with the other artefacts, so that whoever reads by feed reads the same revision.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from mitdomov.clock import PRAGUE
from mitdomov.magazine.model import Article
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render import page_helpers
from mitdomov.render.addresses import Addresses, is_article
from mitdomov.render.contents import departments, reading_order, section_of
from mitdomov.render.credits import bylines, contributors_of
from mitdomov.render.environment import environment
from mitdomov.render.epub.container import MEDIA_TYPE as EPUB
from mitdomov.render.feed.atom import Enclosure, Entry, Feed, write
from mitdomov.render.pictures import Copy, web_copies
from mitdomov.render.web.mended import corrections_of, updated_on

NAME: Final = "atom.xml"
_PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Downloads:
    """Sizes of what the entry of the issue offers; None for what was not made."""

    pdf_bytes: int | None = None
    epub_bytes: int | None = None


def issue_feed(snapshot: Snapshot, *, public_url: str, downloads: Downloads) -> bytes:
    """A whole Atom document; the moments are days, at noon in Prague."""
    issue, publication = snapshot.issue, snapshot.publication
    addresses = Addresses(public_url, issue.number)
    feed = Feed(
        url=f"{addresses.issue}{NAME}",
        page=addresses.issue,
        title=f"{publication.title} {issue.number}: {issue.theme}",
        author=publication.publisher,
        subtitle=publication.subtitle,
        rights=publication.licence,
    )
    maker = _Maker(snapshot, addresses)
    return write(feed, maker.entries(downloads), updated_at=_noon(issue.updated_on))


@dataclass(frozen=True, slots=True)
class _Maker:
    snapshot: Snapshot
    addresses: Addresses

    def entries(self, downloads: Downloads) -> Iterator[Entry]:
        yield self._issue(downloads)
        yield from (self._article(article) for article in reading_order(self.snapshot.issue))

    def _issue(self, downloads: Downloads) -> Entry:
        issue, publication = self.snapshot.issue, self.snapshot.publication
        sample = " (ukázkové číslo)" if issue.is_sample else ""
        return Entry(
            url=self.addresses.issue,
            title=f"{publication.title} {issue.number}: {issue.theme}{sample}",
            published_at=_noon(issue.dated),
            updated_at=_noon(issue.updated_on),
            summary=f"Vyšlo nové číslo. Téma: {issue.theme}",
            html=self._html("issue.html", departments=departments(issue)),
            enclosures=tuple(self._downloads(downloads)),
        )

    def _downloads(self, downloads: Downloads) -> Iterator[Enclosure]:
        if downloads.pdf_bytes is not None:
            yield Enclosure(self.addresses.pdf, _PDF, downloads.pdf_bytes, "PDF")
        if downloads.epub_bytes is not None:
            yield Enclosure(self.addresses.epub, EPUB, downloads.epub_bytes, "EPUB")

    def _article(self, article: Article) -> Entry:
        issue = self.snapshot.issue
        mended = corrections_of(issue, article)
        return Entry(
            url=self.addresses.article(article.slug),
            title=article.title,
            published_at=_noon(issue.dated),
            updated_at=_noon(updated_on(issue, article)),
            summary=article.perex,
            html=self._html(
                "article.html",
                article=article,
                lift=page_helpers.lift(article.body),
                mended=mended,
                address=self._address,
                picture=self._copies,
                root=self.addresses.issue,
            ),
            authors=tuple(self._people(article)),
            categories=(section_of(issue, article).title,),
        )

    def _people(self, article: Article) -> Iterator[str]:
        """Who wrote it, and who translated it: RFC 4287 knows no other contributors in a list."""
        names = [line.name for line in bylines(article, self.snapshot.issue)]
        translators = contributors_of(self.snapshot.issue, article.translators)
        yield from dict.fromkeys([*names, *(each.name for each in translators)])

    def _html(self, template: str, **values: object) -> str:
        return (
            environment()
            .get_template(f"feed/{template}")
            .render(
                issue=self.snapshot.issue,
                publication=self.snapshot.publication,
                addresses=self.addresses,
                helpers=page_helpers,
                **values,
            )
        )

    def _address(self, href: str) -> str:
        return self.addresses.article(href) if is_article(href) else href

    def _copies(self, file: str) -> tuple[Copy, ...]:
        return web_copies(self.snapshot.pictures[file])


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), PRAGUE)
