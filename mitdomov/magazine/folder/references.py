"""The parts of an issue in, findings out about names that are taken twice or lead nowhere."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final, TypeAlias

from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.report import Read, Report
from mitdomov.magazine.folder.toml_source import FieldPath
from mitdomov.magazine.model import Article, Issue, Publication
from mitdomov.magazine.usage import figures, named_pictures

_NEAR_FILE_NAME: Final = 0.8
"""More than for other names: a shared extension alone makes two file names alike."""
_Naming: TypeAlias = tuple[FieldPath, str]
"""Where a name stands in a table, and the name."""


def check_article_names(files: Iterable[str], report: Report) -> None:
    """Reports articles whose number or slug an earlier file has."""
    taken: dict[int | str, str] = {}
    for path in sorted(files):
        number, slug = paths.article_of(path) or (0, "")
        if not slug:
            continue
        if number in taken:
            sentence = f"Číslo {number} už má soubor {taken[number]}; jeden z nich přečíslujte."
            report.block("duplicate-article-number", Place(path), sentence)
        if slug in taken:
            sentence = f"Název „{slug}“ už má soubor {taken[slug]}; jeden z nich přejmenujte."
            report.block("duplicate-slug", Place(path), sentence)
        taken.setdefault(number, path)
        taken.setdefault(slug, path)


def check_slugs(read: Read[Issue] | Read[Publication], report: Report) -> None:
    """Reports sections, contributors and mailing lists whose slug an earlier one has."""
    for array, slugs in _slugs(read.value).items():
        for index, slug in enumerate(slugs):
            if slug in slugs[:index]:
                place = read.source.field(array, index, "slug")
                sentence = f"Zkratka „{slug}“ je tu podruhé; zvolte jinou."
                report.block("duplicate-slug", place, sentence)


def _slugs(value: Issue | Publication) -> dict[str, list[str]]:
    match value:
        case Issue():
            return {
                "sections": [section.slug for section in value.sections],
                "contributors": [contributor.slug for contributor in value.contributors],
            }
        case Publication():
            return {"lists": [mailing_list.slug for mailing_list in value.lists]}


def check_people_and_section(article: Read[Article], issue: Issue, report: Report) -> None:
    """Reports a section or contributors of `article` that the issue does not have."""
    sections = [section.slug for section in issue.sections]
    if article.value.section not in sections:
        report.block(
            "unknown-section",
            article.source.field("section"),
            f"Rubriku „{article.value.section}“ číslo nemá; "
            + _advice(article.value.section, sections, "založte ji v něm, nebo vyberte jinou."),
        )
    contributors = [contributor.slug for contributor in issue.contributors]
    for path, name in _people(article.value):
        if name not in contributors:
            report.block(
                "unknown-contributor",
                article.source.field(*path),
                f"„{name}“ není mezi lidmi čísla; "
                + _advice(name, contributors, "přidejte toto jméno mezi ně."),
            )


def _advice(name: str, known: list[str], otherwise: str) -> str:
    nearest = get_close_matches(name, known, n=1)
    return f"mysleli jste „{nearest[0]}“?" if nearest else otherwise


def _people(article: Article) -> Iterator[_Naming]:
    for role in ("authors", "translators", "revisers"):
        for index, name in enumerate(getattr(article, role)):
            yield (role, index), name


def check_pictures(
    read: Read[Article] | Read[Issue], pictures: Collection[str], report: Report
) -> None:
    """Reports pictures that a table names and `images/` does not hold."""
    for path, name in named_pictures(read.value):
        if name not in pictures:
            report.block("missing-picture", read.source.field(*path), _missing(name, pictures))


def check_figures(article: Read[Article], pictures: Collection[str], report: Report) -> None:
    """Reports figures of the body whose picture `images/` does not hold."""
    for figure in figures(article.value):
        if figure.picture not in pictures:
            place = article.source.block(figure)
            report.block("missing-picture", place, _missing(figure.picture, pictures))


def _missing(name: str, pictures: Collection[str]) -> str:
    nearest = get_close_matches(name, pictures, n=1, cutoff=_NEAR_FILE_NAME)
    advice = (
        f"mysleli jste „{nearest[0]}“?" if nearest else "přidejte jej, nebo jej z textu vyjměte."
    )
    return f"Obrázek „{name}“ mezi obrázky čísla není; {advice}"
