"""Documents for Hypothesis: every construct, with text that looks like Markdown."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mitdomov.document.tree import (
    Block,
    Bold,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Footnote,
    Heading,
    Inline,
    Inlines,
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

HOSTILE = [
    *"#>-+*_~^|\\`[](){}<>!&;:=.,—–'\"$%@/0123456789 aěŘ",
    *["1. ", "2) ", "- ", "+ ", "* ", "# ", "## ", "> ", ">", "::: ", ":::", "::: callout x"],
    *[
        "{#id}",
        "{lang=en}",
        "{.bold}",
        "— ",
        "—",
        "Table: ",
        "![",
        "](",
        "[^",
        "[^1]: ",
        "^[",
        "]{",
    ],
    *["**", "__", "***", "---", "***", "===", "|---|", "| a |", "`x`", "```", "~~~", "\\", "\\\\"],
    *["&amp;", "&#42;", "&copy;", "&", "<b>", "<https://a.example>", "https://a.example/?b=1&c=2"],
    *[
        "{{7*7}}",
        "{% x %}",
        "⟦greeting⟧",
        "\u00a0",
        "\u00ad",
        "\u2011",
        "\u202f",
        "\u200d",
        "\ufeff",
    ],
    *[
        "👩‍👧",
        "1️⃣",
        "e\u0301",
        "\u0301",
        "\u0338",
        "ffi",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\x00",
        "\x1c",
        "\x85",
    ],
    *["\u2028", "\ud800", "\ufffe", "\u202e", "bydlení", "První klíče", "Housing First", "a", "b"],
]
texts: SearchStrategy[str] = st.one_of(
    st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join),
    st.text(max_size=12),
    st.sampled_from(["slovo", "a b", "Věta.", "(závorka)", "„uvozovky“"]),
)
languages = st.sampled_from(["en", "de", "de-AT", "cs"])
hrefs = st.sampled_from(
    [
        *["https://a.example", "http://[::1]/", "https://a.example/wiki/X_(y)?a=1&amp=2&copy;#z"],
        *[
            "https://a.example/*a*_b_~c~",
            "https://a.example/a)b(c",
            "https://žluťoučký.example/kůň",
        ],
        *[
            "mailto:jana@a.example",
            "tel:+420123456789",
            "#blok-1",
            "01-clanek",
            "https://a.example/!",
        ],
    ]
)
pictures = st.sampled_from(["fasada.png", "a_b-c.svg", "A.jpeg", "1.webp"])
ids = st.sampled_from(["", "", "", "blok-1", "A_b", "x", "špatně", "b-e3b0c44298"])


def _marked(children: SearchStrategy[Inlines]) -> SearchStrategy[Inline]:
    return st.one_of(
        st.builds(Bold, children),
        st.builds(Italic, children),
        st.builds(Link, hrefs, children),
        st.builds(Footnote, children),
        st.builds(Language, languages, children),
        st.builds(Subscript, children),
        st.builds(Superscript, children),
    )


def _runs(inline: SearchStrategy[Inline]) -> SearchStrategy[Inlines]:
    return st.lists(inline, max_size=4).map(tuple)


inlines: SearchStrategy[Inlines] = _runs(
    st.recursive(st.builds(Text, texts), lambda inline: _marked(_runs(inline)), max_leaves=6)
)


def _lists(flow: SearchStrategy[Flow]) -> SearchStrategy[Flow]:
    items = st.lists(st.lists(flow, max_size=3).map(tuple), max_size=3).map(tuple)
    starts = st.sampled_from([0, 1, 1, 1, 2, 10, 999_999_999])
    return st.builds(ItemList, items, st.booleans(), starts)


flow: SearchStrategy[Flow] = st.recursive(st.builds(Paragraph, inlines), _lists, max_leaves=5)
flows = st.lists(flow, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    row = st.tuples(*[inlines] * draw(st.integers(1, 3)))
    rows = draw(st.lists(row, max_size=2))
    return Table(draw(row), tuple(rows), draw(inlines), draw(ids))


blocks: SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.sampled_from([2, 3, 4]), inlines, ids),
    st.builds(Paragraph, inlines, ids),
    flow,
    st.builds(Quote, flows, inlines, ids),
    st.builds(PullQuote, inlines, inlines, ids),
    st.builds(Callout, flows, inlines, ids),
    st.builds(Figure, pictures, texts, st.booleans(), inlines, texts, texts, ids),
    tables(),
    st.builds(Embed, st.just("https://video.example/w?v=a_b_c&amp;t=1"), texts, ids),
)
documents: SearchStrategy[Document] = st.builds(Document, st.lists(blocks, max_size=4).map(tuple))
markdown: SearchStrategy[str] = st.one_of(
    st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", "\n  "]), max_size=25).map("".join), st.text()
)
