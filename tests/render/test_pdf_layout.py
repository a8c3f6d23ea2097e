"""The page asks for more than the tree says: questions, columns, headings without gaps."""

import pytest

from mitdomov.document.tree import (
    Bold,
    Document,
    Figure,
    Heading,
    Inlines,
    Italic,
    Language,
    Link,
    Paragraph,
    Table,
    Text,
)
from mitdomov.render import page_helpers
from mitdomov.render.pdf import layout
from mitdomov.render.pdf.fit import PAGE_PX, Fit, Measure, plan

LONG = Paragraph((Text("slovo " * 400),))


def words(*texts: str) -> tuple[Inlines, ...]:
    return tuple((Text(text),) for text in texts)


def test_wide_table_leaves_the_columns() -> None:
    """Footnotes print over a `column-span`: a wide table stands between two column blocks."""
    table = Table(words("a", "b", "c", "d", "e"), ())
    parts = layout.parts(Document((LONG, table, LONG)))
    assert [part.is_wide for part in parts] == [False, True, False]


def test_early_picture_starts_a_block_with_its_heading() -> None:
    """It cannot take the text before it along to the next page."""
    short, heading = Paragraph((Text("Krátce."),)), Heading(2, (Text("Plán"),))
    first, second = layout.parts(Document((short, heading, Figure("a.png"), LONG)))
    assert first.blocks == (short,)
    assert second.blocks[0] is heading


def test_late_picture_stays_in_its_column() -> None:
    assert len(layout.parts(Document((LONG, Figure("a.png"), LONG)))) == 1


def test_headings_never_skip_a_level() -> None:
    """PDF/UA-1 7.4.2: a survey may use level 3 alone, the page then starts at level 2."""
    levels = (3, 3, 2, 4, 3)
    document = Document(tuple(Heading(level, (Text("x"),)) for level in levels))  # type: ignore[arg-type]
    closed = layout.without_gaps(document)
    assert [block.level for block in closed.blocks if isinstance(block, Heading)] == [2, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("content", "is_question"),
    [
        ((Bold((Text("Proč?"),)),), True),
        ((Bold((Text("Proč?"),)), Text(" ")), True),
        ((Bold((Text("Proto."),)), Text(" Dál.")), False),
        ((), False),
    ],
)
def test_question_is_bold_from_end_to_end(content: Inlines, is_question: bool) -> None:  # noqa: FBT001
    assert page_helpers.is_question(Paragraph(content)) is is_question


@pytest.mark.parametrize(
    ("text", "cap", "rest"),
    [("Když", "K", "dyž"), ("„Ano,“ řekl", "„A", "no,“ řekl"), ("…", "", "…")],
)
def test_drop_cap_takes_its_quote_along(text: str, cap: str, rest: str) -> None:
    assert layout.drop_cap((Text(text),)) == (cap, (Text(rest),))


def test_marks_go_outside_links() -> None:
    """An element inside `<a>` would lose the link's tag."""
    nested = Link("https://a.example", (Text("viz "), Language("en", (Italic((Text("Home"),)),))))
    assert layout.links_innermost((nested,)) == (
        Link("https://a.example", (Text("viz "),)),
        Language("en", (Italic((Link("https://a.example", (Text("Home"),)),)),)),
    )


def test_space_before_emphasis_moves_into_it() -> None:
    """A first line that ends before emphasis is not broken after its first word."""
    content = (Text("věším cedulku: "), Italic((Text("Opravuje se"),)), Text(" dál "))
    assert layout.spaces_inside(content) == (
        Text("věším cedulku:"),
        Italic((Text(" Opravuje se"),)),
        Text(" dál "),
    )


@pytest.mark.parametrize(
    "cell", ["1 200 Kč", "94 %", "−3,5", "1,2 mil. Kč", "37–40", "27\u00a0(12)", "94\u00a0% (49)"]
)
def test_figures_align_right(cell: str) -> None:
    assert layout.is_figure((Text(cell),))


@pytest.mark.parametrize("cell", ["ubytovna", "3. rok podpory", "", "12 (zatím)"])
def test_words_align_left(cell: str) -> None:
    assert not layout.is_figure((Text(cell),))


def article(pages: float, picture: float = 0.45) -> Measure:
    return Measure(pages * PAGE_PX, 0.2 * PAGE_PX, picture * PAGE_PX)


def test_article_that_runs_over_gets_a_smaller_picture() -> None:
    """A tenth of a page too much is won from the picture."""
    (fit,) = plan([article(2.1)])
    assert 0.5 <= fit.picture_share < 1


def test_full_pages_stay_as_they_are() -> None:
    assert plan([article(2.9)]) == (Fit(),)


def test_next_article_begins_below_a_short_end() -> None:
    """Without pictures there is nothing to make smaller: the second shares the page."""
    assert [fit.starts_page for fit in plan([article(1.3, 0), article(1.5, 0)])] == [True, False]


def test_no_page_opens_with_the_last_lines_of_an_article() -> None:
    """Though both would fit below each other, the picture gives way to the two lines too many."""
    first, second = plan([article(2.02), article(0.85, 0)])
    assert first.picture_share < 1
    assert second.starts_page
