"""A text with an address on each line in; the members of a trial group out, or what is wrong."""

import re
from dataclasses import dataclass
from typing import Final

from mitdomov.delivery.trials.trials import MOST_MEMBERS, Member
from mitdomov.subscribers.addresses import AddressError, normalise
from mitdomov.subscribers.names import NameRefusedError, clean_name

_NAMED: Final = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]+)>\s*")
_SHOWN_CHARS: Final = 60


@dataclass(frozen=True, slots=True)
class BadLines:
    sentences: tuple[str, ...]
    """One about each line that will not do."""


def read_members(text: str) -> tuple[Member, ...] | BadLines:
    """Each line holds `address` or `Name <address>`; an address given twice counts once."""
    found: dict[str, Member] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            key, member = _member(line)
        except (AddressError, NameRefusedError) as error:
            wrong.append(f"Řádek {number} („{line.strip()[:_SHOWN_CHARS]}“): {error}")
        else:
            found.setdefault(key, member)
    wrong += _about_size(len(found))
    return BadLines(tuple(wrong)) if wrong else tuple(found.values())


def write_members(members: "tuple[Member, ...]") -> str:
    """What `read_members` reads."""
    return "\n".join(
        f"{each.name} <{each.address}>" if each.name else each.address for each in members
    )


def _member(line: str) -> tuple[str, Member]:
    named = _NAMED.fullmatch(line)
    name, address = (named["name"], named["address"]) if named else ("", line)
    shown, key = normalise(address)
    return key, Member(shown, clean_name(name))


def _about_size(count: int) -> list[str]:
    if count > MOST_MEMBERS:
        return [f"Zkušební skupina může mít nejvýše {MOST_MEMBERS} adres, tato jich má {count}."]
    return []
