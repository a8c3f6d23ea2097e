"""What is written as Markdown reads back the same, whatever the words look like."""

from hypothesis import given, settings

from mitdomov.document.markdown.reader import MarkdownError, parse
from mitdomov.document.markdown.writer import write
from mitdomov.document.normal import normal
from mitdomov.document.tree import Document, Inlines, Paragraph
from tests.document.document_strategies import documents, inlines, markdown


@given(documents)
@settings(max_examples=200, deadline=None)
def test_a_written_document_reads_back_the_same(document: Document) -> None:
    """Every construct, nested, with hostile punctuation at every edge."""
    assert parse(write(document)) == normal(document)


@given(inlines)
@settings(max_examples=300, deadline=None)
def test_marks_beside_any_character_read_back_the_same(run: Inlines) -> None:
    """Emphasis is where CommonMark is subtle: punctuation, spaces and marks side by side."""
    document = Document((Paragraph(run),))
    assert parse(write(document)) == normal(document)


@given(documents)
@settings(max_examples=200, deadline=None)
def test_normal_form_is_reached_in_one_step(document: Document) -> None:
    """Normal form of a normal form is itself."""
    once = normal(document)
    assert normal(once) == once


@given(markdown)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    """What was read is written in one canonical way; what was refused names a line of the text."""
    outcome = the_outcome(text)
    if isinstance(outcome, MarkdownError):
        assert 1 <= outcome.line <= len(text) + 1
        assert outcome.sentence.endswith(".")
    else:
        assert parse(write(outcome)) == outcome
        assert write(parse(write(outcome))) == write(outcome)


def the_outcome(text: str) -> Document | MarkdownError:
    try:
        return parse(text)
    except MarkdownError as error:
        return error
