"""An issue folder's values in, its files in canonical form out: model's order, no defaults."""

from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.article_files import write_article
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.toml_writing import toml
from mitdomov.magazine.model import Issue, Publication


def write_issue(folder: IssueFolder) -> dict[str, bytes]:
    """The files of `folder` by path, in order; `read_issue` makes an equal value of them."""
    articles = folder.issue.articles
    return {
        paths.PUBLICATION: write_publication(folder.publication),
        paths.ISSUE: write_frame(folder.issue),
        **{
            paths.article_file(number, article.slug, len(articles)): write_article(article)
            for number, article in enumerate(articles, 1)
        },
        **{f"{paths.IMAGES}/{name}": data for name, data in sorted(folder.pictures.items())},
    }


def write_frame(issue: Issue) -> bytes:
    """The `issue.toml`: all of the issue but its articles and pictures."""
    return toml(issue).encode()


def write_publication(publication: Publication) -> bytes:
    return toml(publication).encode()
