"""Plain text: from a document to lines for the text part of a letter (RFC 2046, text/plain).

Words and addresses are never broken; a line is longer than the width only for one long word.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from mitdomov.document.tree import (
    Block,
    Callout,
    Document,
    Embed,
    Figure,
    Flow,
    Footnote,
    Heading,
    Inlines,
    ItemList,
    Link,
    Paragraph,
    PullQuote,
    Quote,
    Subscript,
    Superscript,
    Table,
    Text,
)

_UNDERLINES: Final = {2: "=", 3: "-", 4: "."}
_MIN_WIDTH: Final = 24
"""Below this, deep indentation would leave a column too narrow to read."""
_COLUMN_GAP: Final = "   "
_RAISED: Final = str.maketrans("0123456789+−-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+−-()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"


def write_text(document: Document, width: int = 72) -> str:
    """The text with notes numbered and gathered at its end; ends with a line end unless empty.

    Internal links are their text alone: a letter has no place for them to lead to.
    """
    writer = _Writer()
    parts = [part for block in document.blocks if (part := writer.block(block, width))]
    if writer.notes:
        parts.append(_underlined("Poznámky", "=", width))
        parts.extend(
            _wrapped(note, width, f"[{number}] ") for number, note in enumerate(writer.notes, 1)
        )
    return "".join(f"{part}\n" for part in "\n\n".join(parts).split("\n")) if parts else ""


class _Writer:
    """Writes blocks and keeps the notes that it meets on the way, in the order of their anchors."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def block(self, block: Block, width: int) -> str:  # noqa: C901 (one case a kind of block)
        match block:
            case Heading():
                return _underlined(self._words(block.content), _UNDERLINES[block.level], width)
            case Paragraph() | ItemList():
                return self._flow(block, width)
            case Quote():
                return _set_off(self._quote(block, width - 2), "> ")
            case PullQuote():
                text = _wrapped(self._words(block.content), width - 4)
                return _set_off(
                    _stacked([text, self._source(block.source, width - 4)], "\n"), "    "
                )
            case Callout():
                title = _wrapped(self._words(block.title), width - 2)
                return _set_off(_stacked([title, self._flows(block.blocks, width - 2)]), "| ")
            case Figure():
                return self._figure(block, width)
            case Table():
                return self._table(block, width)
            case Embed():
                return _wrapped(f"{_clean(block.title)} <{block.url}>".lstrip(), width)
            case _:
                assert_never(block)

    def _flow(self, block: Flow, width: int) -> str:
        if isinstance(block, Paragraph):
            return _wrapped(self._words(block.content), width)
        return "\n".join(self._items(block, width))

    def _items(self, block: ItemList, width: int) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            marker = f"{number}. " if block.is_ordered else "- "
            text = self._flows(item, width - len(marker), "\n")
            yield marker + _set_off(text, " " * len(marker))[len(marker) :]

    def _flows(self, blocks: Iterable[Flow], width: int, between: str = "\n\n") -> str:
        return _stacked((self._flow(block, width) for block in blocks), between)

    def _quote(self, quote: Quote, width: int) -> str:
        return _stacked([self._flows(quote.blocks, width), self._source(quote.source, width)])

    def _source(self, source: Inlines, width: int) -> str:
        return _wrapped(self._words(source), width, "— ") if source else ""

    def _figure(self, figure: Figure, width: int) -> str:
        """Nothing for a decoration that says nothing."""
        picture = f"[Obrázek: {_clean(figure.alt)}]" if figure.alt else ""
        rights = ", ".join(part for part in (figure.credit, figure.licence) if part)
        caption = f"{self._words(figure.caption)} {f'({_clean(rights)})' if rights else ''}".strip()
        if figure.is_decorative and not figure.caption:
            return ""
        return _stacked([_wrapped(picture, width), _wrapped(caption, width)], "\n")

    def _table(self, table: Table, width: int) -> str:
        caption = _wrapped(self._words(table.caption), width)
        header, *rows = [list(map(self._words, row)) for row in (table.header, *table.rows)]
        widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
        if sum(widths) + len(_COLUMN_GAP) * (len(widths) - 1) <= width:
            return _stacked([caption, _grid(header, rows, widths)])
        return _stacked([caption, *(_record(header, row, width) for row in rows)])

    def _words(self, inlines: Inlines) -> str:
        return "".join(self._inline_words(inlines))

    def _inline_words(self, inlines: Inlines) -> Iterator[str]:
        for inline in inlines:
            match inline:
                case Text(text):
                    yield _clean(text)
                case Link():
                    yield _linked(self._words(inline.children), inline.href)
                case Footnote():
                    self.notes.append(self._words(inline.children))
                    yield f"[{len(self.notes)}]"
                case Superscript():
                    yield _shifted(self._words(inline.children), _RAISED, "^")
                case Subscript():
                    yield _shifted(self._words(inline.children), _LOWERED, "_")
                case mark:
                    yield self._words(mark.children)


def _clean(text: str) -> str:
    """Without soft hyphens, which many mail programs show."""
    return text.replace(_SOFT_HYPHEN, "")


def _shifted(words: str, small: dict[int, int], sign: str) -> str:
    """In small digits, so that ten to the sixth does not become 106."""
    return words.translate(small) if small.keys() >= set(map(ord, words)) else f"{sign}({words})"


def _linked(words: str, href: str) -> str:
    address = href.removeprefix("mailto:").removeprefix("tel:")
    is_internal = ":" not in href
    return words if is_internal or words == address else f"{words} <{address}>"


def _wrapped(text: str, width: int, first: str = "") -> str:
    """Lines of at most `width` characters; `first` begins the first, the others are indented."""
    return textwrap.fill(
        text,
        max(width, _MIN_WIDTH),
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(words: str, char: str, width: int) -> str:
    text = _wrapped(words, width)
    return f"{text}\n{char * max(map(len, text.splitlines()))}"


def _set_off(text: str, prefix: str) -> str:
    return textwrap.indent(text, prefix, lambda _: True).replace(
        f"{prefix}\n", f"{prefix.rstrip()}\n"
    )


def _stacked(parts: Iterable[str], between: str = "\n\n") -> str:
    return between.join(part for part in parts if part)


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    rules = ["-" * width for width in widths]
    return "\n".join(
        _COLUMN_GAP.join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in (header, rules, *rows)
    )


def _record(header: Sequence[str], row: Sequence[str], width: int) -> str:
    """A row of a table that is too wide, as one line a cell."""
    return "\n".join(
        _wrapped(f"{name}: {cell}" if name else cell, width)
        for name, cell in zip(header, row, strict=True)
    )
