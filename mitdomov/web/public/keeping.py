"""Marks pages that are the same for every reader, so that they are made once and kept.

A kept page is made anew when anything that readers see changes (`database.public_version`), and
after a while in any case, because some pages tell what is to come.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from flask import make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

_FRESH_SECONDS: Final = 60
"""So long a browser or a proxy need not ask again."""

P = ParamSpec("P")


def kept(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """For views that look at nothing but the address: no cookie, no person, no form."""

    @wraps(view)
    def keeping(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        if response.status_code == 200:
            response.cache_control.public = True
            response.cache_control.max_age = _FRESH_SECONDS
            response.add_etag()
            response.make_conditional(request)
        return response

    return keeping
