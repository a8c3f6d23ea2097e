"""Wrong tokens by network in; whether to look at the next one with care, or to answer briefly out.

A right token is never held up, whoever was wrong before in the same house: a token cannot be
guessed (128 bits and more), so this only keeps a guesser from costing much.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Final, NoReturn, cast

from flask import Response, current_app, render_template, request

from mitdomov.web.instance import store
from mitdomov.web.public.frame import frame

MOST_WRONG: Final = 120
"""From one network within `WINDOW_SECONDS`; scanners behind one gateway stay far below."""
WINDOW_SECONDS: Final = 600.0
_MOST_NETWORKS: Final = 10_000
_KEY: Final = "mitdomov wrong tokens"
_TOO_MANY: Final = (
    f"Příliš mnoho neplatných odkazů. Zkuste to znovu za {WINDOW_SECONDS / 60:.0f} minut.\n"
)


@dataclass(slots=True)
class WrongTokens:
    """Of one process, in memory only: no network's address is ever written down."""

    counts: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def are_too_many(self, network: str, seconds: float) -> bool:
        """Counts one more at the moment `seconds` of a clock that never goes back."""
        with self.lock:
            since, count = self.counts.pop(network, (seconds, 0))
            if seconds - since > WINDOW_SECONDS:
                since, count = seconds, 0
            self.counts[network] = (since, count + 1)
            while len(self.counts) > _MOST_NETWORKS:
                self.counts.popitem(last=False)
        return count >= MOST_WRONG


class WrongTokenError(Exception):
    """No link of ours has this token, or none any more."""


def refuse_token() -> NoReturn:
    raise WrongTokenError


def answer_wrong_token(_error: WrongTokenError) -> Response:
    """The same page for every wrong token, whatever is wrong with it."""
    known = current_app.extensions.setdefault(_KEY, WrongTokens())
    wrong = cast("WrongTokens", known)
    if wrong.are_too_many(network(request.remote_addr or ""), time.monotonic()):
        words = Response(_TOO_MANY, 429, {"Retry-After": str(int(WINDOW_SECONDS))})
        words.mimetype = "text/plain"
        return words
    with store().reading() as session:
        return Response(render_template("feedback/void.html", **frame(session)), 404)


def network(remote: str) -> str:
    """An address of IPv4, or the 64 bits that a provider assigns to a household."""
    try:
        address = ip_address(remote)
    except ValueError:
        return remote
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network((address, 64), strict=False))
    return str(address)
