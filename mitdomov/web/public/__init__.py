"""What readers see: the shelf of issues and the web edition, PDF and pictures of each."""

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from mitdomov import places
from mitdomov.editorial import reading
from mitdomov.web.instance import store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.issues import number_of, shelf

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
def home() -> str:
    with store().reading() as session:
        return render_template("public/home.html", shelf=shelf(session), **frame(session))


@blueprint.get("/zdravi")
def health() -> Response:
    """For whoever watches over the program: answers when the database does."""
    with store().reading() as session:
        reading.issues(session)
    response = make_response("v pořádku\n")
    response.mimetype = "text/plain"
    return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for it by this name on pages that name none, such as an edition's."""
    return send_file(places.ASSETS / "icon.svg", max_age=86_400)


@blueprint.get("/cislo/<slug>")
def issue_without_slash(slug: str) -> AnyResponse:
    return redirect(url_for("public.edition", slug=slug), 308)


@blueprint.get("/cislo/<slug>/")
@blueprint.get("/cislo/<slug>/<path:path>")
def edition(slug: str, path: str = "") -> Response:
    """A file of the current edition: `web/…`, or the PDF under its public name."""
    number = number_of(slug) or abort(404)
    return artefact(number, _artefact_path(slug, path))


def artefact(number: str, path: str) -> Response:
    """Bytes never change under a SHA-256, so a browser asks only whether it is still the same."""
    with store().reading() as session:
        found = reading.artefact(session, number, path) or abort(404)
    return send_file(
        store().blobs.path(found.sha256),
        mimetype=found.media_type,
        etag=found.sha256,
        conditional=True,
        max_age=300,
    )


def _artefact_path(slug: str, path: str) -> str:
    if path == f"mit-domov-{slug}.pdf":
        return "issue.pdf"
    return f"web/{path}index.html" if path == "" or path.endswith("/") else f"web/{path}"
