"""What the editor is given it gives back; what it should never send is refused with a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitdomov.document.editor_json import EditorJsonError, Read, read, write
from mitdomov.document.normal import normal
from mitdomov.document.tree import Document, Figure, ItemList, Link, Paragraph, Table, Text
from mitdomov.document.walk import links
from tests.document.document_strategies import documents

Json = dict[str, Any]


def doc(*blocks: Json) -> Json:
    return {"type": "doc", "content": list(blocks)}


def paragraph(text: str, *marks: Json) -> Json:
    return {"type": "paragraph", "content": [{"type": "text", "text": text, "marks": list(marks)}]}


@given(documents)
@settings(max_examples=300, deadline=None)
def test_a_written_document_reads_back_the_same(document: Document) -> None:
    """Through real JSON, with ids, hostile words and every construct."""
    sent = json.loads(json.dumps(write(document)))
    assert read(sent) == Read(normal(document))


names = st.sampled_from(
    [
        *["doc", "paragraph", "heading", "bulletList", "orderedList", "listItem", "quote", "text"],
        *["quoteSource", "pullQuote", "callout", "calloutTitle", "figure", "captionedTable"],
        *["table", "tableRow", "tableCell", "tableHeader", "tableCaption", "embed", "footnote"],
        *["link", "language", "bold", "hardBreak", "script"],
    ]
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda value: st.one_of(
        st.lists(value, max_size=3), st.dictionaries(st.text(max_size=5), value, max_size=3)
    ),
    max_leaves=5,
)
attributes = st.dictionaries(
    st.sampled_from(["id", "level", "start", "href", "lang", "picture", "alt", "url", "title"]),
    st.one_of(anything, st.sampled_from(["javascript:alert(1)", "https://a.example", "a.png"])),
    max_size=3,
)
nodes = st.recursive(
    st.one_of(
        anything,
        st.builds(
            lambda text, mark, attrs: {
                "type": "text",
                "text": text,
                "marks": [{"type": mark, "attrs": attrs}],
            },
            st.text(max_size=5),
            names,
            attributes,
        ),
    ),
    lambda node: st.builds(
        lambda name, attrs, content: {"type": name, "attrs": attrs, "content": content},
        names,
        attributes,
        st.lists(node, max_size=3),
    ),
    max_leaves=10,
)


@given(st.one_of(anything, st.lists(nodes, max_size=4).map(lambda content: doc(*content))))
@settings(max_examples=400, deadline=None)
def test_any_json_is_read_or_refused_with_a_sentence(value: object) -> None:
    outcome = the_outcome(value)
    if isinstance(outcome, EditorJsonError):
        assert outcome.sentence.endswith(".")
    else:
        assert outcome.document == normal(outcome.document)


def the_outcome(value: object) -> Read | EditorJsonError:
    try:
        return read(value)
    except EditorJsonError as error:
        return error


def test_a_deep_text_is_refused() -> None:
    value: Json = paragraph("dno")
    for _ in range(5000):
        value = {"type": "listItem", "content": [{"type": "bulletList", "content": [value]}]}
    with pytest.raises(EditorJsonError, match="hluboko"):
        read(doc(value))


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://a", 7]
)
def test_a_forbidden_link_loses_its_address_and_keeps_its_words(href: object) -> None:
    found = read(doc(paragraph("slova", {"type": "link", "attrs": {"href": href}})))
    assert found.document == normal(Document((Paragraph((Text("slova"),)),)))
    assert len(found.mistakes) == 1
    assert "zrušili" in found.mistakes[0]


def test_a_permitted_link_stays() -> None:
    mark = {"type": "link", "attrs": {"href": "https://a.example", "target": "_blank"}}
    found = read(doc(paragraph("slova", mark)))
    assert links(found.document) == (Link("https://a.example", (Text("slova"),)),)
    assert found.mistakes == ()


def test_a_picture_outside_the_library_leaves_its_caption() -> None:
    figure = {
        "type": "figure",
        "attrs": {"picture": "https://elsewhere.example/a.png"},
        "content": [{"type": "text", "text": "Dům"}],
    }
    found = read(doc(figure))
    assert found.document == normal(Document((Paragraph((Text("Dům"),)),)))
    assert "elsewhere" in found.mistakes[0]


def test_a_figure_is_read_whole() -> None:
    attrs = {
        "id": "x1",
        "picture": "dum.png",
        "alt": "Dům",
        "isDecorative": False,
        "credit": "Foto",
        "licence": "CC0 1.0",
    }
    found = read(doc({"type": "figure", "attrs": attrs}))
    assert found.document.blocks == (Figure("dum.png", "Dům", False, (), "Foto", "CC0 1.0", "x1"),)


def test_a_short_row_is_filled_up() -> None:
    def row(kind: str, *cells: str) -> Json:
        cell = [{"type": kind, "content": [paragraph(each)]} for each in cells]
        return {"type": "tableRow", "content": cell}

    table = {"type": "table", "content": [row("tableHeader", "a", "b"), row("tableCell", "c")]}
    (block,) = read(doc({"type": "captionedTable", "content": [table]})).document.blocks
    assert isinstance(block, Table)
    assert block.rows == (((Text("c"),), ()),)


def test_lists_deeper_than_print_can_bear_turn_to_paragraphs() -> None:
    value: Json = paragraph("dno")
    for _ in range(12):
        value = {"type": "bulletList", "content": [{"type": "listItem", "content": [value]}]}
    found = read(doc(value))
    (block,) = found.document.blocks
    depth = 0
    while isinstance(block, ItemList):
        ((block, *_),) = block.items
        depth += 1
    assert depth == 8
    assert block == Paragraph((Text("dno"),))
    assert found.mistakes
