"""Two texts of one article: what a person decides in, both kept in its history."""

from datetime import datetime
from enum import StrEnum
from typing import assert_never

from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import Conflict, Saved, article_record, read_source, save_article
from mitdomov.magazine.model import Article


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    MERGE = "merge"


def settle_conflict(
    session: Session,
    record: ArticleRecord,
    *,
    choice: Choice,
    seen_version: int,
    article: Article,
    by: int,
    at: datetime,
) -> Saved | Conflict:
    """`article` is mine, or merged of both; `seen_version` is theirs as it was shown.

    Whichever text is not chosen stays in the history as a version of its own.
    """
    theirs = read_source(record)
    origin = Origin.MERGED if choice is Choice.MERGE else Origin.SAVED
    note = "odložené znění ze střetu" if choice is Choice.THEIRS else "po střetu dvou znění"
    outcome = save_article(
        session,
        record.id,
        base_version=seen_version,
        article=article,
        by=by,
        at=at,
        origin=origin,
        note=note,
    )
    match choice:
        case Choice.MINE | Choice.MERGE:
            return outcome
        case Choice.THEIRS:
            if isinstance(outcome, Conflict):
                return outcome
            return save_article(
                session,
                record.id,
                base_version=outcome.version,
                article=theirs,
                by=by,
                at=at,
                origin=Origin.RESTORED,
                note=f"z verze {seen_version}",
            )
        case _:
            assert_never(choice)


def is_own_lost_answer(session: Session, article_id: int, earlier: bytes) -> int | None:
    """The version now, when the article is just what `earlier` would have written: a save whose
    answer was lost on the way."""
    record = article_record(session, article_id)
    return record.version if record is not None and record.source == earlier else None
