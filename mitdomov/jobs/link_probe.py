"""An address on the web in, what its server answers out; nothing but public servers is asked.

The name is resolved once, every address that it has must be public, and the connection goes to
one of those: so neither a redirect nor a name that changes its mind leads into the own network
(CWE-918). Nothing is kept of what a server says but its status.
"""

import errno
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from threading import Timer
from typing import Final, TypeAlias
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from mitdomov.editorial.link_checks import Answer, Checked

TIMEOUT_SECONDS: Final = 5.0
DEADLINE_SECONDS: Final = 8.0
"""Of one question, however slowly its answer drips."""
MOST_REDIRECTS: Final = 5
_MOST_BYTES: Final = 65_536
_AGENT: Final = "MitDomov-link-check/1"
_PORTS: Final = {"http": 80, "https": 443}
_MOVED_FOR_GOOD: Final = (301, 308)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_GONE: Final = (404, 410)
_NO_HEAD: Final = (400, 403, 404, 405, 406, 501)
"""Some servers answer HEAD with one of these, and GET with the page."""
_NO_SUCH_NAME: Final = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
"""Any other failure tells of those who were asked, not of the name."""
_NOTHING_LEFT_HERE: Final = (
    errno.ENETUNREACH,
    errno.ENETDOWN,
    errno.EADDRNOTAVAIL,
    errno.EACCES,
    errno.EPERM,
    errno.EMFILE,
    errno.ENFILE,
)
"""Without a network, or behind a firewall, every address would seem dead."""
_OWN_NETWORK: Final = (
    "nešlo ověřit, spojení neumožnila síť počítače, na kterém program běží; zkuste to později."
)

Allow: TypeAlias = Callable[[str, int], bool]
"""Whether a connection may go to this IP address and port."""


def is_public(address: str, port: int) -> bool:
    found = ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    return port in _PORTS.values() and found.is_global and not found.is_multicast


class _RefusedError(Exception):
    pass


def probe(url: str, allow: Allow = is_public) -> Checked:
    """Never raises, whatever a server does; takes at most `DEADLINE_SECONDS` a question."""
    moved = ""
    here = url
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _ask(here, allow)
            if status not in _REDIRECTS or not location:
                return _judged(url, status, moved)
            here = urljoin(here, location)
            moved = here if status in _MOVED_FOR_GOOD else moved
    except _RefusedError:
        sentence = "adresa vede do vnitřní sítě nebo na neobvyklý port; nahraďte ji veřejnou."
        return Checked(url, Answer.DEAD, sentence)
    except (OSError, HTTPException, ValueError) as error:
        return _failed(url, error)
    return Checked(url, Answer.DEAD, "server přesměrovává stále dokola; najděte jinou adresu.")


def _judged(url: str, status: int, moved: str) -> Checked:
    if status in _GONE:
        return Checked(
            url, Answer.DEAD, f"stránka tu není ({status}); najděte novou, nebo odkaz smažte."
        )
    if status >= 500:
        return Checked(url, Answer.UNCLEAR, f"server hlásí chybu ({status}); zkuste to později.")
    if status >= 400:
        return Checked(
            url, Answer.UNCLEAR, f"server program nepustil ({status}); otevřete odkaz v prohlížeči."
        )
    if moved:
        return Checked(url, Answer.MOVED, f"stránka se přestěhovala na {moved}")
    return Checked(url, Answer.ALIVE, "")


def _failed(url: str, error: Exception) -> Checked:
    match error:
        case socket.gaierror(errno=number) if number in _NO_SUCH_NAME:
            return Checked(url, Answer.DEAD, "server takového jména není; opravte překlep.")
        case socket.gaierror():
            return Checked(url, Answer.UNCLEAR, _OWN_NETWORK)
        case OSError(errno=number) if number in _NOTHING_LEFT_HERE:
            return Checked(url, Answer.UNCLEAR, _OWN_NETWORK)
        case ssl.SSLError():
            return Checked(
                url, Answer.UNCLEAR, "certifikát serveru neplatí; otevřete odkaz v prohlížeči."
            )
        case TimeoutError():
            sentence = f"server do {TIMEOUT_SECONDS:.0f} sekund neodpověděl; zkuste to později."
            return Checked(url, Answer.UNCLEAR, sentence)
        case OSError():
            return Checked(url, Answer.DEAD, "server spojení nepřijal; najděte jinou adresu.")
        case _:
            return Checked(
                url, Answer.UNCLEAR, "server odpověděl nesrozumitelně; podívejte se sami."
            )


def _ask(url: str, allow: Allow) -> tuple[int, str]:
    """Status and Location of the answer."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username:
        raise _RefusedError
    status, location = _one(parts, "HEAD", allow)
    return _one(parts, "GET", allow) if status in _NO_HEAD else (status, location)


def _one(parts: SplitResult, method: str, allow: Allow) -> tuple[int, str]:
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or _PORTS[parts.scheme]
    connection = HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    connection.sock = _connected(host, port, parts.scheme, allow)
    deadline = Timer(DEADLINE_SECONDS, _cut, (connection.sock,))
    deadline.daemon = True
    deadline.start()
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    try:
        connection.request(method, path, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        _drain(answer)
        return answer.status, answer.headers.get("Location", "")
    finally:
        deadline.cancel()
        connection.close()


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _drain(answer: HTTPResponse) -> None:
    """As much as an honest answer has; the rest is cut off with the connection."""
    answer.read(_MOST_BYTES)


def _connected(host: str, port: int, scheme: str, allow: Allow) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(allow(address, port) for address in addresses):
        raise _RefusedError
    plain = socket.create_connection((addresses[0], port), timeout=TIMEOUT_SECONDS)
    if scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise
