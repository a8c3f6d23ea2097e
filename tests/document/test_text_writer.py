"""The text part of a letter reads well without any mark-up."""

import pytest
from hypothesis import given, settings

from mitdomov.document.markdown.reader import parse
from mitdomov.document.normal import normal
from mitdomov.document.text_writer import write_text
from mitdomov.document.tree import Document
from mitdomov.document.walk import footnotes
from tests.document.document_strategies import documents

URL = "https://www.a.example/velmi/dlouha/adresa/ktera/se/nesmi/zlomit/ani/kdyby/se/nevesla/12345"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## Úvod", "Úvod\n====\n"),
        ("### Úvod", "Úvod\n----\n"),
        ("**Tučně** a *kurzivou* H~2~O.", "Tučně a kurzivou H₂O.\n"),
        ("46 m^2^, 10^−6^ a a[x y]{.sup}", "46 m², 10⁻⁶ a a^(x y)\n"),
        ("[web](https://a.example) a dál", "web <https://a.example> a dál\n"),
        ("[jana@a.example](mailto:jana@a.example)", "jana@a.example\n"),
        ("[níže](#tabulka) a [jinde](02-clanek)", "níže a jinde\n"),
        ("- a\n- b\n  1. c", "- a\n- b\n  1. c\n"),
        ("9. a\n10. b\n    - c", "9. a\n10. b\n    - c\n"),
        ("> Věta.\n>\n> — Jan", "> Věta.\n>\n> — Jan\n"),
        ("::: pullquote\nVěta.\n\n— Jan\n:::", "    Věta.\n    — Jan\n"),
        ("::: callout Rada\nText.\n:::", "| Rada\n|\n| Text.\n"),
        (
            '![Dům](a.png "Foto: Jan"){licence="CC BY 4.0"}\nPopisek.',
            "[Obrázek: Dům]\nPopisek. (Foto: Jan, CC BY 4.0)\n",
        ),
        ("![](a.png){.decorative}", ""),
        ("::: embed https://v.example\nZáznam\n:::", "Záznam <https://v.example>\n"),
        ("roz\u00addě\u00adlení", "rozdělení\n"),
        (
            "| Město | Bytů |\n|-|-|\n| Písek | 37 |\n\nTable: Byty",
            "Byty\n\nMěsto   Bytů\n-----   ----\nPísek   37\n",
        ),
        (
            "a^[První.] b^[Druhá.]",
            "a[1] b[2]\n\nPoznámky\n========\n\n[1] První.\n\n[2] Druhá.\n",
        ),
        ("", ""),
    ],
)
def test_a_construct_is_readable(markdown: str, text: str) -> None:
    assert write_text(parse(markdown)) == text


def test_a_table_too_wide_is_told_row_by_row() -> None:
    text = write_text(parse(f"| Město | Popis |\n|-|-|\n| Písek | {'slovo ' * 15} |"))
    assert text.startswith("Město: Písek\nPopis: slovo slovo")


def test_lines_are_folded_but_addresses_are_not_broken() -> None:
    text = write_text(parse(f"{'slovo ' * 30} [odkaz]({URL}) {'slovo ' * 30}"))
    assert [line for line in text.splitlines() if len(line) > 72] == [f"<{URL}>"]


def test_a_non_breaking_space_is_kept() -> None:
    text = write_text(parse("v\u00a0lese " * 40))
    assert not any(line.endswith("v") for line in text.splitlines())


@given(documents)
@settings(max_examples=100, deadline=None)
def test_any_document_becomes_text(document: Document) -> None:
    """Every note has its number, no line ends in a space."""
    text = write_text(normal(document))
    assert not text or text.endswith("\n")
    assert not any(line.endswith(" ") for line in text.split("\n"))
    assert all(f"[{n}]" in text for n, _ in enumerate(footnotes(normal(document)), 1))
