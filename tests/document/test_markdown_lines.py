"""Each block of an article is found on its line."""

import re

from hypothesis import given, settings

from mitdomov.document.markdown.reader import MarkdownError, locate
from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Document
from tests.document.document_strategies import documents, markdown

TEXT = """
{#uvod}
Úvod na
dvou řádcích.[^1]

[^1]: Poznámka.

[]{.bold}

## Mezititulek
- jedna

  dvě
* jiný seznam
> Věta.
>
> — Jan

::: callout
Text.
:::
| a |
| - |

Table: Popis

{#obraz}

![Dům](dum.png)
::: embed https://video.example/1
:::
"""
LINES = {
    "Paragraph": 3,
    "Heading": 10,
    "ItemList": 11,
    "ItemList again": 14,
    "Quote": 15,
    "Callout": 19,
    "Table": 22,
    "Figure": 29,
    "Embed": 30,
}


def test_a_block_begins_where_its_text_does() -> None:
    """Not on the line of its id; a note's text or a block that says nothing has no line."""
    located = locate(TEXT)
    assert list(located.lines) == [block.id for block in located.document.blocks]
    assert list(located.lines.values()) == list(LINES.values())
    kinds = [type(block).__name__ for block in located.document.blocks]
    assert kinds == [name.split()[0] for name in LINES]


def test_lines_count_from_the_line_of_the_file() -> None:
    located = locate("a\r\n\r\nb", first_line=21)
    assert list(located.lines.values()) == [21, 23]


@given(documents)
@settings(max_examples=200, deadline=None)
def test_a_written_block_has_the_line_on_which_it_was_written(document: Document) -> None:
    """Each block begins with its own line wherever the blocks before it are cut away."""
    source = write(document)
    located = locate(source)
    assert list(located.lines) == [block.id for block in located.document.blocks]
    starts = list(located.lines.values())
    assert starts == expected_starts(located.document)


def expected_starts(document: Document) -> list[int]:
    """By the length of what `write` makes of the blocks before."""
    starts = []
    for index, block in enumerate(document.blocks):
        before = write(Document(document.blocks[:index]))
        with_it = write(Document(document.blocks[: index + 1]))
        begin = before.count("\n") + (1 if before else 0)
        has_id = with_it.split("\n")[begin] == f"{{#{block.id}}}"
        starts.append(begin + has_id + 1)
    return starts


@given(markdown)
@settings(max_examples=300, deadline=None)
def test_lines_of_any_text_ascend_and_are_not_blank(text: str) -> None:
    try:
        located = locate(text)
    except MarkdownError:
        return
    starts = list(located.lines.values())
    assert list(located.lines) == [block.id for block in located.document.blocks]
    assert starts == sorted(set(starts))
    lines = re.split(r"\r\n?|\n", text)
    assert all(lines[line - 1].strip(" \t") for line in starts)
