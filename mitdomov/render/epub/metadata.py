"""A snapshot in; what its book says about itself to libraries and to readers who cannot see, out.

The terms are those of Dublin Core and of schema.org's accessibility vocabulary, as EPUB
Accessibility 1.1, section 2, asks for them. Only what the program knows is claimed: no conformance
to WCAG, which a person would have to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
    """The same for every revision of an issue; `modified` tells them apart."""
    title: str
    modified: str
    """To the second, in UTC."""
    position: str
    """Place in the series, e.g. `2026.1`."""
    people: tuple[Person, ...]
    accessibility: Accessibility


def metadata_of(snapshot: Snapshot, *, address: str) -> Metadata:
    """`address` is that of the issue on the web, which never changes."""
    issue, publication = snapshot.issue, snapshot.publication
    number, year = issue.number.split("/")
    sample = " (ukázkové číslo)" if issue.is_sample else ""
    return Metadata(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, address)}",
        title=f"{publication.title} {issue.number}: {issue.theme}{sample}",
        modified=f"{_changed_on(snapshot).isoformat()}T00:00:00Z",
        position=f"{year}.{number}",
        people=people_of(snapshot),
        accessibility=_accessibility(issue),
    )


def _changed_on(snapshot: Snapshot) -> date:
    """The youngest day that the content knows of: the same snapshot gives the same book."""
    updated_on = snapshot.issue.updated_on
    return max(updated_on, snapshot.publication.help_box.confirmed_on or updated_on)


def _accessibility(issue: Issue) -> Accessibility:
    described = list(_are_described(issue))
    has_pictures, are_all_described = bool(described), all(described)
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
    ]
    if has_pictures and are_all_described:
        features.append("alternativeText")
    return Accessibility(
        modes=("textual", "visual") if has_pictures else ("textual",),
        sufficient=("textual",) if are_all_described else ("textual,visual",),
        features=tuple(features),
        summary=_summary(has_pictures=has_pictures, are_all_described=are_all_described),
    )


def _summary(*, has_pictures: bool, are_all_described: bool) -> str:
    sentences = [
        "Kniha má obsah po rubrikách, nadpisy, seznamy a tabulky se záhlavím.",
        "Poznámky pod čarou odkazují tam i zpět a cizojazyčná slova mají označený jazyk.",
        "Písmo, velikost, řádkování i barvy si čtenář může nastavit ve své čtečce.",
    ]
    if has_pictures and are_all_described:
        sentences.append("Obrázky mají textový popis, ozdobné jsou jako ozdobné označené.")
    elif has_pictures:
        sentences.append("Některým obrázkům chybí textový popis.")
    return " ".join(sentences)


def _are_described(issue: Issue) -> Iterator[bool]:
    """Of each picture but portraits, which stand beside the name of whom they show."""
    if issue.cover.picture:
        yield bool(issue.cover.alt)
    for article in reading_order(issue):
        if article.picture is not None:
            yield article.picture.is_decorative or bool(article.picture.alt)
        yield from (figure.is_decorative or bool(figure.alt) for figure in figures(article))
