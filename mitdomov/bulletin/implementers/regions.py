"""The regions of the country: how people write one in, which of the fourteen it is out.

Codes are those of CZ-NUTS 2024, level 3; order is that of the Czech Statistical Office.
"""

from typing import Final, NamedTuple

from mitdomov.subscribers.folding import fold


class Region(NamedTuple):
    code: str
    name: str
    short: str
    """As it stands on the map."""

    @property
    def anchor(self) -> str:
        """Of its part of the list."""
        return f"kraj-{fold(self.short).replace(' ', '-')}"


REGIONS: Final = (
    Region("CZ010", "Hlavní město Praha", "Praha"),
    Region("CZ020", "Středočeský kraj", "Středočeský"),
    Region("CZ031", "Jihočeský kraj", "Jihočeský"),
    Region("CZ032", "Plzeňský kraj", "Plzeňský"),
    Region("CZ041", "Karlovarský kraj", "Karlovarský"),
    Region("CZ042", "Ústecký kraj", "Ústecký"),
    Region("CZ051", "Liberecký kraj", "Liberecký"),
    Region("CZ052", "Královéhradecký kraj", "Královéhradecký"),
    Region("CZ053", "Pardubický kraj", "Pardubický"),
    Region("CZ063", "Kraj Vysočina", "Vysočina"),
    Region("CZ064", "Jihomoravský kraj", "Jihomoravský"),
    Region("CZ071", "Olomoucký kraj", "Olomoucký"),
    Region("CZ072", "Zlínský kraj", "Zlínský"),
    Region("CZ080", "Moravskoslezský kraj", "Moravskoslezský"),
)
NATIONWIDE: Final = Region("CZ", "Celá republika", "Celá republika")
"""Of those who work everywhere; it has no place on the map."""
BY_CODE: Final = {region.code: region for region in (*REGIONS, NATIONWIDE)}
_SPELLINGS: Final = {
    "hl. m. praha": "CZ010",
    "hl.m. praha": "CZ010",
    "hl. mesto praha": "CZ010",
    "praha": "CZ010",
    "cela cr": "CZ",
    "ceska republika": "CZ",
    "celostatni": "CZ",
    "celostatne": "CZ",
}


def region_of(words: str) -> Region | None:
    """Of `Jihomoravský kraj`, `jihomoravsky`, `Kraj Vysočina`, `Hl. m. Praha` or `CZ064`."""
    folded = fold(words)
    bare = folded.removesuffix(" kraj").removeprefix("kraj ").strip()
    code = _SPELLINGS.get(folded) or _SPELLINGS.get(bare)
    if code:
        return BY_CODE[code]
    return next((each for each in BY_CODE.values() if _is_called(each, folded, bare)), None)


def _is_called(region: Region, folded: str, bare: str) -> bool:
    return folded in (region.code.lower(), fold(region.name)) or bare == fold(region.short)
