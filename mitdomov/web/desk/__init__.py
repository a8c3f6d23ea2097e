"""The editors' part: issues, dispatches and the built-in mailbox; served by the demo alone.

The demo knows no sign-in, so it answers nobody but this machine.
"""

import re
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, abort, request

from mitdomov.settings import Relay
from mitdomov.web.desk import (
    approval,
    articles,
    assembly,
    audit,
    checks,
    dispatches,
    editor,
    history,
    issue_frame,
    issues,
    mailbox,
    media,
    originals,
    own_account,
    people,
    preview,
    profile,
    proofs,
    publishing,
    readers,
    sending,
    settings_page,
    settling,
    suppression,
    system,
    test_letters,
    word_import,
)
from mitdomov.web.instance import settings

blueprint = Blueprint("desk", __name__, url_prefix="/redakce")

_OF_PROXIES: Final = ("Forwarded", "Via", "X-Real-Ip")
_OWN_HOST: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?")


@blueprint.before_request
def only_from_this_machine() -> None:
    """The name is checked too: a foreign page may point a name of its own at 127.0.0.1."""
    comes_from = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104
    if not _OWN_HOST.fullmatch(request.host) or not comes_from.is_loopback or _is_forwarded():
        abort(403)


def _is_forwarded() -> bool:
    """A proxy on this machine asks from loopback, whoever asked it."""
    return any(
        name.startswith("X-Forwarded-") or name in _OF_PROXIES
        for name in map(str.title, request.headers.keys())
    )


@blueprint.context_processor
def where_letters_go() -> dict[str, Relay | None]:
    return {"relay": settings().relay}


for part in (
    approval,
    articles,
    assembly,
    audit,
    checks,
    dispatches,
    editor,
    history,
    issue_frame,
    issues,
    mailbox,
    media,
    originals,
    own_account,
    people,
    preview,
    profile,
    proofs,
    publishing,
    readers,
    sending,
    settings_page,
    settling,
    suppression,
    system,
    test_letters,
    word_import,
):
    part.register(blueprint)
