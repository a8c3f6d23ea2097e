"""A snapshot in; the web edition as static files out (WCAG 2.2 AA, no script, nothing foreign).

It runs from any folder of any server, under `default-src 'none'; style-src 'self'; img-src 'self';
font-src 'self'`: links are relative, styles and pictures are files.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from markupsafe import Markup

from mitdomov.magazine.model import Article, EuPublicity
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.magazine.usage import shown_pictures
from mitdomov.render import page_helpers
from mitdomov.render.addresses import Addresses, epub_name, is_article, pdf_name
from mitdomov.render.contents import departments, neighbours, profiled, section_of
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.render.drawing.street import street_svg
from mitdomov.render.environment import environment
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.pictures import Copy, web_copies
from mitdomov.render.web.citing import cite_article, cite_issue, pages_of
from mitdomov.render.web.compact import compact
from mitdomov.render.web.companions import PRELOADED, Companion, companions
from mitdomov.render.web.head import article_head, issue_head
from mitdomov.render.web.mended import corrections_of
from mitdomov.render.web.structured_data import article_data, issue_data

TO_ISSUE: Final = "../../"
"""From an article's page to the folder of the issue."""
WAYS: Final = (
    ("archiv/", "Archiv"),
    ("novinky/", "Novinky"),
    ("akce/", "Akce"),
    ("materialy/", "Materiály"),
    ("webinare/", "Webináře"),
    ("realizatori/", "Kdo pomáhá"),
    ("hledani/", "Hledat"),
    ("odebirat/", "Odebírat"),
)
"""Through the site that hosts the edition, in the order of its masthead."""


def render_web(
    snapshot: Snapshot, *, public_url: str, pdf: PdfFacts | None, epub_bytes: int | None = None
) -> dict[str, bytes]:
    """The files by their paths, all under `web/`; `pdf` tells size and pages of the download.

    `epub_bytes` is the size of the book for e-readers; without it none is offered.
    """
    edition = _Edition(snapshot, Addresses(public_url, snapshot.issue.number), pdf, epub_bytes)
    return {f"web/{path}": data for path, data in edition.files()}


def web_file(
    snapshot: Snapshot, path: str, *, public_url: str, pdf: PdfFacts | None
) -> bytes | None:
    """One file of the edition, made alone; `path` is as in its folder, without `web/`.

    None for what it does not have, and for photographs: `render.pictures` has those.
    """
    edition = _Edition(snapshot, Addresses(public_url, snapshot.issue.number), pdf)
    make = edition.makers().get(path)
    return make() if make else None


@dataclass(frozen=True, slots=True)
class _Edition:
    snapshot: Snapshot
    addresses: Addresses
    pdf: PdfFacts | None
    epub_bytes: int | None = None

    def files(self) -> Iterator[tuple[str, bytes]]:
        yield from ((path, make()) for path, make in self.makers().items())
        for file in shown_pictures(self.snapshot.issue):
            for copy in self._copies(file):
                yield f"pictures/{copy.name}", copy.data

    def makers(self) -> dict[str, Callable[[], bytes]]:
        """How each file but the photographs is made, by its path."""
        issue = self.snapshot.issue
        return {
            "index.html": self._issue_page,
            **{
                f"clanky/{article.slug}/index.html": partial(self._article_page, article)
                for article in issue.articles
            },
            **{each.name: partial(_companion, each) for each in companions().values()},
            "pictures/ulice.svg": partial(_street, issue.number),
            "pictures/pruh.svg": partial(_strip, issue.number),
            "pictures/okno.svg": _icon,
            "pictures/eu.svg": partial(_emblem, self.snapshot.publication.eu),
        }

    def _issue_page(self) -> bytes:
        issue, publication = self.snapshot.issue, self.snapshot.publication
        return self._page(
            "issue.html",
            root="",
            departments=departments(issue),
            head=issue_head(self.snapshot, self.addresses),
            data=Markup(issue_data(self.snapshot, self.addresses, self.pdf, self.epub_bytes)),  # noqa: S704 - escaped by its writer
            citation=cite_issue(issue, publication, self.addresses),
        )

    def _article_page(self, article: Article) -> bytes:
        issue, publication = self.snapshot.issue, self.snapshot.publication
        return self._page(
            "article.html",
            root=TO_ISSUE,
            article=article,
            section=section_of(issue, article),
            people=profiled(issue, article),
            around=neighbours(issue, article),
            lift=page_helpers.lift(article.body),
            head=article_head(self.snapshot, article, self.addresses, self.pdf),
            data=Markup(  # noqa: S704 - escaped by its writer
                article_data(self.snapshot, article, self.addresses, self.pdf, self.epub_bytes)
            ),
            citation=cite_article(article, issue, publication, self.addresses, self.pdf),
            pdf_pages=pages_of(article, self.pdf),
            mended=corrections_of(issue, article),
        )

    def _page(self, template: str, *, root: str, **values: object) -> bytes:
        html = (
            environment()
            .get_template(f"web/edition/{template}")
            .render(
                issue=self.snapshot.issue,
                publication=self.snapshot.publication,
                addresses=self.addresses,
                pdf=self.pdf,
                pdf_href=root + pdf_name(self.snapshot.issue.number),
                epub_bytes=self.epub_bytes,
                epub_href=root + epub_name(self.snapshot.issue.number),
                root=root,
                companions=companions(),
                preloaded=PRELOADED,
                site_ways=WAYS,
                address=_relative,
                picture=self._copies,
                helpers=page_helpers,
                **values,
            )
        )
        return compact(html).encode()

    def _copies(self, file: str) -> tuple[Copy, ...]:
        return web_copies(self.snapshot.pictures[file])


def _companion(companion: Companion) -> bytes:
    return companion.data


def _relative(href: str) -> str:
    """A link of the article tree as an article's page writes it."""
    return f"../{href}/" if is_article(href) else href


def _street(number: str) -> bytes:
    return street_svg(number, width=6400, height=2200).encode()


def _strip(number: str) -> bytes:
    """One floor of windows behind the head of an article's page."""
    return facade_svg(number, columns=12, rows=1, width=800, height=72).encode()


def _icon() -> bytes:
    """A lit window."""
    return facade_svg("", columns=1, rows=1, width=64, height=64, lit_share=1).encode()


def _emblem(eu: EuPublicity) -> bytes:
    return emblem_of(eu).encode()
