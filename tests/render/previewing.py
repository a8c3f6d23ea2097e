"""An issue folder in; the parts that the desk would hand to a preview of it out."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mitdomov.magazine.folder import paths
from mitdomov.render.preview.parts import ArticleSource, Parts
from mitdomov.render.preview.pictures import NormalPictures


def parts_of(files: Mapping[str, bytes]) -> Parts:
    named = [(found, path) for path in files if (found := paths.article_of(path))]
    return Parts(
        frame=files[paths.ISSUE],
        publication=files[paths.PUBLICATION],
        articles=tuple(ArticleSource(slug, files[path]) for (_, slug), path in sorted(named)),
        pictures={
            name: hashlib.sha256(data).hexdigest()
            for path, data in files.items()
            if (name := paths.picture_of(path))
        },
    )


def pictures_of(files: Mapping[str, bytes], folder: Path) -> NormalPictures:
    by_hash = {hashlib.sha256(data).hexdigest(): data for data in files.values()}
    return NormalPictures(folder, by_hash.__getitem__)


def with_source(parts: Parts, slug: str, source: bytes) -> Parts:
    """The same issue in which one article was changed."""
    articles = tuple(
        replace(each, source=source) if each.slug == slug else each for each in parts.articles
    )
    return replace(parts, articles=articles)
