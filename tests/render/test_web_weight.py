"""What an article page of the sample costs its reader without pictures: 60 kB, italics and all."""

import gzip

import pytest
from fontTools.subset import parse_unicodes

from assets.subset_fonts import RANGE
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.render.web.companions import FONTS, STYLE, companions
from mitdomov.render.web.edition import web_file
from tests.render.pages import PUBLIC_URL, sample_snapshot

BUDGET_BYTES = 60_000
PDF = PdfFacts(pages=84, size_bytes=1_200_000)
SLUGS = [article.slug for article in sample_snapshot().issue.articles]

INVISIBLE = {"\u2060", "\u00ad"}
"""Joiners and soft hyphens, which no font draws."""


def compressed(data: bytes) -> int:
    """As the weaker of the two codings that the web offers; a font is compressed already."""
    return len(gzip.compress(data, 9, mtime=0))


def page_of(slug: str) -> bytes:
    path = f"clanky/{slug}/index.html"
    page = web_file(sample_snapshot(), path, public_url=PUBLIC_URL, pdf=PDF)
    assert page is not None
    return page


@pytest.mark.parametrize("slug", SLUGS)
def test_article_page_keeps_to_its_weight(slug: str) -> None:
    """All small fonts count, though a page without italics does not ask for theirs."""
    page = page_of(slug)
    assert b".js" not in page
    fonts = sum(len(companions()[font].data) for font in FONTS if ".cs." in font)
    styles = compressed(companions()[STYLE].data)
    assert fonts + styles + compressed(page) <= BUDGET_BYTES


@pytest.mark.parametrize("slug", SLUGS)
def test_article_page_asks_for_no_style_of_other_pages(slug: str) -> None:
    page = page_of(slug).decode()
    assert page.count('rel="stylesheet"') == 1
    assert companions()[STYLE].name in page


def test_no_article_is_written_with_letters_of_a_whole_font() -> None:
    """Otherwise it would cost what the budget does not count."""
    small = {chr(code) for code in parse_unicodes(RANGE)}
    for slug in SLUGS:
        beyond = set(page_of(slug).decode()) - small - {"\n"}
        assert not beyond - INVISIBLE, slug
