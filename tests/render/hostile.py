"""A snapshot in; the same with a hostile text in every field that an editor may fill, out."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from mitdomov.document.tree import Embed, Figure, Heading, Language, Link
from mitdomov.magazine.model import (
    Article,
    Contributor,
    Cover,
    Event,
    MailingList,
    Original,
    Picture,
    Publication,
    Section,
    Signpost,
)
from mitdomov.magazine.snapshot import Snapshot

_STRUCTURE: Final[dict[type, frozenset[str]]] = {
    Article: frozenset({"slug", "section", "authors", "translators", "revisers"}),
    Contributor: frozenset({"slug", "portrait"}),
    Cover: frozenset({"picture"}),
    Embed: frozenset({"url"}),
    Event: frozenset({"url"}),
    Figure: frozenset({"picture"}),
    Heading: frozenset({"level"}),
    Language: frozenset({"lang"}),
    Link: frozenset({"href"}),
    MailingList: frozenset({"slug"}),
    Original: frozenset({"language", "url", "doi"}),
    Picture: frozenset({"file"}),
    Publication: frozenset({"url"}),
    Section: frozenset({"slug"}),
    Signpost: frozenset({"url"}),
}
"""What the reader of the issue folder has checked, and what pages find each other by."""


def poisoned(snapshot: Snapshot, payload: str) -> Snapshot:
    issue = _poisoned(snapshot.issue, payload)
    return replace(
        snapshot,
        issue=replace(issue, number=snapshot.issue.number),
        publication=_poisoned(snapshot.publication, payload),
    )


def _poisoned(value: Any, payload: str) -> Any:
    if type(value) is str:
        return f"{payload}{value}"
    if isinstance(value, tuple):
        return tuple(_poisoned(each, payload) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = _STRUCTURE.get(type(value), frozenset()) | {"id"}
        return replace(
            value,
            **{
                each.name: _poisoned(getattr(value, each.name), payload)
                for each in fields(value)
                if each.name not in kept
            },
        )
    return value
