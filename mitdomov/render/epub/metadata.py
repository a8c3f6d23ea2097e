"""A snapshot in; what its book says about itself to libraries and to readers who cannot see, out.

The terms are those of Dublin Core and of schema.org's accessibility vocabulary, as EPUB
Accessibility 1.1, section 2, asks for them. Only what the program knows is claimed: no conformance
to WCAG, which a person would have to judge (ADR 27).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from mitdomov.magazine.model import Issue
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.magazine.usage import figures
from mitdomov.render.contents import reading_order
from mitdomov.render.epub.people import Person, people_of


@dataclass(frozen=True, slots=True)
class Accessibility:
    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    """Which senses alone are enough, one entry for each set of them."""
    features: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Metadata:
    identifier: str
    """The same for every release of an issue; `modified` tells them apart."""
    title: str
    modified: str
    """To the second, in UTC."""
    position: str
    """Place in the series, e.g. `2026.1`."""
    people: tuple[Person, ...]
    accessibility: Accessibility


def metadata_of(
    snapshot: Snapshot, *, address: str, made_at: datetime | None = None, has_pages: bool = False
) -> Metadata:
    """`address` is that of the issue on the web, which never changes.

    `made_at` is aware; `has_pages` tells whether the book marks the pages of the PDF.
    """
    issue, publication = snapshot.issue, snapshot.publication
    number, year = issue.number.split("/")
    sample = " (ukázkové číslo)" if issue.is_sample else ""
    return Metadata(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, address)}",
        title=f"{publication.title} {issue.number}: {issue.theme}{sample}",
        modified=_to_the_second(made_at or _changed_at(snapshot)),
        position=f"{year}.{number}",
        people=people_of(snapshot),
        accessibility=_accessibility(issue, has_pages=has_pages),
    )


def _to_the_second(moment: datetime) -> str:
    """As EPUB 3.3, 5.5.3.2.2, writes it; `strftime` has fewer digits for early years."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _changed_at(snapshot: Snapshot) -> datetime:
    """The beginning of the youngest day that the content knows of."""
    updated_on = snapshot.issue.updated_on
    youngest = max(updated_on, snapshot.publication.help_box.confirmed_on or updated_on)
    return datetime.combine(youngest, time(), UTC)


def _accessibility(issue: Issue, *, has_pages: bool) -> Accessibility:
    described = list(_are_described(issue))
    has_pictures, are_all_described = bool(described), all(described)
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
        "ARIA",
    ]
    if has_pages:
        features += ["pageNavigation", "pageBreakMarkers"]
    if has_pictures and are_all_described:
        features.append("alternativeText")
    return Accessibility(
        modes=("textual", "visual") if has_pictures else ("textual",),
        sufficient=("textual",) if are_all_described else ("textual,visual",),
        features=tuple(features),
        summary=" ".join(
            _summary(
                has_pictures=has_pictures, are_all_described=are_all_described, has_pages=has_pages
            )
        ),
    )


def _summary(*, has_pictures: bool, are_all_described: bool, has_pages: bool) -> Iterator[str]:
    yield "Kniha má obsah po rubrikách, nadpisy, seznamy a tabulky se záhlavím."
    yield "Poznámky pod čarou odkazují tam i zpět a cizojazyčná slova mají označený jazyk."
    yield "Písmo, velikost, řádkování i barvy si čtenář může nastavit ve své čtečce."
    if has_pictures and are_all_described:
        yield "Obrázky mají textový popis, ozdobné jsou jako ozdobné označené."
    elif has_pictures:
        yield "Některým obrázkům chybí textový popis."
    if has_pages:
        yield "Začátky a seznam stránek odpovídají PDF téhož čísla."
    yield (
        "Stavba knihy je strojově zkoušená podle EPUB Accessibility 1.1 a WCAG 2.2 AA; shodu "
        "tohoto čísla ale neposuzoval člověk, a proto ji kniha netvrdí."
    )


def _are_described(issue: Issue) -> Iterator[bool]:
    """Of each picture but portraits, which stand beside the name of whom they show."""
    if issue.cover.picture:
        yield bool(issue.cover.alt)
    for article in reading_order(issue):
        if article.picture is not None:
            yield article.picture.is_decorative or bool(article.picture.alt)
        yield from (figure.is_decorative or bool(figure.alt) for figure in figures(article))
