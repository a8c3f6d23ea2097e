"""A form that could not be taken in; what was typed into it, and the page it stood on, out."""

import re
from typing import Final

from flask import request
from flask.globals import request_ctx

_NOT_TYPED: Final = re.compile(
    r"csrf_token|next|act|id|key|version.*|verze|zaklad|imprint|otisk|.*(password|code|again|token).*"
)
"""What a form carries by itself, and what is never shown: passwords and codes."""
_CHOSEN: Final = re.compile("[a-z][a-z-]*")
"""Keys of choices, of which the words stand in the form; nobody has typed them."""


def typed() -> list[str]:
    """To be copied by whoever has no scripts; a body that is too large has not been read."""
    return [
        text
        for name, values in request.form.lists()
        if not _NOT_TYPED.fullmatch(name)
        for text in (value.strip() for value in values)
        if text and not _CHOSEN.fullmatch(text)
    ]


def files() -> list[str]:
    """The names of files that have to be chosen again."""
    return [name for each in request.files.values() if (name := each.filename)]


def page_of_form() -> str:
    """The path of the page that most likely had the form: the nearest one that can be opened."""
    adapter = request_ctx.url_adapter
    path = request.path
    while adapter is not None and path and not adapter.test(path, "GET"):
        path = path.rpartition("/")[0]
    return request.full_path if path == request.path and request.query_string else path or "/"
