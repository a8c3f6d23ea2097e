"""Text in; text that XML 1.0 may hold out (section 2.2): the other characters become U+FFFD."""

import re
from typing import Final

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
