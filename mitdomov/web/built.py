"""The built styles, scripts and fonts in; each by a name that says its content, for good, out.

Templates ask for `url_for('static', filename='site.css')` and get the address with that name. An
address without it, or with the one of another build, answers too: with what there is now.
"""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from flask import Flask, request, send_from_directory
from werkzeug.wrappers import Response

from mitdomov import places
from mitdomov.render.web.naming import named_by_content, plain_name, with_names
from mitdomov.web import codings

YEAR_SECONDS: Final = 31_536_000
_FRESH_SECONDS: Final = 300
_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Of what pages ask for; whole fonts of the PDF lie in the same folder and are none of it."""


class Built(NamedTuple):
    names: dict[str, str]
    """By the plain name, e.g. `site.css`, the one that says the content."""
    files: dict[str, bytes]
    """By the latter."""


def install(app: Flask) -> None:
    """Takes the place of Flask's own view of static files, under the same endpoint."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)
    app.url_defaults(_name)


def _name(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values["filename"] = built().names.get(values["filename"], values["filename"])


def static(filename: str) -> Response:
    """A built file, or 404."""
    data = built().files.get(filename)
    if data is None:
        return send_from_directory(places.ASSETS, plain_name(filename), max_age=_FRESH_SECONDS)
    response = Response(data, content_type=_MEDIA_TYPES[f".{filename.rpartition('.')[2]}"])
    response.add_etag()
    codings.vary(response)
    response.cache_control.public = True
    response.cache_control.max_age = YEAR_SECONDS
    response.cache_control.immutable = True
    return response.make_conditional(request, accept_ranges=True, complete_length=len(data))


@lru_cache(maxsize=1)
def built() -> Built:
    """Read once: a new build needs a new process, as new code does."""
    plain = {
        path.relative_to(places.ASSETS).as_posix(): path.read_bytes()
        for path in sorted(places.ASSETS.rglob("*"))
        if path.suffix in _MEDIA_TYPES and places.EDITION_STYLES not in path.parents
    }
    sheets = {path for path in plain if path.endswith(".css")}
    names = {path: named_by_content(path, plain[path]) for path in plain.keys() - sheets}
    for path in sheets:
        plain[path] = with_names(plain[path], names)
    names |= {path: named_by_content(path, plain[path]) for path in sheets}
    return Built(names, {names[path]: data for path, data in plain.items()})
