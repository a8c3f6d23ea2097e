"""An issue or an article in, the pictures that it shows out, with the place of each mention."""

from collections.abc import Iterator

from mitdomov.document.tree import Figure
from mitdomov.magazine.folder.toml_source import FieldPath
from mitdomov.magazine.model import Article, Issue


def shown_pictures(issue: Issue) -> list[str]:
    """File names of the cover, portraits, heads of articles and figures; each once, sorted."""
    names = {name for _, name in named_pictures(issue)}
    for article in issue.articles:
        names |= {name for _, name in named_pictures(article)}
        names |= {figure.picture for figure in figures(article)}
    return sorted(names)


def named_pictures(value: Article | Issue) -> Iterator[tuple[FieldPath, str]]:
    """Pictures that the table of `value` itself names: path of the field, file name."""
    match value:
        case Article():
            if value.picture is not None:
                yield ("picture", "file"), value.picture.file
        case Issue():
            if value.cover.picture:
                yield ("cover", "picture"), value.cover.picture
            for index, contributor in enumerate(value.contributors):
                if contributor.portrait:
                    yield ("contributors", index, "portrait"), contributor.portrait


def figures(article: Article) -> Iterator[Figure]:
    return (block for block in article.body.blocks if isinstance(block, Figure))
