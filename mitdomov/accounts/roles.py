"""Who may do what: roles that people hold in, rights that pages ask for out."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    AUTHOR = "author"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What a page asks for; a page that asks for none is closed to everybody."""

    SIGNED_IN = "signed-in"
    """Home, one's own account, reading what one works on."""
    WRITE = "write"
    """Write the articles that one is entrusted with."""
    EDIT = "edit"
    """Write every article, assemble issues, keep the media library, invite authors to proofs."""
    APPROVE = "approve"
    FOUND = "found"
    """Say what the publication is called and who publishes it, on an empty instance."""
    SEND = "send"
    """Publish issues, order dispatches and control them."""
    READERS = "readers"
    """See subscribers and act on their behalf."""
    ADMINISTER = "administer"
    """Accounts, the audit log, settings, the state of the system."""


_RIGHTS: Final = {
    Role.AUTHOR: {Right.WRITE},
    Role.TRANSLATOR: {Right.WRITE},
    Role.EDITOR: {Right.WRITE, Right.EDIT},
    Role.PUBLISHER: {
        Right.WRITE,
        Right.EDIT,
        Right.APPROVE,
        Right.FOUND,
        Right.SEND,
        Right.READERS,
    },
    Role.ADMINISTRATOR: {Right.FOUND, Right.READERS, Right.ADMINISTER},
}
ROLE_NAMES: Final = {
    Role.AUTHOR: "autor",
    Role.TRANSLATOR: "překladatel",
    Role.EDITOR: "redaktor",
    Role.PUBLISHER: "vydavatel",
    Role.ADMINISTRATOR: "správce",
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """Everything that any of `roles` allows."""
    return frozenset({Right.SIGNED_IN}).union(*(_RIGHTS[role] for role in roles))
