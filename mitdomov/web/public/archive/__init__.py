"""The archive: the shelf of issues by year, and the files of each edition."""

from pathlib import PurePosixPath

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from mitdomov.editorial import queries
from mitdomov.magazine.numbers import number_of
from mitdomov.web.instance import store
from mitdomov.web.public.archive.past import past


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/cislo/<slug>/", view_func=edition)
    blueprint.add_url_rule("/cislo/<slug>/<path:path>", view_func=edition)


def edition(slug: str, path: str = "") -> Response:
    """A file of the current edition, the PDF among them.

    Bytes never change under a SHA-256, so a browser asks only whether it is still the same.
    """
    number = number_of(slug) or abort(404)
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    with store().reading() as session:
        found = queries.artefact(session, number, f"web/{name}")
    if found is None:
        return past(number, path)
    return send_file(
        store().blobs.path(found.sha256),
        mimetype=found.media_type,
        download_name=PurePosixPath(name).name,
        etag=found.sha256,
        conditional=True,
        max_age=300,
    )
