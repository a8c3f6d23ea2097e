"""An address below an issue in; the file of its current edition out, to be kept as long as it may.

Follows RFC 9110 (conditional requests, ranges), RFC 9111 and RFC 8246 (caching), RFC 9530 (digest).
"""

import re
from base64 import b64encode
from pathlib import PurePosixPath
from typing import Final

from flask import abort, send_file
from werkzeug.wrappers import Response

from mitdomov.editorial import queries
from mitdomov.magazine.numbers import number_of
from mitdomov.web import codings
from mitdomov.web.built import YEAR_SECONDS
from mitdomov.web.instance import store
from mitdomov.web.public.archive.past import past

_NAMED_BY_CONTENT: Final = re.compile(
    r"web/(?:pictures/.+-[0-9a-f]{8}-\d+\.(?:jpg|png)|.+-[0-9a-f]{8}\.(?:css|woff2))"
)
"""As `render.pictures` and `render.web.naming` name files: other content has another name."""
_COMPANION: Final = re.compile(r"web/(?:fonts/[^/]+\.woff2|[^/]+\.css)")
"""What pages of an edition look like, and nothing that they say."""
_FRESH_SECONDS: Final = {".html": 60, ".css": 300, ".woff2": 300}
"""How long a browser or a proxy need not ask whether a file is still the same; then its ETag
answers in one question. Styles and fonts of older editions are not named by their content."""
_OTHERWISE_SECONDS: Final = 3_600
_BOOKS: Final = frozenset({".pdf", ".epub"})


def edition(slug: str, path: str = "") -> Response:
    """A file of the edition that readers see now, the PDF among them; 404 for all else."""
    number = number_of(slug) or abort(404)
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    with store().reading() as session:
        found = queries.artefact(session, number, f"web/{name}")
        if found is None and _COMPANION.fullmatch(f"web/{name}"):
            found = queries.artefact_once_shown(session, number, f"web/{name}")
    if found is None:
        return past(number, path)
    return _served(found)


def _served(found: queries.ServedFile) -> Response:
    path = PurePosixPath(found.path)
    response = send_file(
        store().blobs.path(found.sha256),
        mimetype=found.media_type,
        as_attachment=path.suffix == ".epub",
        download_name=path.name,
        etag=found.sha256,
        conditional=True,
        max_age=_FRESH_SECONDS.get(path.suffix, _OTHERWISE_SECONDS),
    )
    response.content_type = found.media_type  # `send_file` would add the charset again
    response.cache_control.public = True
    response.headers.pop("Expires", None)  # its moment would be kept in memory with the file
    codings.vary(response)
    if _NAMED_BY_CONTENT.fullmatch(found.path):
        response.cache_control.max_age = YEAR_SECONDS
        response.cache_control.immutable = True
    if path.suffix in _BOOKS:
        digest = b64encode(bytes.fromhex(found.sha256)).decode()
        response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response
