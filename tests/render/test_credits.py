"""Every translation says what it is translated from, by whom, and by which right."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.document.tree import Language, Link, plain
from mitdomov.magazine.model import (
    Article,
    ArticleType,
    Contributor,
    Gender,
    Issue,
    Original,
    Permission,
)
from mitdomov.render.credits import Byline, bylines, credit, translated_by

EVA = Contributor("eva", "Eva Malá", gender=Gender.FEMININE)
IVA = Contributor("iva", "Iva Dlouhá", gender=Gender.FEMININE)
JAN = Contributor("jan", "Jan Krátký", affiliation="Univerzita", gender=Gender.MASCULINE)
KIM = Contributor("kim", "Kim Novák")
ORIGINAL = Original(
    title="The Long Way Home",
    authors=("Ann Berg",),
    language="en-GB",
    publication="Housing Notes",
    year=2025,
    volume="12",
    number="1",
    pages="3–18",
    url="https://notes.example/3",
    licence="CC BY 4.0",
)
ARTICLE = Article("cesta", ArticleType.TRANSLATION, "svet", "Cesta", original=ORIGINAL)


def issue_of(article: Article) -> Issue:
    return Issue(
        "1/2026", "Téma", date(2026, 5, 14), articles=(article,), contributors=(EVA, IVA, JAN, KIM)
    )


def line(article: Article) -> str:
    return plain(credit(article, issue_of(article))).replace("\u00a0", " ")


def test_full_credit_line() -> None:
    """All known fields of the Original stand in the order that readers know."""
    article = replace(ARTICLE, translators=("eva",), revisers=("jan",))
    assert line(article) == (
        "Z anglického originálu «The Long Way Home» (Ann Berg, Housing Notes, 2025, 12, 1: 3–18) "
        "přeložila Eva Malá. Odborná revize: Jan Krátký. Licence originálu: CC BY 4.0."
    )


def test_foreign_title_carries_its_language_and_link() -> None:
    """A screen reader pronounces the title in English; its address is one click away."""
    title = credit(ARTICLE, issue_of(ARTICLE))[1]
    assert isinstance(title, Language)
    assert title.lang == "en-GB"
    assert isinstance(title.children[0], Link)


@pytest.mark.parametrize(
    ("translators", "words"),
    [
        (("eva",), "» (A, N) přeložila Eva Malá."),
        (("jan",), "» (A, N) přeložil Jan Krátký."),
        (("eva", "iva"), "» (A, N) přeložily Eva Malá a Iva Dlouhá."),
        (("eva", "jan"), "» (A, N) přeložili Eva Malá a Jan Krátký."),
        (("jan", "kim"), "» (A, N) přeložili Jan Krátký a Kim Novák."),
        (("kim",), "» (A, N). Překlad: Kim Novák."),
        (("eva", "kim"), "» (A, N). Překlad: Eva Malá a Kim Novák."),
        (("eva", "iva", "jan"), "» (A, N) přeložili Eva Malá, Iva Dlouhá a Jan Krátký."),
        ((), "» (A, N)."),
    ],
)
def test_verb_agrees_with_the_translators(translators: tuple[str, ...], words: str) -> None:
    """Whoever's gender is unknown is credited without a verb."""
    original = Original("T", ("A",), "fi", publication="N")
    article = replace(ARTICLE, translators=translators, original=original)
    assert line(article) == f"Z finského originálu «T{words}"


def test_unknown_language_needs_no_adjective() -> None:
    assert line(replace(ARTICLE, original=Original("T", ("A",), "tlh"))) == "Z originálu «T» (A)."


def test_quotation_marks_in_the_title_do_not_meet_those_around_it() -> None:
    original = Original("Housing First «x»", ("A", "B"), "en")
    assert line(replace(ARTICLE, original=original)) == (
        "Z anglického originálu «Housing First ‹x›» (A a B)."
    )


def test_permission_is_named_when_there_is_no_licence() -> None:
    permission = Permission("Housing Notes", date(2026, 2, 3))
    original = Original("T", ("A",), "de", permission=permission)
    assert line(replace(ARTICLE, original=original)).endswith(
        "Uveřejněno se svolením držitele práv: Housing Notes."
    )


def test_article_without_original_has_no_credit() -> None:
    assert line(replace(ARTICLE, original=None)) == ""


def test_teaser_says_who_translated() -> None:
    article = replace(ARTICLE, translators=("eva",))
    assert translated_by(article, issue_of(article)) == "Přeložila Eva Malá"
    assert translated_by(ARTICLE, issue_of(ARTICLE)) == ""


def test_bylines_start_with_the_authors_of_the_original() -> None:
    """A Czech contributor who is the original's author too is named once, with affiliation."""
    article = replace(ARTICLE, authors=("jan",))
    assert bylines(article, issue_of(article)) == (
        Byline("Ann Berg"),
        Byline("Jan Krátký", "Univerzita"),
    )
    own = replace(article, original=replace(ORIGINAL, authors=("Jan Krátký",)))
    assert bylines(own, issue_of(own)) == (Byline("Jan Krátký", "Univerzita"),)
