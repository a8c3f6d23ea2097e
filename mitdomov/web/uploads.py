"""Which views take files, and how large; every other body stays within the application's limit."""

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Flask, current_app, request, session

_LIMIT: Final = "_mitdomov_upload_bytes"
_SIGNED_IN: Final = "_user_id"
"""Under which Flask-Login keeps who is signed in, in the sealed cookie."""
_View = TypeVar("_View", bound=Callable[..., object])


def takes_files(limit_bytes: int) -> Callable[[_View], _View]:
    """Marks a view whose request may be so large; nobody but people signed in may send it."""

    def mark(view: _View) -> _View:
        setattr(view, _LIMIT, limit_bytes)
        return view

    return mark


def install(app: Flask) -> None:
    """Before the protection of forms, which reads the body to find its token."""
    app.before_request(_raise_limit)


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint) if request.endpoint else None
    limit: int | None = getattr(view, _LIMIT, None)
    if limit is not None and _SIGNED_IN in session:
        request.max_content_length = limit
