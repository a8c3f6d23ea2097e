"""What an article's pages are made of in; a name for exactly these pages out.

Two articles with one key look the same to the pixel, so that what was set once is found again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version

from mitdomov import places
from mitdomov.magazine.canonical import Content, to_json
from mitdomov.magazine.model import Cover
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.magazine.usage import shown_pictures
from mitdomov.render.preview.pictures import PreviewPictures


def pages_key(snapshot: Snapshot, slug: str, *, public_url: str, first_page: int) -> str:
    """Makes no picture. Raises KeyError for a slug that no article has."""
    articles = tuple(each for each in snapshot.issue.articles if each.slug == slug)
    if not articles:
        raise KeyError(slug)
    issue = replace(snapshot.issue, articles=articles, cover=Cover())
    sources = _sources(snapshot)
    pictures = {file: sources.get(file, "") for file in shown_pictures(issue)}
    content = to_json(Content(issue, snapshot.publication, pictures))
    return hashlib.sha256(
        b"\n".join((_ways(), public_url.encode(), str(first_page).encode(), content))
    ).hexdigest()


def _sources(snapshot: Snapshot) -> Mapping[str, str]:
    if isinstance(snapshot.pictures, PreviewPictures):
        return snapshot.pictures.sources
    return {file: picture.source_sha256 for file, picture in snapshot.pictures.items()}


@lru_cache(maxsize=1)
def _ways() -> bytes:
    """How pages are set: by which templates and which WeasyPrint."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted((places.TEMPLATES / "pdf").rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.digest()
