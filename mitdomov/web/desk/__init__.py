"""The editors' part: issues, dispatches and the built-in mailbox; served by the demo alone.

The demo knows no sign-in, so it answers nobody but this machine.
"""

import re
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, abort, request

from mitdomov.web.desk import dispatches, issues, mailbox, sending

blueprint = Blueprint("desk", __name__, url_prefix="/redakce")

_OWN_HOST: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?")


@blueprint.before_request
def only_from_this_machine() -> None:
    """The name is checked too: a foreign page may point a name of its own at 127.0.0.1."""
    comes_from = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104
    if not _OWN_HOST.fullmatch(request.host) or not comes_from.is_loopback:
        abort(403)


for part in (issues, sending, dispatches, mailbox):
    part.register(blueprint)
