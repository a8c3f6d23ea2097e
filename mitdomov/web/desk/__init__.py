"""The editors' part: issues, dispatches and the built-in mailbox; served by the demo alone.

The demo knows no sign-in, so it answers nobody but this machine.
"""

from ipaddress import ip_address

from flask import Blueprint, abort, request

from mitdomov.web.desk import dispatches, issues, mailbox

blueprint = Blueprint("desk", __name__, url_prefix="/redakce")

_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


@blueprint.before_request
def only_from_this_machine() -> None:
    """The name is checked too: a foreign page may point a name of its own at 127.0.0.1."""
    is_own_name = request.host.rsplit(":", 1)[0] in _OWN_NAMES
    if not is_own_name or not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
        abort(403)


for part in (issues, dispatches, mailbox):
    part.register(blueprint)
