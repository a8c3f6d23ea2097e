"""How many pages an article takes, guessed without laying it out."""

from dataclasses import replace

import pytest

from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.magazine.model import Article
from mitdomov.render.pdf.estimate import QUARTER, estimate_pages
from tests.render.pages import sample_snapshot

LAID_OUT = {
    "uvodni-slovo": 0.84,
    "prvni-klice": 2.84,
    "kolik-stoji-byt": 2.58,
    "zakon-na-prepazce": 2.39,
    "na-schodech": 2.06,
    "kde-se-krivka-zlomila": 2.19,
    "dopis-pred-dopisem": 2.12,
    "dvur-jako-soused": 1.94,
    "klic-na-vlastnim-krouzku": 1.93,
    "rozhovor-mlynkova": 1.69,
    "rozhovor-brazda": 1.43,
    "anketa-podruhe-jinak": 0.92,
    "agentura-dvere": 1.65,
    "fara-ve-mlynci": 1.90,
}
"""Pages of the sample's articles as WeasyPrint set them."""


def article(slug: str) -> Article:
    return next(each for each in sample_snapshot().issue.articles if each.slug == slug)


@pytest.mark.parametrize("slug", LAID_OUT)
def test_estimate_is_near_the_layout(slug: str) -> None:
    assert estimate_pages(article(slug)) == pytest.approx(LAID_OUT[slug], abs=QUARTER)


def test_estimate_comes_in_quarters_and_is_never_nothing() -> None:
    empty = replace(article("webinar-cisla-bez-prikras"), body=Document(), perex="")
    assert estimate_pages(empty) == QUARTER
    assert all(estimate_pages(article(slug)) % QUARTER == 0 for slug in LAID_OUT)


def test_more_text_takes_more_pages() -> None:
    short = article("agentura-dvere")
    more = tuple(Paragraph((Text("slovo " * 100),), id=f"p{n}") for n in range(20))
    longer = replace(short, body=Document((*short.body.blocks, *more)))
    assert estimate_pages(longer) > estimate_pages(short) + 2
