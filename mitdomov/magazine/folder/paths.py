"""The names that files of an issue folder may have: a path in, what it names out."""

import re
from typing import Final

ISSUE: Final = "issue.toml"
PUBLICATION: Final = "publication.toml"
ARTICLES: Final = "articles"
IMAGES: Final = "images"
_ARTICLE: Final = re.compile(r"articles/([0-9]{2,3})-([a-z0-9][a-z0-9-]{0,79})\.md")
_PICTURE: Final = re.compile(r"images/([A-Za-z0-9][A-Za-z0-9._-]{0,99})")
_TWO_DIGITS_MAX: Final = 99
_SHOWN_CHARS: Final = 120


def article_of(path: str) -> tuple[int, str] | None:
    """The number that orders the article, and its slug."""
    found = _ARTICLE.fullmatch(path)
    return (int(found[1]), found[2]) if found else None


def picture_of(path: str) -> str | None:
    """The file name by which articles refer to the picture."""
    found = _PICTURE.fullmatch(path)
    return found[1] if found else None


def article_file(number: int, slug: str, count: int) -> str:
    """The path of the article that is `number` of `count`."""
    digits = 2 if count <= _TWO_DIGITS_MAX else 3
    return f"{ARTICLES}/{number:0{digits}}-{slug}.md"


def order(path: str) -> tuple[int, int, str]:
    """Sorts the publication and the issue before the articles, these by number, then the rest."""
    if article := article_of(path):
        return 2, article[0], path
    return {PUBLICATION: 0, ISSUE: 1}.get(path, 3), 0, path


def shown(path: str) -> str:
    """`path` as a message may show it: printable and not endless."""
    printable = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in path
    )
    return printable if len(printable) <= _SHOWN_CHARS else printable[:_SHOWN_CHARS] + "…"
