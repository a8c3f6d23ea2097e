"""Who edited which article, and who wants to approve; the articles that nobody else has seen out.

Every text needs a second pair of eyes: whoever approves an issue may have edited it, but may not
be the only one who did. What an approval has sealed needs no third.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edited:
    """An article that was edited since the issue was last approved, or ever."""

    title: str
    editors: frozenset[int | None]
    """Accounts; nobody's for what an import brought, which somebody else wrote."""
    is_approved_by_author: bool = False
    """Whether an author outside of the desk agreed to the text as it is now."""


def seen_by_nobody_else(edited: Iterable[Edited], approver: int) -> tuple[str, ...]:
    """The titles of articles that `approver` alone has edited."""
    return tuple(
        article.title
        for article in edited
        if article.editors == {approver} and not article.is_approved_by_author
    )
