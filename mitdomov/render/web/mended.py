"""An issue and an article in; the corrections of the article out, and the day of its text."""

import re
from datetime import date

from mitdomov.magazine.model import Article, Correction, Issue
from mitdomov.render.web.bare import bare


def corrections_of(issue: Issue, article: Article) -> tuple[Correction, ...]:
    """Those that name its slug, or whose note says its title: "V článku … byl …"."""
    return tuple(each for each in issue.corrections if _is_of(each, article, issue))


def updated_on(issue: Issue, article: Article) -> date:
    """The day of the article's text as it is now; other articles' corrections leave it alone."""
    return max((issue.dated, *(each.dated for each in corrections_of(issue, article))))


def _is_of(correction: Correction, article: Article, issue: Issue) -> bool:
    if correction.article:
        return correction.article == article.slug
    return _title(article) in _titles_in(correction.note, issue)


def _titles_in(note: str, issue: Issue) -> set[str]:
    """A title that is a part of a longer one does not count where the longer one stands."""
    titles = sorted({_title(each) for each in issue.articles} - {""}, key=len, reverse=True)
    any_title = "|".join(map(re.escape, titles))
    return set(re.findall(rf"(?<!\w)(?:{any_title})(?!\w)", bare(note).casefold())) - {""}


def _title(article: Article) -> str:
    return bare(article.title).casefold().rstrip(".?!…")
