"""An issue folder's values in, its files in canonical form out: model's order, no defaults."""

import tomli_w

from mitdomov.document.markdown_writer import write as write_markdown
from mitdomov.magazine.folder import front_matter, paths
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.unstructuring import unstructure
from mitdomov.magazine.model import Article


def write_issue(folder: IssueFolder) -> dict[str, bytes]:
    """The files of `folder` by path, in order; `read_issue` makes an equal value of them."""
    articles = folder.issue.articles
    return {
        paths.PUBLICATION: _toml(folder.publication).encode(),
        paths.ISSUE: _toml(folder.issue).encode(),
        **{
            paths.article_file(number, article.slug, len(articles)): _article(article).encode()
            for number, article in enumerate(articles, 1)
        },
        **{f"{paths.IMAGES}/{name}": data for name, data in sorted(folder.pictures.items())},
    }


def _article(article: Article) -> str:
    return front_matter.join(_toml(article), write_markdown(article.body))


def _toml(value: object) -> str:
    return tomli_w.dumps(unstructure(value))
