"""An issue as its editors have it in; warnings about articles that people have not finished out.

The folder knows neither stages nor comments; the rules about it are `magazine.checks`.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.czech_words import counted
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review.model import ProofComment
from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder import paths

_SENTENCES: Final = {
    Stage.WRITING: "Článek se ještě píše; až bude hotový, označte jej tak.",
    Stage.EDITING: "Článek je ještě v redakci; až bude hotový, označte jej tak.",
    Stage.PROOFING: "Článek je ještě u autora; počkejte na jeho souhlas.",
}


def unfinished(session: Session, issue: IssueRecord) -> Iterator[Finding]:
    comments = (
        select(func.count())
        .where(ProofComment.article_id == ArticleRecord.id, ProofComment.resolved_at.is_(None))
        .correlate(ArticleRecord)
        .scalar_subquery()
    )
    found = session.execute(
        select(ArticleRecord.position, ArticleRecord.slug, ArticleRecord.stage, comments).where(
            ArticleRecord.issue_id == issue.id
        )
    ).all()
    last = max((position for position, *_ in found), default=0)
    for position, slug, stage, open_comments in found:
        file = paths.article_file(position, slug, last)
        if stage is not Stage.READY:
            yield _warning("unfinished-article", Place(file, field="stage"), _SENTENCES[stage])
        if open_comments:
            yield _warning(
                "unsettled-comments", Place(file, field="comments"), _left(open_comments)
            )


def _left(count: int) -> str:
    words = counted(
        count, "nevyřízená připomínka", "nevyřízené připomínky", "nevyřízených připomínek"
    )
    return f"U článku: {words}; projděte je a označte za vyřízené."


def _warning(code: str, place: Place, sentence: str) -> Finding:
    return Finding(Severity.WARNING, code, place, sentence)
