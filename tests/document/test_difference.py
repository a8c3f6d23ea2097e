"""What changed between two documents: no block is lost, words are told apart from looks."""

from hypothesis import given, settings

from mitdomov.document.difference import Fate, Piece, compare, compare_text
from mitdomov.document.difference_words import words_of
from mitdomov.document.normal import normal
from mitdomov.document.tree import (
    Block,
    Bold,
    Document,
    Figure,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Text,
)
from tests.document.document_strategies import documents


def paragraph(text: str, name: str = "") -> Paragraph:
    return Paragraph((Text(text),), name)


def told(before: Block, after: Block) -> str:
    """The one row as `same [-gone-] {+new+}`."""
    (row,) = compare(Document((before,)), Document((after,)))
    frames = {Fate.SAME: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    return "".join(frames[piece.fate].format(piece.text) for piece in row.pieces)


@given(documents, documents)
@settings(max_examples=150, deadline=None)
def test_every_block_of_both_stands_in_one_row(one: Document, other: Document) -> None:
    before, after = normal(one), normal(other)
    rows = compare(before, after)
    assert tuple(row.before for row in rows if row.before) == before.blocks
    assert tuple(row.after for row in rows if row.after) == after.blocks
    for row in rows:
        for side, foreign in ((row.before, Fate.NEW), (row.after, Fate.GONE)):
            words = "".join(word.text for word in words_of(side)) if side else ""
            kept = "".join(piece.text for piece in row.pieces if piece.fate is not foreign)
            # A space that only one side has belongs to neither: the same word stands once.
            assert "".join(kept.split()) == "".join(words.split())


@given(documents)
@settings(max_examples=100, deadline=None)
def test_a_document_differs_from_itself_in_nothing(document: Document) -> None:
    found = normal(document)
    assert all(row.is_same for row in compare(found, found))


def test_words_that_changed_are_told() -> None:
    before, after = paragraph("Obec koupila tři byty."), paragraph("Obec koupila pět bytů.")
    assert told(before, after) == "Obec koupila [-tři byty-]{+pět bytů+}."


def test_a_look_that_changed_is_told() -> None:
    after = Paragraph((Text("Obec "), Bold((Text("koupila"),)), Text(" byty.")))
    (row,) = compare(Document((paragraph("Obec koupila byty."),)), Document((after,)))
    assert not row.is_same
    assert Piece(Fate.NEW, "koupila", frozenset({"bold"})) in row.pieces


def test_an_address_that_changed_is_told() -> None:
    def link(href: str) -> Paragraph:
        return Paragraph((Link(href, (Text("web"),)),))

    assert "[-a-]{+b+}.example" in told(link("https://a.example"), link("https://b.example"))


def test_a_description_that_changed_is_told() -> None:
    assert told(Figure("a.png", "Dům"), Figure("a.png", "Škola")) == "a.png: [-Dům-]{+Škola+}"


def test_a_block_with_its_id_is_the_same_block() -> None:
    before, after = paragraph("Jedna dvě tři.", "x"), paragraph("Úplně jiná slova tady.", "x")
    (row,) = compare(Document((before,)), Document((after,)))
    assert (row.before, row.after) == (before, after)


def test_new_blocks_stand_alone() -> None:
    one, new, two = paragraph("První věta."), Heading(2, (Text("Titulek"),)), paragraph("Druhá.")
    rows = compare(Document((one, two)), Document((one, new, two)))
    assert [(row.before, row.after) for row in rows] == [(one, one), (None, new), (two, two)]


def test_a_paragraph_that_became_a_heading_is_a_change() -> None:
    before, after = paragraph("Kde začít"), Heading(2, (Text("Kde začít"),))
    (row,) = compare(Document((before,)), Document((after,)))
    assert not row.is_same


def test_items_stand_on_lines_of_their_own() -> None:
    items = ItemList(((paragraph("jedna"),), (paragraph("dvě"),)), is_ordered=True, start=3)
    assert "".join(word.text for word in words_of(items)) == "\n3. jedna\n4. dvě"


def test_titles_are_compared_too() -> None:
    assert [piece.fate for piece in compare_text("Staré jméno", "Nové jméno")] == [
        Fate.GONE,
        Fate.NEW,
        Fate.SAME,
    ]
