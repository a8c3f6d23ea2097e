"""What one letter to one person has to say in; its subject, HTML and plain text out."""

import re
from typing import Final

from mitdomov.render.letter.letter import Letter
from mitdomov.render.letter.setting import letter_html, letter_text
from mitdomov.render.letter.text import unbreakable, wrap

MAGAZINE: Final = "Mít domov"
"""How the desk signs itself; letters to readers bear the title that the publication has."""
_GAP: Final = re.compile(r"\n{3,}")


def single_letter(kind: str, values: dict[str, object]) -> Letter:
    """`kind` names a folder of `templates/email`; `magazine` among the values is its title."""
    known = {"magazine": MAGAZINE} | values
    subject = unbreakable(letter_text(f"{kind}/subject.txt", known))
    html = letter_html(f"{kind}/body.html", known | {"subject": subject})
    lines = letter_text(f"{kind}/body.txt", known).strip().splitlines()
    text = _GAP.sub("\n\n", "\n".join(wrap(line) for line in lines))
    return Letter(subject, html, f"{text}\n")
