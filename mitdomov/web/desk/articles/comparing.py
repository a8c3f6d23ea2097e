"""Two articles in, which of their details differ out."""

from typing import Final

from mitdomov.magazine.model import Article

_BESIDE: Final = {
    "type": "typ článku",
    "section": "rubrika",
    "authors": "autoři",
    "translators": "překladatelé",
    "revisers": "odborná revize",
    "picture": "obrázek v čele",
    "original": "údaje o originálu",
    "event": "údaje o akci",
    "good_practice": "fakta o dobré praxi",
    "as_of": "den, ke kterému text platí",
}


def changed_beside(before: Article, after: Article) -> list[str]:
    """By name."""
    return [
        words for name, words in _BESIDE.items() if getattr(before, name) != getattr(after, name)
    ]
