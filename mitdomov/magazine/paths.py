"""The names that files of an issue folder may have: a path in, what it names out."""

import re
import unicodedata
from typing import Final

from mitdomov.magazine.findings import Finding, Place, Severity

ISSUE: Final = "issue.toml"
PUBLICATION: Final = "publication.toml"
ARTICLES: Final = "articles"
IMAGES: Final = "images"
_ARTICLE: Final = re.compile(r"articles/([0-9]{2,3})-([a-z0-9][a-z0-9-]{0,79})\.md")
_PICTURE: Final = re.compile(r"images/([A-Za-z0-9][A-Za-z0-9._-]{0,99})")
_SHOWN_CHARS: Final = 120


def article_of(path: str) -> tuple[int, str] | None:
    """The number that orders the article, and its slug."""
    found = _ARTICLE.fullmatch(path)
    return (int(found[1]), found[2]) if found else None


def picture_of(path: str) -> str | None:
    """The file name by which articles refer to the picture."""
    found = _PICTURE.fullmatch(path)
    return found[1] if found else None


def refusal(path: str) -> Finding | None:
    """Why no file of an issue folder may be called `path`; nothing when it may."""
    if path in {ISSUE, PUBLICATION} or article_of(path) or picture_of(path):
        return None
    code, sentence = _reason(path)
    return Finding(Severity.BLOCKING, code, Place(shown(path)), sentence)


def _reason(path: str) -> tuple[str, str]:
    folder, _, name = path.partition("/")
    if _leaves_folder(path):
        return "path-outside", "Cesta vede mimo složku čísla; takový soubor nepřijmu."
    if folder == ARTICLES and name:
        return (
            "bad-article-name",
            "Článek se má jmenovat NN-název.md, např. 03-prvni-klice.md; přejmenujte soubor.",
        )
    if folder == IMAGES and name:
        sentence = (
            "Název obrázku smí mít jen písmena bez diakritiky, číslice, tečky, spojovníky "
            f"a podtržítka; přejmenujte jej třeba na „{_plain_name(name)}“."
        )
        return "bad-picture-name", sentence
    return "unexpected-file", "Takový soubor do složky čísla nepatří; přesuňte jej jinam."


def _leaves_folder(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return "\0" in path or ".." in parts or parts[0] == "" or ":" in parts[0]


def _plain_name(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9._-]+", "-", bare).lstrip("._-")[:100] or "obrazek.png"


def shown(path: str) -> str:
    """`path` as a message may show it: printable and not endless."""
    printable = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in path
    )
    return printable if len(printable) <= _SHOWN_CHARS else printable[:_SHOWN_CHARS] + "…"
