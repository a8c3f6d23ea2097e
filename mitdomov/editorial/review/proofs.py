"""What outside authors say of an article: comments and verdicts in, where each of them stands out.

A yes counts for the very text that its author saw. When editors have changed that since, it is
refused, and the link shows the new text, so that the next yes is to that.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mitdomov.document.tree import Block, plain
from mitdomov.document.walk import inlines_of
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.review.model import (
    ProofComment,
    ProofLink,
    ProofText,
    ProofVerdict,
    Verdict,
)
from mitdomov.editorial.review.proof_links import links_of, show, shown
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.model import Article

COMMENT_MAX_CHARS: Final = 5_000
COMMENTS_MAX: Final = 300
"""Of one link: whoever got hold of it must not fill the database."""
_QUOTE_CHARS: Final = 120


class LinkState(StrEnum):
    WAITING = "waiting"
    OPENED = "opened"
    """Its author pressed a button; opening the page proves nothing, mail scanners do that too."""
    COMMENTED = "commented"
    CHANGES_WANTED = "changes-wanted"
    APPROVED = "approved"
    STALE = "stale"
    """Approved, and the text has changed since."""
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the author of one link stands."""

    link: ProofLink
    state: LinkState
    verdict: ProofVerdict | None
    """The last one."""
    shown: ProofText
    is_outdated: bool
    """Whether the article has changed since the link showed it."""
    open_comments: int


@dataclass(frozen=True, slots=True)
class Stale:
    """The verdict was not taken: its author saw `before`, the article is `now`."""

    before: Article
    now: Article


def comment(
    session: Session, link: ProofLink, *, block_id: str, text: str, at: datetime
) -> ProofComment | None:
    """Nothing when the link has had its fill; an unknown block means the article as a whole."""
    if _comments(session, ProofComment.proof_id == link.id) >= COMMENTS_MAX:
        return None
    block = _block(session, link, block_id)
    made = ProofComment(
        article_id=link.article_id,
        proof_id=link.id,
        block_id=block.id if block else "",
        quote=beginning(block) if block else "",
        author=link.name,
        text=text[:COMMENT_MAX_CHARS],
        at=at,
    )
    link.opened_at = link.opened_at or at
    session.add_all((link, made))
    session.flush()
    return made


def approve(
    session: Session, link: ProofLink, article: ArticleRecord, seen_sha256: str, at: datetime
) -> ProofVerdict | Stale:
    """`seen_sha256` names the text that the author had before them."""
    seen = shown(session, link, seen_sha256) if seen_sha256 else None
    if seen is None or not same_text(seen.source, article.source, article.slug):
        before = seen or _last_shown(session, link)
        link.opened_at = link.opened_at or at
        show(session, link, article, at)
        return Stale(
            read_article(before.source, article.slug), read_article(article.source, article.slug)
        )
    verdict = _record(session, link, Verdict.APPROVED, seen, "", at)
    _settle(session, article, at)
    return verdict


def want_changes(
    session: Session,
    link: ProofLink,
    article: ArticleRecord,
    seen_sha256: str,
    note: str,
    at: datetime,
) -> ProofVerdict:
    """Counts for whichever text was seen: a wish is worth hearing even when it comes late."""
    seen = shown(session, link, seen_sha256) or _last_shown(session, link)
    article.stage = Stage.EDITING
    return _record(session, link, Verdict.CHANGES_WANTED, seen, note[:COMMENT_MAX_CHARS], at)


def resolve(session: Session, found: ProofComment, by: int, at: datetime) -> None:
    found.resolved_at, found.resolved_by = at, by
    session.add(found)
    article = session.get_one(ArticleRecord, found.article_id)
    if article.stage is Stage.PROOFING:
        _settle(session, article, at)


def reopen(session: Session, found: ProofComment) -> None:
    found.resolved_at, found.resolved_by = None, None
    session.add(found)


def comments_on(session: Session, article_id: int) -> list[ProofComment]:
    """In the order in which they were made."""
    query = select(ProofComment).where(ProofComment.article_id == article_id)
    return list(session.scalars(query.order_by(ProofComment.id)))


