"""What the editor sends in, the article with the new text out, and what of it was not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from mitdomov.document.editor_json import EditorJsonError, read, write
from mitdomov.document.markdown_reader import MarkdownError, parse
from mitdomov.document.normal_inlines import normal_text
from mitdomov.document.tree import Document
from mitdomov.magazine.model import Article

_BROKEN = "Odeslaný text nejde přečíst. Zkopírujte si jej a obnovte stránku."
_NO_TITLE = "Článek musí mít titulek, zůstal proto ten poslední."
_MOST_TITLE_CHARS = 300
_MOST_PEREX_CHARS = 5_000


@dataclass(frozen=True, slots=True)
class SentText:
    title: str
    perex: str
    body: Document
    mistakes: tuple[str, ...] = ()

    def in_place_of(self, article: Article) -> Article:
        """`article` with this text; an empty title leaves the old one."""
        title = self.title or article.title
        return replace(article, title=title, perex=self.perex, body=self.body)

    @property
    def complaints(self) -> list[str]:
        return [*self.mistakes, *([] if self.title else [_NO_TITLE])]


def sent_json() -> dict[str, Any]:
    """The body of the request; raises `EditorJsonError`."""
    try:
        value = request.get_json(silent=True)
    except RecursionError:
        raise EditorJsonError(_BROKEN) from None
    if not isinstance(value, dict):
        raise EditorJsonError(_BROKEN)
    return value


def text_of_json(value: object) -> SentText:
    """Raises `EditorJsonError`."""
    if not isinstance(value, Mapping):
        raise EditorJsonError(_BROKEN)
    found = read(value.get("body"))
    return SentText(
        _line(value.get("title"), _MOST_TITLE_CHARS),
        _line(value.get("perex"), _MOST_PEREX_CHARS),
        found.document,
        found.mistakes,
    )


def text_of_form(form: Mapping[str, str]) -> SentText:
    """Raises `MarkdownError`."""
    source = form.get("source", "").replace("\r\n", "\n").replace("\r", "\n")
    return SentText(
        _line(form.get("title"), _MOST_TITLE_CHARS),
        _line(form.get("perex"), _MOST_PEREX_CHARS),
        parse(source),
    )


def version_of(value: object) -> int:
    """The version that a save began from; 0, which never is one, for nonsense."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return 0
    return (
        int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 10 else 0
    )


def text_to_json(article: Article) -> dict[str, Any]:
    return {"title": article.title, "perex": article.perex, "body": write(article.body)}


def _line(value: object, most: int) -> str:
    return normal_text(value)[:most].strip() if isinstance(value, str) else ""


__all__ = [
    "EditorJsonError",
    "MarkdownError",
    "SentText",
    "sent_json",
    "text_of_form",
    "text_of_json",
    "text_to_json",
    "version_of",
]
