"""The name of an open licence in, as people write it; its address out."""

import re
from typing import Final

_CREATIVE_COMMONS: Final = re.compile(
    r"CC[ -](?P<parts>BY(?:[ -](?:NC|ND|SA))*)[ -](?P<version>\d\.\d)", re.IGNORECASE
)


def licence_url(name: str) -> str:
    """Empty for what is no Creative Commons licence with its version."""
    spaced = " ".join(name.split())
    if re.search(r"\bCC0\b", spaced):
        return "https://creativecommons.org/publicdomain/zero/1.0/deed.cs"
    found = _CREATIVE_COMMONS.search(spaced)
    if found is None:
        return ""
    parts = found["parts"].lower().replace(" ", "-")
    return f"https://creativecommons.org/licenses/{parts}/{found['version']}/deed.cs"