def standings(session: Session, article: ArticleRecord, at: datetime) -> list[Standing]:
    """Of everybody who was ever invited, newest first."""
    return [_standing(session, link, article, at) for link in links_of(session, article.id)]


def all_agree(session: Session, article: ArticleRecord, at: datetime) -> bool:
    """Whether everybody who is asked, and somebody is, approved the article as it is now."""
    states = [each.state for each in standings(session, article, at)]
    asked = [state for state in states if state not in {LinkState.EXPIRED, LinkState.REVOKED}]
    return bool(asked) and set(asked) == {LinkState.APPROVED}


def same_text(one: bytes, other: bytes, slug: str) -> bool:
    """Whether two sources give a reader the same article; its section is the editors' matter."""
    if one == other:
        return True
    first, second = read_article(one, slug), read_article(other, slug)
    return replace(first, section="") == replace(second, section="")


def beginning(block: Block) -> str:
    """How a block begins, to be recognised by."""
    words = " ".join(" ".join(map(plain, inlines_of(block))).split())
    return words if len(words) <= _QUOTE_CHARS else f"{words[:_QUOTE_CHARS].rstrip()}…"


def _standing(session: Session, link: ProofLink, article: ArticleRecord, at: datetime) -> Standing:
    verdict = session.scalar(
        select(ProofVerdict)
        .where(ProofVerdict.proof_id == link.id)
        .order_by(ProofVerdict.id.desc())
        .limit(1)
    )
    text = _last_shown(session, link)
    is_of_link = ProofComment.proof_id == link.id
    return Standing(
        link=link,
        state=_state(session, link, verdict, article, at),
        verdict=verdict,
        shown=text,
        is_outdated=not same_text(text.source, article.source, article.slug),
        open_comments=_comments(session, is_of_link & ProofComment.resolved_at.is_(None)),
    )


def _settle(session: Session, article: ArticleRecord, at: datetime) -> None:
    """Whoever agrees and leaves a comment still waits for an answer to it."""
    is_open = (ProofComment.article_id == article.id) & ProofComment.resolved_at.is_(None)
    if all_agree(session, article, at) and not _comments(session, is_open):
        article.stage = Stage.READY


def _state(
    session: Session,
    link: ProofLink,
    verdict: ProofVerdict | None,
    article: ArticleRecord,
    at: datetime,
) -> LinkState:
    """What was said outlives the link that it was said through."""
    if verdict is not None and verdict.verdict is Verdict.APPROVED:
        is_same = same_text(verdict.article_source, article.source, article.slug)
        return LinkState.APPROVED if is_same else LinkState.STALE
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if verdict is not None:
        return LinkState.CHANGES_WANTED
    if link.expires_at <= at:
        return LinkState.EXPIRED
    if _comments(session, ProofComment.proof_id == link.id):
        return LinkState.COMMENTED
    return LinkState.OPENED if link.opened_at else LinkState.WAITING


def _record(
    session: Session,
    link: ProofLink,
    verdict: Verdict,
    seen: ProofText,
    note: str,
    at: datetime,
) -> ProofVerdict:
    made = ProofVerdict(
        proof_id=link.id,
        verdict=verdict,
        note=note,
        token_by=link.token_by,
        article_sha256=seen.sha256,
        article_version=seen.version,
        article_source=seen.source,
        at=at,
    )
    link.opened_at = link.opened_at or at
    session.add_all((link, made))
    session.flush()
    return made


def _last_shown(session: Session, link: ProofLink) -> ProofText:
    text = shown(session, link)
    if text is None:
        raise LookupError("Odkaz nemá žádný text; pozvěte autora znovu.")
    return text


def _block(session: Session, link: ProofLink, block_id: str) -> "Block | None":
    article = session.get_one(ArticleRecord, link.article_id)
    text = _last_shown(session, link)
    blocks = read_article(text.source, article.slug).body.blocks
    return next((block for block in blocks if block.id == block_id), None)


def _comments(session: Session, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(ProofComment).where(condition)
    return session.scalar(query) or 0
