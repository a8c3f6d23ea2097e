"""Text as PDFs give it becomes text to read: words whole, heads gone, letters as on keyboards."""

import pytest

from mitdomov.editorial.past.text import readable, with_headings

FULL = "Dlouhý řádek odstavce, který sahá až k okraji sloupce a pokračuje"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("sociální byd\u2010", "lení"), "sociální bydlení"),
        (("sociální byd\u00ad", "lení"), "sociální bydlení"),
        (("sociální byd\u0002", "lení"), "sociální bydlení"),
        (("sociální byd-", "lení"), "sociální bydlení"),
        (("bude-", "li potřeba"), "bude-li potřeba"),
        (("bude-", "-li potřeba"), "bude-li potřeba"),
        (("Frýdek-", "Místek"), "Frýdek-Místek"),
        (("česko-slovenský, česko-", "slovenský"), "česko-slovenský, česko-slovenský"),
        (("v letech 2023 -", "a potom"), "v letech 2023 - a potom"),
        (("po\u00adkoj", ""), "pokoj"),
        (("je\u2010li", ""), "je-li"),
        (("ﬁnance a ﬂotila, oﬃcer, eﬀekt", ""), "finance a flotila, officer, effekt"),
        (("pr\u030ci\u0301klad", ""), "p\u0159\u00edklad"),
        (("a\u00a0b\u2009 c", ""), "a b c"),
    ],
)
def test_broken_words_are_whole_again(lines: tuple[str, ...], text: str) -> None:
    assert readable(["\r\n".join(lines)]) == (text,)


def test_lines_become_paragraphs() -> None:
    page = [
        "Nadpis článku",
        f"{FULL} první větou",
        f"{FULL} druhou větou",
        "která tu končí.",
        f"{FULL} novým odstavcem",
        "a ten tu končí.",
    ]
    assert readable(["\n".join(page)])[0].splitlines() == [
        "Nadpis článku",
        f"{FULL} první větou {FULL} druhou větou která tu končí.",
        f"{FULL} novým odstavcem a ten tu končí.",
    ]


def test_what_repeats_at_the_edges_is_gone() -> None:
    pages = [f"Mít domov 2/2023\nStrana s číslem {n} a {'slovy' * n}\n{n}" for n in range(1, 9)]
    assert readable(pages) == tuple(f"Strana s číslem {n} a {'slovy' * n}" for n in range(1, 9))


def test_left_and_right_heads_are_both_gone() -> None:
    heads = ("Mít domov | {}", "{} | Prevence")
    pages = [f"{heads[n % 2].format(n)}\nObsah strany {'x' * n}" for n in range(2, 12)]
    assert all(page.startswith("Obsah strany") for page in readable(pages))


def test_what_repeats_within_pages_stays() -> None:
    pages = [
        f"Nahoře {'a' * n}\nB {'b' * n}\nStejná věta.\nC {'c' * n}\nDole {'d' * n}"
        for n in range(1, 9)
    ]
    assert all("Stejná věta." in page for page in readable(pages))


def test_a_short_magazine_keeps_its_lines() -> None:
    assert readable(["Titulek\nText", "Titulek\nText"]) == ("Titulek Text", "Titulek Text")


def test_an_empty_page_is_empty() -> None:
    assert readable(["", " \r\n ", "\ufffe"]) == ("", "", "")


def test_titles_of_bookmarks_stand_alone() -> None:
    text = "Konec věty. Anketa Odpovídali lidé z Anketár."
    assert with_headings(text, ["Anketa"]) == "Konec věty.\nAnketa\nOdpovídali lidé z Anketár."
    assert with_headings("Anketáři", ["Anketá"]) == "Anketáři"
    assert with_headings("Text", ["Není"]) == "Text"
