"""A snapshot in; its book for e-readers out, one XHTML page for each article (EPUB 3.3).

Pages are made from the article tree by macros of their own, in strict XML. Nothing fixes colours of
text or sizes of letters: whoever reads sets those in the reader, dark mode among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from mitdomov import places
from mitdomov.magazine.model import Article, ArticleType, Contributor, Issue
from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.magazine.usage import shown_pictures
from mitdomov.render import page_helpers
from mitdomov.render.addresses import Addresses
from mitdomov.render.contents import departments, profiled, reading_order, section_of
from mitdomov.render.drawing.cover_picture import CoverPicture, cover_picture
from mitdomov.render.environment import environment
from mitdomov.render.epub.container import container
from mitdomov.render.epub.links import Links, web_address
from mitdomov.render.epub.metadata import metadata_of
from mitdomov.render.epub.pagination import CONTENTS, COVER, IMPRINT, Pagination, paginate
from mitdomov.render.letter.pictures import EMBLEM, drawn
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.pictures import Copy, sized
from mitdomov.render.web.citing import pages_of
from mitdomov.render.xml_text import legal

FONTS: Final = (
    "SourceSerif4-Regular.woff2",
    "SourceSerif4-It.woff2",
    "SourceSerif4-Semibold.woff2",
    "SourceSerif4Display-Semibold.woff2",
)
MAX_SIDE_PX: Final = 1600
_FOLDER: Final = "EPUB"
_PACKAGE: Final = f"{_FOLDER}/mit-domov.opf"
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    f'<rootfiles><rootfile full-path="{_PACKAGE}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the order of reading."""

    id: str
    path: str
    data: bytes


