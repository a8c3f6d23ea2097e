"""What each page of the desk asks of whoever opens it; a page that asks nothing is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from flask import abort, current_app, g, request

from mitdomov.accounts.audit import Actor
from mitdomov.accounts.roles import Right, Role, rights_of

_RIGHT: Final = "_mitdomov_right"
_View = TypeVar("_View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]

    def may(self, right: Right | str) -> bool:
        return right in rights_of(self.roles)

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.id)


def needs(right: Right) -> Callable[[_View], _View]:
    """Marks a view with the right that opens it."""

    def mark(view: _View) -> _View:
        setattr(view, _RIGHT, right)
        return view

    return mark


def needed_right(endpoint: str) -> Right | None:
    """None for a view that was not marked."""
    right: Right | None = getattr(current_app.view_functions[endpoint], _RIGHT, None)
    return right


def signed_in() -> SignedIn:
    """The person behind this request; only in views of the desk, which nobody else reaches."""
    person: SignedIn | None = g.get("signed_in")
    return person or abort(403)


def check_right() -> None:
    """Before each view of the desk: refuses whoever lacks the view's right."""
    right = needed_right(request.endpoint) if request.endpoint else None
    if right is None or not signed_in().may(right):
        abort(403)
