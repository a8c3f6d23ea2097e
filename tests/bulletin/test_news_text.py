"""What makes a piece of news fit to keep and fit to publish."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.bulletin.news.regions import REGIONS, is_region, region_of
from mitdomov.bulletin.news.text import (
    NewsText,
    pictures_in,
    problems_of_draft,
    problems_of_publishing,
    shown,
)
from mitdomov.document.text_writer import write_text
from mitdomov.render.drawing.palette import DARK, LIGHT

GOOD = NewsText(
    title="Obce se mohou hlásit",
    perex="Do konce ledna.",
    body="Text s [odkazem](https://obce.example/) a\n\n![Dům](dum.png)",
    source_name="MMR",
    source_url="https://mmr.example/",
    picture="dum.png",
    picture_alt="Dům",
    as_of=date(2026, 11, 1),
)


def test_good_news_have_no_problem() -> None:
    assert problems_of_draft(GOOD) == {}
    assert problems_of_publishing(GOOD, {"dum.png": 1}) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"region": ""}, "region"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "mmr.example"}, "source_url"),
        ({"source_url": "https://jan@mmr.example/"}, "source_url"),
        ({"perex": "Posíláme ⟦unsubscribe⟧"}, "perex"),
        ({"picture_alt": "⟦"}, "picture_alt"),
        ({"body": "# Nadpis první úrovně"}, "body"),
        ({"author": "x" * 201}, "author"),
    ],
)
def test_some_things_cannot_even_be_kept(changes: dict[str, str], field: str) -> None:
    text = replace(NewsText(title="Dobrá", perex="Ano."), **changes)  # type: ignore[arg-type]
    assert field in problems_of_draft(text)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Viz [článek](jiny-clanek).", "nikam nevede"),
        ("![](dum.png)", "Popište obrázek"),
        ("![Dům](cizi.png)", "v knihovně médií není"),
    ],
)
def test_the_body_must_hold_what_readers_can_use(body: str, words: str) -> None:
    problems = problems_of_publishing(NewsText(title="A", perex="B", body=body), {"dum.png": 1})
    assert words in problems["body"]


def test_a_perex_has_three_hundred_characters_at_most() -> None:
    just = NewsText(title="A", perex="x" * 300)
    assert problems_of_publishing(just, {}) == {}
    over = NewsText(title="A", perex="x" * 301)
    assert "perex" in problems_of_publishing(over, {})
    assert "perex" not in problems_of_draft(over)


def test_pictures_are_those_of_the_head_and_of_the_body_once() -> None:
    assert pictures_in(GOOD) == ("dum.png",)
    assert pictures_in(NewsText(title="A", body="⟦", picture="a.png")) == ("a.png",)


def test_readers_get_czech_typography() -> None:
    text = shown(NewsText(title='Řekl "ano" v Praze', perex="A - b", body='Slovo "v" uvozovkách.'))
    assert text.title == "Řekl „ano“ v\u00a0Praze"
    assert "„v“" in write_text(text.body)


def test_every_region_has_a_colour_for_light_and_dark() -> None:
    for region in REGIONS:
        assert is_region(region.slug)
        assert region.colour in LIGHT
        assert region.colour in DARK
    assert region_of("zrusena").slug == "zrusena"
