"""The characters that nobody sees and that do harm: they turn words round, part them or hide some.

They come from PDFs and from web pages. Kept are those that writing needs: the soft hyphen, the
joiners of letters and of emoji, the word joiner (Unicode 16, properties Bidi_Control and
Default_Ignorable_Code_Point).
"""

from itertools import chain
from typing import Final

UNSEEN: Final = dict.fromkeys(
    chain(
        (0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2061, 0x2070),
        range(0xFFF9, 0xFFFC),
        range(0xE0000, 0xE0080),
    ),
    "",
)
"""As `str.translate` takes it."""
