"""Two articles in, what differs between them out as rows that a page shows side by side."""

from dataclasses import dataclass
from typing import Final

from mitdomov.document.difference import Piece, compare, compare_text
from mitdomov.document.tree import Block
from mitdomov.magazine.model import Article

KINDS: Final = {
    "Heading": "Mezititulek",
    "Paragraph": "Odstavec",
    "ItemList": "Seznam",
    "Quote": "Citát",
    "PullQuote": "Výrazný citát",
    "Callout": "Rámeček",
    "Figure": "Obrázek",
    "Table": "Tabulka",
    "Embed": "Záznam",
}
_FIELDS: Final = {"title": "Titulek", "perex": "Perex"}
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


@dataclass(frozen=True, slots=True)
class CompareRow:
    """`field` is `title` or `perex`; blocks of the body have none."""

    label: str
    pieces: tuple[Piece, ...]
    is_same: bool
    field: str = ""
    before: "Block | None" = None
    after: "Block | None" = None

    @property
    def fate(self) -> str:
        """`same`, `new`, `gone` or `changed`."""
        if self.is_same:
            return "same"
        if self.field:
            return "changed"
        return "new" if self.before is None else "gone" if self.after is None else "changed"


def comparison(before: Article, after: Article) -> list[CompareRow]:
    """Title and perex where they differ, then every block of both."""
    fields = [
        CompareRow(label, compare_text(old, new), is_same=False, field=name)
        for name, label in _FIELDS.items()
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    blocks = [
        CompareRow(
            _label(row.before, row.after), row.pieces, row.is_same, "", row.before, row.after
        )
        for row in compare(before.body, after.body)
    ]
    return [*fields, *blocks]


def preferred(row: CompareRow, base: Article | None, mine: Article) -> str:
    """Whose part a merge begins with: that of whoever changed it, mine where both did; a deletion
    counts only where the other left the part alone."""
    if base is None:
        return "mine"
    if row.field:
        return "theirs" if getattr(base, row.field) == getattr(mine, row.field) else "mine"
    known = {block.id: block for block in base.body.blocks}
    if row.after is None:
        return "mine" if row.before == known.get(row.before.id if row.before else "") else "theirs"
    return "theirs" if known.get(row.after.id) == row.after else "mine"


def _label(before: "Block | None", after: "Block | None") -> str:
    names = [KINDS[type(block).__name__] for block in (before, after) if block is not None]
    return " → ".join(dict.fromkeys(names))


def changed_beside(before: Article, after: Article) -> list[str]:
    """Details that differ, by name."""
    return [
        words for name, words in _BESIDE.items() if getattr(before, name) != getattr(after, name)
    ]
