"""A folder of news as plain text in; checked items, or everything that is wrong with them, out.

One file an item, `NN-slug.md`: a TOML header between lines `+++` (title, perex, region, author,
source, picture, as_of, published, sample), then the body in the Markdown profile.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from mitdomov.bulletin.news.text import NewsText, problems_of_draft
from mitdomov.clock import PRAGUE
from mitdomov.magazine.folder import front_matter

_NAME: Final = re.compile(r"(?:[0-9]+-)?(?P<slug>[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?)\.md")
_MORNING: Final = time(9)
_KNOWN: Final = frozenset(
    ("title", "perex", "region", "author", "source", "picture", "as_of", "published", "sample")
)


@dataclass(frozen=True, slots=True)
class NewsFile:
    slug: str
    text: NewsText
    published_at: datetime | None
    """None for a draft."""
    is_sample: bool


class NewsFolderError(Exception):
    """Nothing was imported; the message is one Czech sentence for each thing that is wrong."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def read_news(files: Mapping[str, bytes]) -> list[NewsFile]:
    """By name of file; the first of two that share a slug and all others are judged. Raises
    `NewsFolderError`."""
    found: list[NewsFile] = []
    wrong: list[str] = []
    for name, data in sorted(files.items()):
        try:
            item = _read(name, data.decode())
        except (ValueError, tomllib.TOMLDecodeError) as error:
            wrong.append(f"{name}: {error}")
            continue
        wrong += [f"{name}: {sentence}" for sentence in problems_of_draft(item.text).values()]
        if item.slug in {each.slug for each in found}:
            wrong.append(f"{name}: adresa „{item.slug}“ je tu dvakrát.")
        found.append(item)
    if not found and not wrong:
        wrong.append("Ve složce není žádný soubor .md s novinkou.")
    if wrong:
        raise NewsFolderError(wrong)
    return found


def _read(name: str, text: str) -> NewsFile:
    """Raises `ValueError` with a Czech sentence."""
    named = _NAME.fullmatch(name)
    if named is None:
        raise ValueError("pojmenujte soubor malými písmeny bez diakritiky, např. 01-nova-data.md.")
    parts = front_matter.split(text.replace("\r\n", "\n"))
    if parts is None:
        raise ValueError("chybí hlavička mezi řádky +++.")
    try:
        head = tomllib.loads(parts.header)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"hlavičku nejde přečíst ({error}).") from None
    unknown = sorted(head.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"neznámý údaj „{unknown[0]}“.")
    return NewsFile(named["slug"], _text(head, parts.body), _moment(head), bool(head.get("sample")))


def _text(head: dict[str, Any], body: str) -> NewsText:
    source, picture = _table(head, "source"), _table(head, "picture")
    return NewsText(
        title=_words(head, "title"),
        perex=_words(head, "perex"),
        body=body.strip(),
        region=_words(head, "region"),
        author=_words(head, "author"),
        source_name=_words(source, "name"),
        source_url=_words(source, "url"),
        picture=_words(picture, "file"),
        picture_alt=_words(picture, "alt"),
        picture_credit=_words(picture, "credit"),
        as_of=_day(head, "as_of"),
    )


def _words(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"údaj „{name}“ musí být text v uvozovkách.")  # noqa: TRY004
    return " ".join(value.split())


def _table(head: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = head.get(name, {})
    if not isinstance(value, dict):
        raise ValueError(f"údaj „{name}“ se píše jako tabulka, např. {name} = {{ … }}.")  # noqa: TRY004
    return value


def _day(head: Mapping[str, Any], name: str) -> date | None:
    value = head.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"údaj „{name}“ musí být den, např. 2026-04-30.")  # noqa: TRY004
    return value


def _moment(head: Mapping[str, Any]) -> datetime | None:
    day = _day(head, "published")
    return datetime.combine(day, _MORNING, PRAGUE) if day else None
