"""The first sentences of the editorial, cut where a sentence ends."""

import pytest

from mitdomov.document.tree import (
    Bold,
    Document,
    Footnote,
    Heading,
    Inlines,
    Link,
    Paragraph,
    Text,
    plain,
)
from mitdomov.render.excerpt import opening


def cut(text: str, sentences: int) -> list[str]:
    return [plain(part) for part in opening(Document((Paragraph((Text(text),)),)), sentences)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Začalo to tady. Pak šli dál.", "Začalo to tady."),
        ("Podle zákona č. 175/2025 Sb. Platí to. Ano.", "Podle zákona č. 175/2025 Sb. Platí to."),
        ("Napsala to např. Jana Nová. Druhá věta.", "Napsala to např. Jana Nová."),
        ("„Kdo tam?“ Nikdo. Ticho.", "„Kdo tam?“"),
        ("Bylo to 3. května. Pršelo.", "Bylo to 3. května."),
        ("A co dál… Uvidíme!", "A co dál…"),
        ("bez tečky", "bez tečky"),
    ],
)
def test_a_sentence_ends_where_a_reader_hears_it(text: str, first: str) -> None:
    assert cut(text, 1) == [first]


def test_sentences_are_counted_across_paragraphs() -> None:
    document = Document(
        (
            Paragraph((Text("Jedna věta."),)),
            Paragraph((Text("Druhá věta. Třetí věta. Čtvrtá věta."),)),
            Paragraph((Text("Pátá věta."),)),
        )
    )
    assert [plain(part) for part in opening(document, 3)] == [
        "Jedna věta.",
        "Druhá věta. Třetí věta.",
    ]


def test_marks_stay_and_notes_go() -> None:
    content: Inlines = (
        Text("Viz "),
        Link("prvni-klice", (Text("článek"), Bold((Text(" o klíčích. Další"),)))),
        Footnote((Text("poznámka"),)),
        Text(" věta."),
    )
    assert opening(Document((Paragraph(content),)), 1) == (
        (Text("Viz "), Link("prvni-klice", (Text("článek"), Bold((Text(" o klíčích."),))))),
    )


def test_what_is_no_paragraph_ends_the_opening() -> None:
    document = Document((Paragraph((Text("Věta."),)), Heading(2, (Text("Mezititulek"),))))
    assert len(opening(document, 3)) == 1
