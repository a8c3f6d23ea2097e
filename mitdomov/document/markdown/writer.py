"""The Markdown profile, written: from a document to the one source that reads as that document.

`reader.parse(write(document)) == normal(document)`; the profile is described in
`docs/issue-folder.md`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from mitdomov.document.block_ids import derived_ids
from mitdomov.document.markdown.inline_writer import inline_source, text_source
from mitdomov.document.normal import MAX_LIST_START, normal
from mitdomov.document.tree import (
    Block,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Heading,
    Inlines,
    ItemList,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    Text,
)

_LINE_START: Final = re.compile(r"^([0-9]{1,9}(?=[.)]( |$))|(?=[#>+:-]))")
"""What would begin another kind of block; a backslash belongs behind the match."""
_IN_QUOTES: Final = re.compile(r'[\\"]|&(?=#?[A-Za-z0-9]+;)')
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;"})
_DASH: Final = "—"
_ESCAPED_DASH: Final = "&#8212;"


def write(document: Document) -> str:
    """The source with one line for each paragraph; a block's id only if it isn't derived."""
    blocks = normal(document).blocks
    sources = zip(blocks, derived_ids(blocks), _sources(blocks), strict=True)
    return "\n\n".join(
        source if block.id == derived else f"{{#{block.id}}}\n{source}"
        for block, derived, source in sources
    ) + ("\n" if blocks else "")


def _sources(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block's source; of two lists side by side the second has another marker, so that
    they stay two.
    """
    previous: Block | None = None
    is_other = False
    for block in blocks:
        is_other = not is_other and _is_same_kind_of_list(previous, block)
        yield _list(block, is_other=is_other) if isinstance(block, ItemList) else _source(block)
        previous = block


def _is_same_kind_of_list(one: "Block | None", other: Block) -> bool:
    return (
        isinstance(one, ItemList)
        and isinstance(other, ItemList)
        and one.is_ordered == other.is_ordered
    )


def _source(  # noqa: C901 (one case a kind of block)
    block: Heading | Paragraph | Quote | PullQuote | Callout | Figure | Table | Embed,
) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return _line(block.content)
        case Quote():
            return _indented(_with_source(_flows(block.blocks), block.source), "> ", "> ")
        case PullQuote():
            return _directive("pullquote", _with_source(_line(block.content), block.source))
        case Callout():
            return _directive(f"callout {inline_source(block.title)}", _flows(block.blocks))
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case Embed():
            return _directive(f"embed {block.url}", _line((Text(block.title),)))
        case _:
            assert_never(block)


def _line(inlines: Inlines) -> str:
    """A paragraph's source, which begins nothing but a paragraph."""
    source = _LINE_START.sub(r"\g<0>\\", inline_source(inlines))
    return re.sub("^Table: ", r"Table\\: ", source)


def _heading(heading: Heading) -> str:
    """With a backslash before a last `#`, which would close the heading and vanish."""
    source = re.sub("#$", r"\\#", inline_source(heading.content))
    return f"{'#' * heading.level} {source}"


def _with_source(text: str, source: Inlines) -> str:
    """`text` and the paragraph that names the source; if none does, the last must not seem to."""
    if source:
        return f"{text}\n\n{_DASH} {inline_source(source)}".lstrip("\n")
    head, gap, last = text.rpartition("\n\n")
    return head + gap + re.sub(f"^{_DASH}", _ESCAPED_DASH, last)


def _directive(opening: str, text: str) -> str:
    return "\n".join(part for part in (f"::: {opening}".rstrip(" "), text, ":::") if part)


def _flows(blocks: Sequence[Flow]) -> str:
    """A list stays close to the paragraph before it where it can begin without an empty line."""
    text = ""
    for previous, block, source in zip((None, *blocks), blocks, _sources(blocks), strict=False):
        is_close = (
            isinstance(previous, Paragraph) and isinstance(block, ItemList) and block.start == 1
        )
        text += ("\n" if is_close else "\n\n") * bool(text) + source
    return text


def _list(block: ItemList, *, is_other: bool) -> str:
    return "\n".join(
        _indented(_flows(item), marker, " " * len(marker))
        for item, marker in zip(block.items, _markers(block, is_other=is_other), strict=True)
    )


def _markers(block: ItemList, *, is_other: bool) -> Iterator[str]:
    for number in range(block.start, block.start + len(block.items)):
        if block.is_ordered:
            yield f"{min(number, MAX_LIST_START)}{')' if is_other else '.'} "
        else:
            yield "* " if is_other else "- "


def _indented(text: str, first: str, others: str) -> str:
    """`text` with `first` before its first line and `others` before the rest, none left blank."""
    lines = text.replace("\n", f"\n{others}")
    return "\n".join(line.rstrip(" ") for line in f"{first}{lines}".split("\n"))


def _figure(figure: Figure) -> str:
    credit = f' "{_quoted(figure.credit)}"' if figure.credit else ""
    image = f"![{text_source(figure.alt)}]({figure.picture}{credit}){_attributes(figure)}"
    return f"{image}\n{_line(figure.caption)}" if figure.caption else image


def _attributes(figure: Figure) -> str:
    licence = f'licence="{_quoted(figure.licence).translate(_BRACES)}"' if figure.licence else ""
    parts = [part for part in (licence, ".decorative" * figure.is_decorative) if part]
    return f"{{{' '.join(parts)}}}" if parts else ""


def _quoted(text: str) -> str:
    return _IN_QUOTES.sub(r"\\\g<0>", text)


def _table(table: Table) -> str:
    rows = [_row(map(inline_source, cells)) for cells in (table.header, *table.rows)]
    source = "\n".join([rows[0], _row(["---"] * len(table.header)), *rows[1:]])
    return f"{source}\n\nTable: {inline_source(table.caption)}" if table.caption else source


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
