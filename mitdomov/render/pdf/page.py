"""A snapshot in; the HTML that WeasyPrint sets, with the pictures and drawings it shows, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final
from urllib.parse import quote, urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Heading
from mitdomov.magazine.emblem import emblem_png
from mitdomov.magazine.model import Article, ArticleType, EuPublicity, Issue, Section
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render import page_helpers
from mitdomov.render.addresses import Addresses, is_article
from mitdomov.render.contents import departments, profiled, reading_order
from mitdomov.render.drawing.emblem import emblem_svg
from mitdomov.render.drawing.facade import window_svg
from mitdomov.render.drawing.street import street_svg
from mitdomov.render.environment import environment
from mitdomov.render.pdf import layout
from mitdomov.render.pdf.fit import Fit

PICTURE: Final = "snapshot:"
"""Scheme of the pictures and drawings that belong to the snapshot."""
GATHERED: Final = frozenset({ArticleType.NEWS_ITEM, ArticleType.EVENT})
"""Types of which several stand side by side under one title."""
LOOSE: Final = GATHERED | {ArticleType.EDITORIAL, ArticleType.PROFILE}
"""Types that are never fitted to a page."""
HIGHLIGHTS: Final = 4
"""So many articles are named on the cover."""


@dataclass(frozen=True, slots=True)
class Run:
    """Articles that are set as one piece: a single article, or all news of a section."""

    type: ArticleType
    articles: tuple[Article, ...]
    starts_page: bool


@dataclass(frozen=True, slots=True)
class PageDepartment:
    section: Section
    runs: tuple[Run, ...]


def page_html(snapshot: Snapshot, *, public_url: str, fits: Mapping[str, Fit] | None = None) -> str:
    """`fits` says by slug what a first layout has taught."""
    return _rendered("pdf/issue.html", snapshot, public_url, fits or {})


def article_html(snapshot: Snapshot, *, public_url: str, first_page: int) -> str:
    """The articles of `snapshot`, of which there is commonly one, and nothing around them."""
    return _rendered("pdf/one_article.html", snapshot, public_url, {}, first_page=first_page)


def _rendered(
    template: str, snapshot: Snapshot, public_url: str, fits: Mapping[str, Fit], **more: object
) -> str:
    issue = snapshot.issue
    return (
        _page_environment()
        .get_template(template)
        .render(
            issue=issue,
            publication=snapshot.publication,
            pictures=snapshot.pictures,
            departments=tuple(_departments(issue, fits)),
            fits=fits,
            highlights=_highlights(issue),
            keywords=[issue.theme, *(section.title for section in issue.sections)],
            public_url=public_url,
            addresses=Addresses(public_url, issue.number),
            **more,
        )
    )


def page_pictures(snapshot: Snapshot) -> Mapping[str, tuple[str, bytes]]:
    """Media type and bytes by name: the snapshot's pictures, and drawings under names of ours."""
    shown = {
        name: (picture.media_type, picture.data) for name, picture in snapshot.pictures.items()
    }
    drawings = {
        "cover.svg": street_svg(snapshot.issue.number, width=2100, height=2970),
        "window.svg": window_svg(),
    }
    drawings |= {f"{each}.svg": window_svg(each) for each in _respondents_initials(snapshot.issue)}
    return (
        shown
        | {f"drawn/{name}": ("image/svg+xml", svg.encode()) for name, svg in drawings.items()}
        | {"drawn/emblem": _emblem(snapshot.publication.eu)}
    )


def _emblem(eu: EuPublicity) -> tuple[str, bytes]:
    if eu.emblem:
        return "image/png", emblem_png(eu.emblem)
    return "image/svg+xml", emblem_svg().encode()


def _respondents_initials(issue: Issue) -> frozenset[str]:
    """Of all headings in surveys: which of them the page ranks third is the template's matter."""
    return frozenset(
        layout.initial(block)
        for article in issue.articles
        if article.type is ArticleType.SURVEY
        for block in article.body.blocks
        if isinstance(block, Heading)
    )


def picture_url(file: str) -> str:
    return PICTURE + quote(file, safe="")


@lru_cache(maxsize=1)
def _page_environment() -> Environment:
    made = environment().overlay()
    made.filters = made.filters | {
        "parts": layout.parts,
        "links_innermost": layout.links_innermost,
        "spaces_inside": layout.spaces_inside,
        "drop_cap": layout.drop_cap,
        "is_question": page_helpers.is_question,
        "unbolded": layout.unbolded,
        "initial": layout.initial,
        "is_figure": layout.is_figure,
        "without_gaps": layout.without_gaps,
        "picture_url": picture_url,
        "page_href": page_href,
        "bare_url": bare_url,
        "lower_first": lower_first,
        "day": lambda moment: moment.astimezone(PRAGUE).day,
    }
    made.globals = made.globals | {
        "profiled": profiled,
        "shape_of": _shape_of,
        "focus_of": _focus_of,
    }
    return made


def page_href(href: str, slug: str) -> str:
    """Where a link of the article `slug` leads inside the one document."""
    if href.startswith("#"):
        return f"#{slug}--{href[1:]}"
    return f"#{href}" if is_article(href) else href


def bare_url(url: str) -> str:
    """An address as it is read aloud: without scheme and closing slash.

    It is not divided at its hyphens, which a reader would take for those of a divided word.
    """
    parts = urlsplit(url)
    bare = f"{parts.netloc}{parts.path}".rstrip("/").removeprefix("www.") or url
    return bare.replace("-", "\u2011")


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@pass_context
def _shape_of(context: Context, file: str) -> str:
    """Height of a picture in per cent of its width, for a decoration drawn as background."""
    picture = context["pictures"][file]
    return f"{100 * picture.height_px / picture.width_px:.3f}"


@pass_context
def _focus_of(context: Context, file: str) -> str:
    """As `object-position` and `background-position` want it; nothing when none is marked."""
    focus = context["pictures"][file].focus
    return f"{100 * focus[0]:.1f}% {100 * focus[1]:.1f}%" if focus else ""


def chains(issue: Issue) -> tuple[tuple[str, ...], ...]:
    """Slugs of single articles between which nothing gathered stands, in reading order."""
    grouped = groupby(reading_order(issue), key=lambda article: article.type in LOOSE)
    return tuple(
        tuple(article.slug for article in group) for is_loose, group in grouped if not is_loose
    )


def _departments(issue: Issue, fits: Mapping[str, Fit]) -> Iterator[PageDepartment]:
    for department in departments(issue):
        yield PageDepartment(department.section, tuple(_runs(department.articles, fits)))


def _runs(articles: tuple[Article, ...], fits: Mapping[str, Fit]) -> Iterator[Run]:
    for kind, group in groupby(articles, key=lambda article: article.type):
        if kind in GATHERED:
            yield Run(kind, tuple(group), starts_page=False)
            continue
        for article in group:
            fit = fits.get(article.slug, Fit(starts_page=layout.starts_page(article)))
            yield Run(kind, (article,), fit.starts_page)


def _highlights(issue: Issue) -> tuple[Article, ...]:
    """What the cover names: the first longer piece of each section."""
    longer = [
        [article for article in department.articles if article.type in layout.LEADING]
        for department in departments(issue)
    ]
    return tuple(articles[0] for articles in longer if articles)[:HIGHLIGHTS]
