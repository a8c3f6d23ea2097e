"""The address of a recording in; the player that a page may show in place, or nothing, out.

Nothing here asks anybody: what a host's player is called and wants is written down. A host that is
not known, or an address of it that is no recording, is only linked to.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from mitdomov.document.links import is_recording

_YOUTUBE_SHORT: Final = "youtu.be"
_YOUTUBE: Final = frozenset(
    {
        *("youtube.com", "www.youtube.com", "m.youtube.com", _YOUTUBE_SHORT),
        *("youtube-nocookie.com", "www.youtube-nocookie.com"),
    }
)
_VIMEO: Final = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_YOUTUBE_NAME: Final = re.compile(r"/(?:embed|live|shorts|v)/([\w-]{11})/?", re.ASCII)
_VIMEO_NAME: Final = re.compile(
    r"/(?:video/|channels/[\w-]+/|showcase/\d+/video/)?(\d{1,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII
)
_PEERTUBE_NAME: Final = re.compile(r"/(?:w|videos/watch|videos/embed)/([\w-]{8,40})/?", re.ASCII)
_MOMENT: Final = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", re.ASCII)
_HOST: Final = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Player:
    """`name` is what people call the host."""

    name: str
    address: str
    """Of the frame: https."""
    referrer_policy: str = "no-referrer"

    @property
    def host(self) -> str:
        """The one server that the page asks, with its port if it is an unusual one."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        """As a policy of content names it (CSP Level 3, `frame-src`)."""
        return f"https://{self.host}"


def player_of(url: str, hosts: Collection[str]) -> Player | None:
    """`hosts` are those that an administrator allows beside YouTube and Vimeo, in lower case."""
    if not is_recording(url):
        return None
    parts = urlsplit(url)
    host = parts.netloc.lower()
    if host in _YOUTUBE:
        return _youtube(parts)
    if host in _VIMEO:
        return _vimeo(parts)
    return _allowed(parts, host) if host in hosts and _HOST.fullmatch(host) else None


def _youtube(parts: SplitResult) -> Player | None:
    """It plays only where it is told which site asks (required minimum functionality, identity)."""
    asked = _asked(parts)
    found = _YOUTUBE_NAME.fullmatch(_youtube_path(parts, asked))
    if found is None:
        return None
    begins = _seconds(asked.get("t") or asked.get("start") or "")
    wants = {"autoplay": "1", "rel": "0", "hl": "cs", "cc_load_policy": "1", "cc_lang_pref": "cs"}
    query = urlencode(wants | ({"start": str(begins)} if begins else {}))
    address = f"https://www.youtube-nocookie.com/embed/{found[1]}?{query}"
    return Player("YouTube", address, "strict-origin")


def _youtube_path(parts: SplitResult, asked: Mapping[str, str]) -> str:
    if parts.path.rstrip("/") == "/watch":
        return f"/v/{asked.get('v', '')}"
    return f"/v{parts.path}" if parts.netloc.lower() == _YOUTUBE_SHORT else parts.path


def _vimeo(parts: SplitResult) -> Player | None:
    """A recording shown on named sites alone plays only where it is told which site asks."""
    found = _VIMEO_NAME.fullmatch(parts.path)
    if found is None:
        return None
    secret = found[2] or _asked(parts).get("h", "")
    wants = {"dnt": "1", "autoplay": "1", "texttrack": "cs"}
    query = urlencode(({"h": secret} if secret else {}) | wants)
    begins = _seconds(parts.fragment.removeprefix("t="))
    at = f"#t={begins}s" if begins else ""
    address = f"https://player.vimeo.com/video/{found[1]}?{query}{at}"
    return Player("Vimeo", address, "strict-origin")


def _allowed(parts: SplitResult, host: str) -> Player:
    """PeerTube's page becomes its player, which asks no other readers (`p2p`); others stay."""
    found = _PEERTUBE_NAME.fullmatch(parts.path)
    if found is None:
        return Player(host, parts._replace(netloc=host).geturl())
    query = urlencode({"autoplay": "1", "p2p": "0", "subtitle": "cs"})
    return Player(host, f"https://{host}/videos/embed/{found[1]}?{query}")


def _asked(parts: SplitResult) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def _seconds(words: str) -> int:
    """Of `90`, `90s` or `1h2m3s`; 0 for all else."""
    found = _MOMENT.fullmatch(words)
    if found is None:
        return 0
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds
