"""A drawn line in; the same line out, whose hyphen at the end is no letter of the text.

Copied, searched and read aloud, a word divided between two lines is one word: its hyphen stands
for U+00AD (ISO 32000-1, 14.8.2.2.3). The fonts have one glyph for all hyphens; any other that it
stands for is the plain one of addresses.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

DIVIDING: Final = "\u2010"
"""What WeasyPrint puts behind a divided word, and no text holds."""
_PLAIN: Final = "-"
_LIKE_PLAIN: Final = frozenset({DIVIDING, "\u2011"})
_LAST_GLYPH: Final = re.compile(rb"(\[.*<[0-9a-f]*)([0-9a-f]{4}>[-.0-9]*\] TJ)", re.DOTALL)
_SOFT: Final = (b"/Span <</ActualText <FEFF00AD>>> BDC", b"EMC")

_one_document_at_a_time = Lock()


@contextmanager
def soft_hyphens() -> Iterator[None]:
    """While it lasts, WeasyPrint writes hyphens at line ends so that nobody reads them."""
    from weasyprint import pdf
    from weasyprint.draw import text

    with _one_document_at_a_time:
        draw, write_fonts = text.draw_first_line, pdf.build_fonts_dictionary

        def drawn(stream: Any, textbox: Any, *others: Any) -> Any:
            made = draw(stream, textbox, *others)
            if textbox.pango_layout.text.endswith(DIVIDING) and stream.stream:
                stream.stream[-1:] = softened(stream.stream[-1])
            return made

        def written(document: Any, fonts: Any, *others: Any) -> Any:
            for font in fonts.values():
                for glyph, letters in font.to_unicode.items():
                    if letters in _LIKE_PLAIN:
                        font.to_unicode[glyph] = _PLAIN
            return write_fonts(document, fonts, *others)

        text.draw_first_line, pdf.build_fonts_dictionary = drawn, written
        try:
            yield
        finally:
            text.draw_first_line, pdf.build_fonts_dictionary = draw, write_fonts


def softened(shown: object) -> list[object]:
    """The operator that shows a line, and its last glyph apart, marked as a soft hyphen."""
    found = _LAST_GLYPH.fullmatch(shown) if isinstance(shown, bytes) else None
    if found is None:
        return [shown]
    start, last = found.groups()
    begin, end = _SOFT
    return [start + b">] TJ", begin, b"[<" + last, end]
