"""A rendered letter in; the letter on trial out: marked in its subject, on its top and in its text.

Its slots are filled with values that belong to nobody, so no link in it ends a subscription.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from mitdomov.render.letter.letter import Letter
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text

MARK: Final = "[ZKOUŠKA]"
_BODY: Final = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_BANNER: Final = (
    '<div role="note" style="padding:14px 20px;background:#F2B544;color:#1F2430;'
    'font:bold 16px/22px Arial,sans-serif;text-align:center">{words}</div>'
)
_WORDS: Final = "ZKOUŠKA. Tento dopis dostala jen skupina „{group}“, odběratelům neodešel."
_WORKING: Final = (
    " Ukazuje rozpracované číslo: odkazy a obrázky v něm začnou platit, až bude vydané."
)


@dataclass(frozen=True, slots=True)
class TrialLetter:
    subject: str
    html: str
    text: str
    sha256: str
    is_published: bool


def trial_letter(letter: Letter, *, sha256: str, is_published: bool, group: str) -> TrialLetter:
    """`letter` has its slots; raises `SlotError` on a token that is none."""
    words = _WORDS.format(group=group) + ("" if is_published else _WORKING)
    return TrialLetter(
        subject=f"{MARK} {letter.subject}",
        html=_with_banner(fill_html(letter.html, EXAMPLE_VALUES), words),
        text=f"{words}\n\n{fill_text(letter.text, EXAMPLE_VALUES)}",
        sha256=sha256,
        is_published=is_published,
    )


def _with_banner(html: str, words: str) -> str:
    banner = _BANNER.format(words=escape(words))
    opening = _BODY.search(html)
    place = opening.end() if opening else 0
    return html[:place] + banner + html[place:]
