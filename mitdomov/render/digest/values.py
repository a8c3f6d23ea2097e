"""What a digest letter is made of, as frozen values, and the canonical bytes that name it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from mitdomov.magazine.model import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """A piece of news; every text is typeset."""

    title: str
    perex: str
    region: str
    colour: str
    url: str
    """Absolute, of its page on the public web."""
    published_at: datetime
    author: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEvent:
    title: str
    starts_at: datetime
    when: str
    """The whole span in Czech words."""
    place: str
    url: str
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPicture:
    """The picture of the first news that has one, as JPEG or PNG."""

    name: str
    alt: str
    credit: str
    of_url: str
    """The page of the news that it belongs to."""
    sha256: str
    """Of the picture in the library, which names its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    number: int
    """Counts digests; the façade of the letter is drawn by it."""
    title: str
    """`Novinky 22. 11. 2026`."""
    dated: date
    subject: str
    word: str
    items: tuple[DigestItem, ...]
    """By region in the order of the letter."""
    events: tuple[DigestEvent, ...]
    publication: Publication
    picture: DigestPicture | None = None
    is_sample: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(canonical(self)).hexdigest()


def canonical(digest: Digest) -> bytes:
    """JSON with sorted keys; the same content gives the same bytes on every machine."""
    plain = {"kind": "digest", **asdict(digest)}
    text = json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_moment
    )
    return text.encode()


def _moment(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
