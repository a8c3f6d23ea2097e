"""The settings of an instance, as values that cannot be wrong."""

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from mitdomov.settings.relay import Relay
from mitdomov.settings.sender import Sender

_SOCKET_PATH_LIMIT_BYTES: Final = 100


class UncertainPolicy(StrEnum):
    """What happens to a letter of which nobody can say whether it left."""

    HOLD = "hold"
    RESEND_ONCE = "resend-once"


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    database_url: str
    broker_url: str = field(repr=False)
    """Empty means the embedded broker on a unix socket in the data directory."""
    relay: Relay | None
    """Nothing means the built-in mailbox: letters are kept for viewing, none is sent."""
    public_url: str
    """Scheme and host, no path and no trailing slash."""
    sender: Sender
    notice_to: str
    """The address that is told that a dispatch finished or was paused; empty means nobody."""
    secret_key: str = field(repr=False)
    bounce_address: str = ""
    """To which servers return letters, its domain in ASCII; empty means the sender's own."""
    bounce_maildir: Path | None = None
    """The Maildir in which returned letters arrive, when the program is to read it."""
    uncertain_policy: UncertainPolicy = UncertainPolicy.HOLD
    lease_seconds: int = 120
    """How long a worker may keep letters that it has not begun to send."""
    checks_links: bool = False
    """Whether the worker may open addresses on the web to see whether they still answer."""
    trusted_proxies: int = 0
    """How many reverse proxies stand in front of the web, each of which names whom it serves."""
    player_hosts: tuple[str, ...] = ()
    """Whose players pages of webinars may show after a click, beside YouTube's and Vimeo's."""
    is_demo: bool = False
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    """Where each setting came from, as `sources.read_origins` says."""

    @property
    def uses_embedded_broker(self) -> bool:
        return not self.broker_url

    @property
    def keeps_letters(self) -> bool:
        """Whether letters end in the built-in mailbox."""
        return self.relay is None

    @property
    def broker_socket(self) -> Path:
        """In the data directory, or in the system's temporary one where the path would be too long.

        A unix socket's path holds at most 104 bytes on macOS, 108 on Linux (sockaddr_un).
        """
        socket = self.data_dir / "broker.sock"
        if len(os.fsencode(socket)) < _SOCKET_PATH_LIMIT_BYTES:
            return socket
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"mitdomov-{digest}.sock"

    @property
    def effective_broker_url(self) -> str:
        return self.broker_url or f"redis+socket://{self.broker_socket}"
