"""Two texts in, what differs between them out as rows that a page shows side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mitdomov.document.difference import Piece, compare, compare_text
from mitdomov.document.merging import merge
from mitdomov.document.tree import Block
from mitdomov.web.desk.writing.sent_text import FIELDS, Written

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


@dataclass(frozen=True, slots=True)
class CompareRow:
    """`field` is the name of a field; blocks of the body have none."""

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


def comparison(
    before: Written, after: Written, say: Callable[[str, str], str] = lambda _name, value: value
) -> list[CompareRow]:
    """The fields that differ, then every block of both; `say` words the value of a field."""
    fields = [
        CompareRow(
            FIELDS[name],
            compare_text(say(name, old), say(name, after.fields[name])),
            is_same=False,
            field=name,
        )
        for name, old in before.fields.items()
        if old != after.fields[name]
    ]
    blocks = [
        CompareRow(
            _label(row.before, row.after), row.pieces, row.is_same, "", row.before, row.after
        )
        for row in compare(before.body, after.body)
    ]
    return [*fields, *blocks]


def preferred(row: CompareRow, base: Written | None, mine: Written) -> str:
    """Whose part a merge begins with: that of whoever changed it, mine where both did; a deletion
    counts only where the other left the part alone."""
    if base is None:
        return "mine"
    if row.field:
        return "theirs" if base.fields[row.field] == mine.fields[row.field] else "mine"
    known = {block.id: block for block in base.body.blocks}
    if row.after is None:
        return "mine" if row.before == known.get(row.before.id if row.before else "") else "theirs"
    return "theirs" if known.get(row.after.id) == row.after else "mine"


def merged(base: Written, mine: Written, theirs: Written) -> Written | None:
    """The changes of both, where they are in different fields and blocks; fields of one thing,
    such as a picture and its description, count as one."""
    body = merge(base.body, mine.body, theirs.body)
    fields: dict[str, str] = {}
    for _, names in groupby(base.fields, key=lambda name: name.partition("_")[0]):
        group = [*names]
        begun, one, other = (
            {name: each.fields[name] for name in group} for each in (base, mine, theirs)
        )
        if one != begun and other not in (begun, one):
            return None
        fields |= other if one == begun else one
    return None if body is None else Written(fields, body)


def runs(
    rows: Sequence[CompareRow], choices: Sequence[str]
) -> list[tuple[bool, list[tuple[CompareRow, str]]]]:
    """Rows with their choices, in their order; those that are the same stand together."""
    pairs = zip(rows, choices, strict=True)
    return [(same, [*run]) for same, run in groupby(pairs, key=lambda pair: pair[0].is_same)]


def _label(before: "Block | None", after: "Block | None") -> str:
    names = [KINDS[type(block).__name__] for block in (before, after) if block is not None]
    return " → ".join(dict.fromkeys(names))
