"""Refuses a list that the publication does not have."""

from collections.abc import Collection


class UnknownListError(ValueError):
    """There is no such list; the message is a Czech sentence that names those there are."""


def require_known(list_slug: str, known_lists: Collection[str]) -> None:
    if list_slug not in known_lists:
        raise UnknownListError(
            f"Seznam „{list_slug}“ neexistuje. Známé seznamy: {', '.join(known_lists)}."
        )
