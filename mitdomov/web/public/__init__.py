"""What readers see: the front page, the archive and the search, sign-up, news and events.

Nothing here tracks anybody, sets a cookie to a reader, or asks another host for anything.
"""

from flask import Blueprint, Response, make_response, send_file

from mitdomov import places
from mitdomov.editorial import queries
from mitdomov.web.instance import store
from mitdomov.web.public import (
    archive,
    events,
    home,
    implementers,
    machine,
    materials,
    news,
    searching,
    sign_up,
    statements,
    webinars,
)

blueprint = Blueprint("public", __name__)

for part in (
    home,
    archive,
    sign_up,
    news,
    events,
    materials,
    webinars,
    implementers,
    searching,
    machine,
    statements,
):
    part.register(blueprint)


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
