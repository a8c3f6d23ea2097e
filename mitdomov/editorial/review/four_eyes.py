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
    makers_of_agreeing_links: frozenset[int] = frozenset()
    """Accounts that made the links through which authors agreed to the text as it is now."""


def seen_by_nobody_else(edited: Iterable[Edited], approver: int) -> tuple[str, ...]:
    """The titles of articles that `approver` alone has edited.

    An author's yes counts unless the approver made the link: whoever makes a link sees it, and
    could have agreed through it in the author's name.
    """
    return tuple(
        article.title
        for article in edited
        if article.editors == {approver} and article.makers_of_agreeing_links <= {approver}
    )
