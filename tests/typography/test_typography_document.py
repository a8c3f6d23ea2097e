"""Typesetting a document: marks, links, notes and foreign words do not stand in its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.document.normal import normal
from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Document,
    Embed,
    Figure,
    Footnote,
    Inline,
    Inlines,
    Italic,
    ItemList,
    Language,
    Link,
    Paragraph,
    Superscript,
    Table,
    Text,
)
from mitdomov.typography.document import typeset_document
from tests.typography.hostile import hostile_text


def typeset_run(*run: Inline) -> Inlines:
    (block,) = typeset_document(Document((Paragraph(run, id="p"),))).blocks
    assert isinstance(block, Paragraph)
    return block.content


def test_a_preposition_in_bold_holds_the_word_outside() -> None:
    assert typeset_run(Bold((Text("Přišli z"),)), Text(" domu")) == (
        Bold((Text("Přišli z"),)),
        Text("\u00a0domu"),
    )


def test_quotes_open_in_one_mark_and_close_in_another() -> None:
    assert typeset_run(Italic((Text('"Domov,'),)), Text(' můj" dům')) == (
        Italic((Text("„Domov,"),)),
        Text(" můj“ dům"),
    )


def test_a_link_keeps_its_address_and_its_text_is_typeset() -> None:
    link = Link("https://mitdomov.example/5-8", (Text("strany 5-8"),))

    assert typeset_run(Text("viz "), link) == (
        Text("viz "),
        Link("https://mitdomov.example/5-8", (Text("strany 5–8"),)),
    )


def test_a_footnote_is_a_run_of_its_own() -> None:
    note = Footnote((Text('"Byt" v domě.'),))

    assert typeset_run(Text('"Do domu v'), note, Text(' obci" šli.')) == (
        Text("„Do domu v"),
        Footnote((Text("„Byt“ v\u00a0domě."),)),
        Text("\u00a0obci“ šli."),
    )


def test_foreign_words_stay_and_still_are_words() -> None:
    foreign = Language("en", (Text("'homes' - 5-8"),))

    assert typeset_run(Text('i "'), foreign, Text('" a k '), foreign) == (
        Text("i\u00a0„"),
        foreign,
        Text("“ a\u00a0k\u00a0"),
        foreign,
    )


@pytest.mark.parametrize("lang", ["cs", "cs-CZ"])
def test_words_marked_as_czech_are_typeset(lang: str) -> None:
    assert typeset_run(Text("sic "), Language(lang, (Text("v domě"),))) == (
        Text("sic "),
        Language(lang, (Text("v\u00a0domě"),)),
    )


def test_a_raised_exponent_belongs_to_its_unit() -> None:
    assert typeset_run(Text("12 m"), Superscript((Text("2"),))) == (
        Text("12\u00a0m"),
        Superscript((Text("2"),)),
    )


def test_what_shrinks_to_nothing_leaves_no_empty_mark() -> None:
    assert typeset_run(Text("2015 "), Bold((Text("-"),)), Text(" 2019")) == (Text("2015–2019"),)


def test_every_kind_of_text_in_a_document_is_typeset() -> None:
    typed, expected = (Text("v domě"),), (Text("v\u00a0domě"),)

    def with_text(run: Inlines, words: str) -> tuple[Block, ...]:
        return (
            ItemList(((Paragraph(run),),), id="a"),
            Callout((Paragraph(run),), title=run, id="b"),
            Figure("a.png", alt=words, credit=words, caption=run, id="c"),
            Table(header=(run,), rows=((run,),), caption=run, id="d"),
            Embed("https://video.example/5-8", title=words, id="e"),
        )

    assert typeset_document(Document(with_text(typed, "v domě"))) == Document(
        with_text(expected, "v\u00a0domě")
    )


leaves: st.SearchStrategy[Inline] = st.builds(Text, hostile_text)
runs = st.lists(
    st.recursive(
        leaves,
        lambda inner: st.one_of(
            *(
                st.builds(mark, st.lists(inner, max_size=3).map(tuple))
                for mark in (Bold, Italic, Footnote, lambda run: Language("en", run))
            )
        ),
        max_leaves=6,
    ),
    max_size=5,
).map(tuple)


@given(runs)
def test_typesetting_keeps_the_normal_form_and_once_is_enough(run: Inlines) -> None:
    document = normal(Document((Paragraph(run, id="p"),)))

    once = typeset_document(document)

    assert normal(once) == once
    assert typeset_document(once) == once
