"""Symbols as fonts of Windows and mammoth give them in; those that most fonts have out."""

import re
from typing import Final

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
