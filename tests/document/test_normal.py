"""Documents that say the same become the same document."""

import pytest

from mitdomov.document.normal import normal
from mitdomov.document.tree import (
    Block,
    Bold,
    Document,
    Embed,
    Figure,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Italic,
    ItemList,
    Language,
    Link,
    Paragraph,
    Quote,
    Table,
    Text,
)

HREF = "https://a.example"


def the_run(*inlines: Inline) -> Inlines:
    (block,) = normal(Document((Paragraph(inlines),))).blocks
    assert isinstance(block, Paragraph)
    return block.content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Text("a"), Text("b")), (Text("ab"),)),
        ((Text("e"), Text("\u0301")), (Text("é"),)),
        ((Text(" a\tb\n c "),), (Text("a b c"),)),
        ((Text("a\u00a0b\u00adc\u2011d"),), (Text("a\u00a0b\u00adc\u2011d"),)),
        ((Text("a\x00\x1b\u2028b\ud800"),), (Text("a b"),)),
        ((Text("Rekl\u202e\u200bama\u2066\ufeff"),), (Text("Reklama"),)),
        ((Text("a\u2060b\u200cc 👩\u200d👧"),), (Text("a\u2060b\u200cc 👩\u200d👧"),)),
        ((Text("⟦greeting⟧"),), (Text("[greeting]"),)),
        ((Text("a"), Bold(()), Text("b")), (Text("ab"),)),
        ((Text("a"), Bold((Text(" "),)), Text("b")), (Text("a b"),)),
        ((Bold((Text("a"),)), Bold((Text("b"),))), (Bold((Text("ab"),)),)),
        ((Bold((Text("a"), Bold((Text("b"),)))),), (Bold((Text("ab"),)),)),
        (
            (Text("a"), Bold((Text(" b "),)), Text("c")),
            (Text("a "), Bold((Text("b"),)), Text(" c")),
        ),
        (
            (Bold((Text("a"),)), Text(" "), Bold((Text("b"),))),
            (Bold((Text("a"),)), Text(" "), Bold((Text("b"),))),
        ),
        (
            (Bold((Text("a "),)), Bold((Italic((Text("b"),)),))),
            (Bold((Text("a "), Italic((Text("b"),)))),),
        ),
        (
            (Link(HREF, (Text("a"), Footnote((Text("b"),)))),),
            (Link(HREF, (Text("a"),)), Footnote((Text("b"),))),
        ),
        (
            (Text("a"), Footnote((Text("b"), Footnote((Text("c"),))))),
            (Text("a"), Footnote((Text("b (c)"),))),
        ),
        ((Text("a"), Footnote((Text(" "),))), (Text("a"),)),
    ],
)
def test_inlines_that_say_the_same_are_the_same(before: Inlines, after: Inlines) -> None:
    assert the_run(*before) == after


def test_blocks_without_content_are_left_out() -> None:
    empty = Paragraph((Text(" "),))
    document = Document((empty, Heading(2, ()), ItemList(((empty,), ())), Quote((empty,))))
    assert normal(document) == Document()


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Link("javascript:alert(1)", (Text("a"),)),)),
        Paragraph((Footnote((Language("<b>", (Text("a"),)),)),)),
        Figure("../a.png"),
        Embed("http://video.example", "Záznam"),
        Table(((Text("a"),),), ((),)),
        Table((), (), (Text("a"),)),
        ItemList(((Paragraph((Text("a"),)),),), is_ordered=True, start=-1),
    ],
)
def test_a_broken_promise_is_an_error(block: Block) -> None:
    """Readers refuse these with a sentence; a tree that holds one is a fault of the program."""
    with pytest.raises(ValueError, match="No place"):
        normal(Document((block,)))
