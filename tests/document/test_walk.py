"""A document is walked in the order in which it is read."""

from mitdomov.document.markdown.reader import parse
from mitdomov.document.tree import Bold, Footnote, Inlines, Text, plain
from mitdomov.document.walk import blocks_of, footnotes, inlines_of, links, map_inlines

ARTICLE = """\
Odstavec^[jedna] s [odkazem](https://a.example).

::: callout Titulek^[dvě]
Text

- položka^[tři]
:::

> Citát^[čtyři]
>
> — Zdroj^[pět [web](https://b.example)]

| Záhlaví^[sedm] |
| --- |
| Buňka^[osm] |

Table: Popis^[šest]
"""


def test_notes_are_numbered_in_reading_order() -> None:
    words = [plain(note.children) for note in footnotes(parse(ARTICLE))]
    assert words == ["jedna", "dvě", "tři", "čtyři", "pět web", "šest", "sedm", "osm"]


def test_links_are_found_also_in_notes() -> None:
    assert [link.href for link in links(parse(ARTICLE))] == [
        "https://a.example",
        "https://b.example",
    ]


def test_nested_blocks_follow_the_block_that_holds_them() -> None:
    names = [type(block).__name__ for block in blocks_of(parse(ARTICLE))]
    assert names == (
        [
            "Paragraph",
            "Callout",
            "Paragraph",
            "ItemList",
            "Paragraph",
            "Quote",
            "Paragraph",
            "Table",
        ]
    )


def test_a_change_reaches_every_run() -> None:
    document = parse(ARTICLE)
    changed = map_inlines(document, lambda run: (Bold(run),) if run else ())

    def is_bold(run: Inlines) -> bool:
        return not run or isinstance(run[0], Bold)

    assert all(is_bold(run) for block in changed.blocks for run in inlines_of(block))
    assert map_inlines(document, lambda run: run) == document
    assert footnotes(changed) == footnotes(document)
    assert Footnote((Text("osm"),)) in footnotes(changed)
