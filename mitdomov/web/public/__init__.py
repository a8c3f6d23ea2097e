"""What readers see: the shelf of issues and the web edition, PDF and pictures of each."""

from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, make_response, render_template, send_file

from mitdomov import places
from mitdomov.editorial import queries
from mitdomov.magazine.numbers import number_of
from mitdomov.web.instance import store
from mitdomov.web.issue_cards import shelf
from mitdomov.web.public.frame import frame

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def home() -> str:
    with store().reading() as session:
        return render_template("public/home.html", shelf=shelf(session), **frame(session))


@blueprint.get("/zdravi")
def health() -> Response:
    """For whoever watches over the program: answers when the database does."""
    with store().reading() as session:
        queries.issues(session)
    response = make_response("v pořádku\n")
    response.mimetype = "text/plain"
    return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for it by this name on pages that name none, such as an edition's."""
    return send_file(places.ASSETS / "icon.svg", max_age=86_400)


@blueprint.get("/cislo/<slug>/")
@blueprint.get("/cislo/<slug>/<path:path>")
def edition(slug: str, path: str = "") -> Response:
    """A file of the current edition, the PDF among them.

    Bytes never change under a SHA-256, so a browser asks only whether it is still the same.
    """
    number = number_of(slug) or abort(404)
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    with store().reading() as session:
        found = queries.artefact(session, number, f"web/{name}") or abort(404)
    return send_file(
        store().blobs.path(found.sha256),
        mimetype=found.media_type,
        download_name=PurePosixPath(name).name,
        etag=found.sha256,
        conditional=True,
        max_age=300,
    )
