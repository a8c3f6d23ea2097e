"""An address in, what a preview is made of out, as far as the person behind the request may see."""

from dataclasses import dataclass, field, replace

from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.previewing import first_pages_of, parts_of_issue, parts_of_pool_article
from mitdomov.magazine.findings import Finding, FolderError
from mitdomov.render.preview.assembling import Assembled, assemble
from mitdomov.render.preview.parts import Parts
from mitdomov.web.access import signed_in
from mitdomov.web.desk.articles.access import writable
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.previews.workshop import workshop
from mitdomov.web.instance import store


@dataclass(frozen=True, slots=True)
class Unshown:
    """Nothing of the issue can be shown until these are mended."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ArticleSubject:
    article: ArticleRecord
    issue: IssueRecord | None
    """None in the pool."""
    parts: Parts = field(repr=False)
    first_page: int
    """Where the article began when the whole issue was last set."""


@dataclass(frozen=True, slots=True)
class IssueSubject:
    issue: IssueRecord
    parts: Parts = field(repr=False)


def article_subject(article_id: int) -> ArticleSubject:
    """Whoever writes this article alone does not see the others of its issue."""
    with store().reading() as session:
        article = writable(session, article_id)
        if article.issue_id is None:
            today = now().astimezone(PRAGUE).date()
            parts = parts_of_pool_article(session, store().blobs, article, today)
            return ArticleSubject(article, None, parts, first_page=1)
        issue = session.get_one(IssueRecord, article.issue_id)
        parts = parts_of_issue(session, store().blobs, issue)
        starts = first_pages_of(session, issue.id)
    if not signed_in().may(Right.EDIT):
        own = tuple(each for each in parts.articles if each.slug == article.slug)
        parts = replace(parts, articles=own)
    return ArticleSubject(article, issue, parts, starts.get(article.slug, 1))


def issue_subject(slug: str) -> IssueSubject:
    with store().reading() as session:
        issue = issue_of(session, slug)
        return IssueSubject(issue, parts_of_issue(session, store().blobs, issue))


def shown(subject: ArticleSubject | IssueSubject) -> Assembled | Unshown:
    try:
        return assemble(subject.parts, workshop().pictures)
    except FolderError as error:
        return Unshown(error.findings)
