"""An issue and an article in; the corrections that name the article out."""

from mitdomov.magazine.model import Article, Correction, Issue
from mitdomov.render.web.bare import bare


def corrections_of(issue: Issue, article: Article) -> tuple[Correction, ...]:
    """Those whose note says the article's title, as editors write them: "V článku … byl …"."""
    title = bare(article.title).casefold().rstrip(".?!…")
    return tuple(each for each in issue.corrections if title in bare(each.note).casefold())
