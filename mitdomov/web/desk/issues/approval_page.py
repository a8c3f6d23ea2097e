"""The desk's page of approval: an issue in, what stands for and against it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.delivery.dispatches.corrections import mailed_snapshot, owes_note
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.overview import is_current
from mitdomov.editorial.review import approving
from mitdomov.editorial.review.approving import ArticleEdits
from mitdomov.editorial.review.proofs import Standing, standings
from mitdomov.editorial.revisions import Changes
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import paths
from mitdomov.magazine.model import Issue
from mitdomov.web.access import signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.writing.versions import names
from mitdomov.web.instance import store


@dataclass(frozen=True, slots=True)
class Line:
    """An article of the issue with who changed it since the last approval and what authors say."""

    article: ArticleRecord
    editors: tuple[str, ...]
    """Names; empty when nothing was changed."""
    last_at: datetime | None
    standings: tuple[Standing, ...]


def approval_page(
    slug: str, refusal: str = "", typed: str = "", typed_article: str = "", problem: str = ""
) -> str:
    """`typed…` and `problem` are those of the form about a correction."""
    warm_up(slug)
    with store().reading() as session:
        issue, person = issue_of(session, slug), signed_in()
        judgement = judge(session, store().blobs, issue)
        obstacle = approving.obstacle(session, store().blobs, issue, person.id, now())
        mailed, lines = mailed_snapshot(session, issue), _lines(session, issue)
        return render_template(
            "desk/approval/approval.html",
            issue=issue,
            slug=slug,
            judgement=judgement,
            frame=_frame(issue),
            holding=approving.approval_of(session, issue, judgement.content_sha256),
            approvals=approving.approvals_of(session, issue),
            names=names(session),
            obstacle=obstacle,
            refusal=refusal,
            lines=lines,
            count_unfinished=sum(each.article.stage is not Stage.READY for each in lines),
            beside=_beside(approving.changes_since_approval(session, store().blobs, issue)),
            is_published=is_current(session, issue, judgement),
            was_seen=issue.current_snapshot_id is not None,
            mailed=mailed,
            owes=_owes(session, issue, judgement.content_sha256),
            typed=typed,
            typed_article=typed_article,
            problem=problem,
        )


def warm_up(slug: str) -> None:
    """Judges the issue outside of the transaction that will ask for the same judgement."""
    with store().reading() as session:
        judge(session, store().blobs, issue_of(session, slug))


def _frame(issue: IssueRecord) -> Issue | None:
    try:
        return read_frame(store().blobs, issue)
    except FolderError:
        return None


def _owes(session: Session, issue: IssueRecord, content_sha256: str | None) -> bool:
    try:
        return owes_note(session, store().blobs, issue, content_sha256)
    except FolderError:
        return False


def _lines(session: Session, issue: IssueRecord) -> list[Line]:
    edits = {
        each.article.id: each for each in approving.edits_since_approval(session, issue, now())
    }
    known = names(session)
    return [
        Line(
            article,
            _editors(edits.get(article.id), known),
            _last_at(edits.get(article.id)),
            tuple(standings(session, article, now())),
        )
        for article in articles_of(session, issue)
    ]


def _editors(edits: ArticleEdits | None, known: Mapping[int | None, str]) -> tuple[str, ...]:
    """The last first; each once."""
    found = (known[version.saved_by] for version in (edits.versions if edits else ()))
    return tuple(dict.fromkeys(found))


def _last_at(edits: ArticleEdits | None) -> datetime | None:
    return edits.versions[0].saved_at if edits and edits.versions else None


def _beside(changes: Changes | None) -> list[str]:
    """What changed beside the articles, in words."""
    if changes is None:
        return []
    changed = (*changes.added, *changes.changed, *changes.removed)
    words = {paths.ISSUE: "titul, rubriky nebo lidé čísla", paths.PUBLICATION: "údaje o publikaci"}
    found = [words[path] for path in changed if path in words]
    pictures = [name for path in changed if (name := paths.picture_of(path))]
    found += [f"obrázek {name}" for name in pictures]
    gone = [article[1] for path in changes.removed if (article := paths.article_of(path))]
    there = {article[1] for path in changes.added if (article := paths.article_of(path))}
    return found + [f"článek {slug} už v čísle není" for slug in gone if slug not in there]
