"""An editor's Markdown becomes the blocks and inlines of the profile."""

import pytest

from mitdomov.document.markdown.reader import parse
from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Embed,
    Figure,
    Footnote,
    Heading,
    Inline,
    Italic,
    ItemList,
    Language,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Subscript,
    Superscript,
    Table,
    Text,
)


def the_block(text: str) -> Block:
    (block,) = parse(text).blocks
    return block


def the_inlines(text: str) -> tuple[Inline, ...]:
    block = the_block(text)
    assert isinstance(block, Paragraph)
    return block.content


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**tučně**", Bold((Text("tučně"),))),
        ("*kurziva*", Italic((Text("kurziva"),))),
        ("[web](https://a.example/)", Link("https://a.example/", (Text("web"),))),
        ("[dál](02-dalsi-clanek)", Link("02-dalsi-clanek", (Text("dál"),))),
        ("[níže](#tabulka)", Link("#tabulka", (Text("níže"),))),
        ("^[Text *poznámky*.]", Footnote((Text("Text "), Italic((Text("poznámky"),)), Text(".")))),
        ("[^1]\n\n[^1]: Text poznámky.", Footnote((Text("Text poznámky."),))),
        ("[Housing First]{lang=en}", Language("en", (Text("Housing First"),))),
        ("~2~", Subscript((Text("2"),))),
        ("^2^", Superscript((Text("2"),))),
        ("[a b]{.sup}", Superscript((Text("a b"),))),
    ],
)
def test_an_inline_is_read(text: str, expected: Inline) -> None:
    assert the_inlines(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}} {% if x %}",
        "<script>alert(1)</script>",
        "<https://a.example>",
        "`kód`",
        "---",
        "bez [odkazu] a [x]: https://a.example",
    ],
)
def test_what_the_profile_does_not_list_is_plain_text(text: str) -> None:
    assert the_inlines(text) == (Text(text),)


def test_a_line_end_inside_a_paragraph_is_a_space() -> None:
    assert the_inlines("První řádek\ndruhý řádek  \ntřetí\\\nčtvrtý") == (
        Text("První řádek druhý řádek třetí čtvrtý"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{#a}\n### Mezititulek", Heading(3, (Text("Mezititulek"),), "a")),
        (
            "{#a}\n- jedna\n- dvě\n  3. tři",
            ItemList(
                (
                    (paragraph("jedna"),),
                    (paragraph("dvě 3. tři"),),
                ),
                id="a",
            ),
        ),
        (
            "{#a}\n- jedna\n\n  4. čtyři",
            ItemList(((paragraph("jedna"), ItemList(((paragraph("čtyři"),),), True, 4)),), id="a"),
        ),
        ("{#a}\n> Věta.\n>\n> — Jan", Quote((paragraph("Věta."),), (Text("Jan"),), "a")),
        (
            "{#a}\n::: pullquote\nVěta.\n\n— Jan\n:::",
            PullQuote((Text("Věta."),), (Text("Jan"),), "a"),
        ),
        (
            "{#a}\n::: callout **Titulek**\nText.\n:::",
            Callout((paragraph("Text."),), (Bold((Text("Titulek"),)),), "a"),
        ),
        (
            '{#a}\n![Dům](dum.png "Foto Jan"){licence="CC BY 4.0"}\nPopisek.',
            Figure("dum.png", "Dům", False, (Text("Popisek."),), "Foto Jan", "CC BY 4.0", "a"),
        ),
        ("{#a}\n![](dum.png){.decorative}", Figure("dum.png", is_decorative=True, id="a")),
        (
            "{#a}\n| Město | Bytů |\n|:--|--:|\n| Písek | 3\\|7 |\n\nTable: Byty",
            Table(
                ((Text("Město"),), (Text("Bytů"),)),
                (((Text("Písek"),), (Text("3|7"),)),),
                (Text("Byty"),),
                "a",
            ),
        ),
        (
            "{#a}\n::: embed https://video.example/1\nZáznam *semináře*\n:::",
            Embed("https://video.example/1", "Záznam semináře", "a"),
        ),
    ],
)
def test_a_block_is_read(text: str, expected: Block) -> None:
    assert the_block(text) == expected


@pytest.mark.parametrize(
    "source",
    [
        "## Mezititulek\n\nOdstavec **s *důrazem* uvnitř** a [odkazem](https://a.example).\n",
        "- jedna\n- dvě\n  - vnořená\n\n3. tři\n4. čtyři\n",
        "> Věta.\n>\n> — Jan\n",
        "**Proč jste začali?**\n",
        "Slovo **_obojí_** i *takto:* a „**uvozovky**“.\n",
        "1\\. ledna vstoupil zákon v platnost.\n",
        "pre[(a)]{.bold}b\n",
        "Pozor\\![odkaz](https://a.example)\n",
        "\\::: callout\n",
        "| a |\n| --- |\n| b |\n\nTable\\: popis\n",
        "> Věta.\n>\n> &#8212; Jan\n",
        "- a\n\n* b\n\n- c\n",
    ],
)
def test_the_canonical_source_is_what_an_editor_would_write(source: str) -> None:
    """Escapes appear only where they are needed."""
    assert write(parse(source)) == source
