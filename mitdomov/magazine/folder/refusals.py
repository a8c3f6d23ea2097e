"""The path of a file in, the finding out why an issue folder may not hold it."""

import re
import unicodedata

from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder import paths


def refusal(path: str) -> Finding | None:
    """Why no file of an issue folder may be called `path`; nothing when it may."""
    if path in {paths.ISSUE, paths.PUBLICATION} or paths.article_of(path) or paths.picture_of(path):
        return None
    code, sentence = _reason(path)
    return Finding(Severity.BLOCKING, code, Place(paths.shown(path)), sentence)


def _reason(path: str) -> tuple[str, str]:
    folder, _, name = path.partition("/")
    if _leaves_folder(path):
        return "path-outside", "Cesta vede mimo složku čísla; takový soubor nepřijmu."
    if folder == paths.ARTICLES and name:
        return (
            "bad-article-name",
            "Článek se má jmenovat NN-název.md, např. 03-prvni-klice.md; přejmenujte soubor.",
        )
    if folder == paths.IMAGES and name:
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
