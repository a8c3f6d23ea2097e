"""Symbols as fonts of Windows and mammoth give them in; those that most fonts have out."""

import re
from typing import Final

from mammoth.docx.dingbats import dingbats

_ARROWS: Final = "←↑→↓↖↗↘↙"
_AS_COMMON_ONES: Final = (
    {code: _ARROWS[code % 8] for code in (*range(0x1F850, 0x1F858), *range(0x1F860, 0x1F888))}
    | dict(zip(range(0xF0DF, 0xF0EF), 2 * "←→↑↓↖↗↙↘", strict=True))
    | str.maketrans({"⮚": "›", "\uf0d8": "›", "▪": "•", "\uf0a7": "•", "\uf0b7": "•"})
    | str.maketrans({"✔": "✓", "\uf0fc": "✓"})
)
"""By their places in Unicode (Supplemental Arrows-C) and in Symbol and Wingdings (U+F000)."""
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


def common(text: str) -> tuple[str, int]:
    """`text` and how many symbols of it only their own font could show; those are left out."""
    return _PRIVATE.subn("", text.translate(_AS_COMMON_ONES))


def spelled(font: str, code: int) -> str:
    """The character that a font of symbols shows at `code`; empty when only it knows.

    Word counts such codes from U+F000 (ECMA-376, 17.3.3.30).
    """
    known = dingbats.get((font, code)) or dingbats.get((font, code - 0xF000))
    if known:
        return chr(known)
    is_common = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE
    return chr(code) if is_common else ""
