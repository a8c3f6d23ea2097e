"""Two states of one form in; the fields in which they differ, with short words of each, out."""

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Final, NamedTuple

from mitdomov.bulletin.materials.files import KINDS
from mitdomov.bulletin.materials.model import MaterialKind

LABELS: Final = {
    "nazev": "Název",
    "perex": "Jednou dvěma větami",
    "den": "Den",
    "cas": "Začátek",
    "den_konec": "Poslední den",
    "cas_konec": "Konec",
    "cely_den": "Celý den",
    "misto": "Místo",
    "online": "Účast online",
    "prihlaseni": "Přihlášení",
    "poradatel": "Pořádá",
    "pro_koho": "Pro koho",
    "druh": "Druh",
    "licence": "Licence",
    "delka": "Délka v minutách",
    "mluvci": "Kdo mluví",
    "zaznam": "Záznam",
    "prezentace": "Prezentace",
    "text": "Podrobnosti",
    "prepis": "Přepis",
    "proc_neni_prepis": "Proč přepis není",
}
"""Of every field of a listing's form, in the order in which they are compared."""
_MOST_CHARS: Final = 240
_BEFORE: Final = 40


class Versions(NamedTuple):
    field: str
    mine: str
    theirs: str


def versions(mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[Versions]:
    return list(_versions(mine, theirs))


def is_typed(form: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    """Whether the form says something else than what is kept."""
    return any(_plain(form.get(name, "")) != _plain(kept.get(name, "")) for name in LABELS)


def _plain(text: str) -> str:
    return "\n".join(text.strip().splitlines())


def _versions(mine: Mapping[str, str], theirs: Mapping[str, str]) -> Iterator[Versions]:
    for name, label in LABELS.items():
        one, other = mine.get(name, ""), theirs.get(name, "")
        if one != other:
            same = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
            )
            start = max(0, same - _BEFORE)
            yield Versions(label, _said(name, one, start), _said(name, other, start))


def _said(name: str, value: str, start: int) -> str:
    """Long texts begin shortly before the place where they part."""
    if name == "cely_den":
        return "ano" if value else "ne"
    if name == "druh" and value in set(MaterialKind):
        return KINDS[MaterialKind(value)][0]
    if len(value) <= _MOST_CHARS:
        return value
    end = start + _MOST_CHARS
    return f"{'… ' if start else ''}{value[start:end]}{' …' if end < len(value) else ''}"