def render_epub(
    snapshot: Snapshot,
    *,
    public_url: str,
    pdf: PdfFacts | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """The whole file; the same arguments give the same bytes.

    `pdf` tells where its pages begin, for those who cite by page. `made_at` is when readers get
    the book; with its identifier it names the release (EPUB 3.3, 5.5.3.2.3). Without it the book
    is of the youngest day that its content knows of.
    """
    book = _Book(
        snapshot,
        Addresses(public_url, snapshot.issue.number),
        cover_picture(snapshot),
        pdf,
        _pagination(snapshot, pdf),
        made_at,
    )
    return container(
        {
            "META-INF/container.xml": _CONTAINER.encode(),
            **{f"{_FOLDER}/{path}": data for path, data in book.files()},
        }
    )


@dataclass(frozen=True, slots=True)
class _Book:
    snapshot: Snapshot
    addresses: Addresses
    cover: CoverPicture
    pdf: PdfFacts | None
    pagination: Pagination
    made_at: datetime | None

    def files(self) -> Iterator[tuple[str, bytes]]:
        pages = tuple(self._pages())
        yield _PACKAGE.removeprefix(f"{_FOLDER}/"), self._package(pages)
        yield from ((page.path, page.data) for page in pages)
        yield "kniha.css", _stylesheet()
        yield f"pictures/{self.cover.name}", self.cover.data
        yield "pictures/eu.png", drawn(EMBLEM, self.snapshot)
        yield from ((f"pictures/{copy.name}", copy.data) for copy in self._pictures())
        yield from ((f"fonts/{name}", _font(name)) for name in FONTS)

    def _pages(self) -> Iterator[Page]:
        issue = self.snapshot.issue
        yield self._page("obalka", "cover", cover=self.cover)
        yield self._page("titul", "title")
        yield self._page("pomoc", "help")
        yield self._page("obsah", "nav", departments=departments(issue), has_people=self._others)
        yield from (self._article(article) for article in reading_order(issue))
        if others := self._others:
            yield self._page("medailonky", "people", people=others)
        yield self._page("tiraz", "imprint")

    def _article(self, article: Article) -> Page:
        issue = self.snapshot.issue
        gathers = article.type is ArticleType.PROFILE
        people = profiled(issue, article)
        return self._page(
            f"clanek-{article.slug}",
            "article",
            path=_path_of(article),
            article=article,
            section=section_of(issue, article),
            people=people if gathers else (),
            signed=() if gathers else tuple((each, self._place(each)) for each in people),
            lift=page_helpers.lift(article.body),
            pdf_pages=pages_of(article, self.pdf),
            address=Links(article, issue, self.addresses),
        )

    def _place(self, person: Contributor) -> str:
        """Where the medailonek stands, from an article's page; each stands in the book once."""
        gathering = _gathering(self.snapshot.issue).get(person.slug)
        page = f"{gathering}.xhtml" if gathering else "../medailonky.xhtml"
        return f"{page}#_{person.slug}"

    @property
    def _others(self) -> tuple[Contributor, ...]:
        """Those of the issue's articles whose medailonek no article of the book gathers."""
        issue = self.snapshot.issue
        gathered = _gathering(issue)
        named = {each.slug for article in issue.articles for each in profiled(issue, article)}
        return tuple(each for each in issue.contributors if each.slug in named - gathered.keys())

    def _page(self, id: str, template: str, *, path: str = "", **values: object) -> Page:  # noqa: A002
        path = path or f"{id}.xhtml"
        data = self._xml(
            f"{template}.xhtml",
            root="../" * path.count("/"),
            opening=self.pagination.opening(path),
            within=self.pagination.within(path),
            marks=self.pagination.marks,
            **values,
        )
        return Page(id, path, data)

    def _package(self, pages: tuple[Page, ...]) -> bytes:
        return self._xml(
            "package.opf",
            about=metadata_of(
                self.snapshot,
                address=self.addresses.issue,
                made_at=self.made_at,
                has_pages=bool(self.pagination.marks),
            ),
            has_pages=bool(self.pagination.marks),
            pages=pages,
            pictures=self._pictures(),
            cover=self.cover,
            fonts=FONTS,
        )

    def _xml(self, template: str, **values: object) -> bytes:
        shared: dict[str, object] = {
            "issue": self.snapshot.issue,
            "publication": self.snapshot.publication,
            "addresses": self.addresses,
            "address": web_address,
            "web_address": web_address,
            "picture": self._copy,
            "helpers": page_helpers,
        }
        text = environment().get_template(f"epub/{template}").render(shared | values)
        return legal(text).encode()

    def _pictures(self) -> tuple[Copy, ...]:
        """Each file once: two pictures of an issue may be the same."""
        copies = (self._copy(file) for file in self._shown())
        return tuple({copy.name: copy for copy in copies}.values())

    def _shown(self) -> list[str]:
        """All that pages show; the cover has a picture of its own."""
        return shown_pictures(_without_cover(self.snapshot.issue))

    def _copy(self, file: str) -> Copy:
        return _fitting(self.snapshot.pictures[file])


def _path_of(article: Article) -> str:
    return f"clanky/{article.slug}.xhtml"


def _pagination(snapshot: Snapshot, pdf: PdfFacts | None) -> Pagination:
    articles = ((_path_of(each), each.slug) for each in reading_order(snapshot.issue))
    return paginate(
        (
            ("obalka.xhtml", str(COVER)),
            ("obsah.xhtml", CONTENTS),
            *articles,
            ("tiraz.xhtml", IMPRINT),
        ),
        pdf,
    )


def _fitting(picture: SnapshotPicture) -> Copy:
    """At most `MAX_SIDE_PX` on either side."""
    width = min(MAX_SIDE_PX, MAX_SIDE_PX * picture.width_px // picture.height_px)
    return sized(picture, max(1, width))


def _gathering(issue: Issue) -> dict[str, str]:
    """By a person's slug the slug of the article that shows the medailonek."""
    found: dict[str, str] = {}
    for article in reading_order(issue):
        if article.type is ArticleType.PROFILE:
            for person in profiled(issue, article):
                found.setdefault(person.slug, article.slug)
    return found


def _without_cover(issue: Issue) -> Issue:
    return replace(issue, cover=replace(issue.cover, picture=""))


@lru_cache(maxsize=1)
def _stylesheet() -> bytes:
    return (places.TEMPLATES / "epub" / "kniha.css").read_bytes()


@lru_cache(maxsize=len(FONTS))
def _font(name: str) -> bytes:
    return (places.FONTS / name).read_bytes()
