"""A Word file in; the draft of an article, its pictures in the library, a kept report out."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cattrs import structure, unstructure
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.database.store import Store
from mitdomov.document.tree import Figure
from mitdomov.document.word import wording
from mitdomov.document.word.reading import WordDocument, read_word
from mitdomov.document.word.report import Refusal, Report
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import create_article
from mitdomov.editorial.media.library import Refused, add_picture
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import introduce_people
from mitdomov.editorial.word_model import WordImport
from mitdomov.magazine.model import Article, ArticleType
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.magazine.word_article import article_of, people_of

MAX_NAME_CHARS: Final = 200


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a draft goes: an issue by its id, or the pool; and who is to write on."""

    section: str
    issue_id: int | None = None
    assignee_id: int | None = None
    type: ArticleType = ArticleType.FEATURE


@dataclass(frozen=True, slots=True)
class Imported:
    article_id: int
    title: str
    report: Report


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The very same file is an article already; nothing was added."""

    article_id: int
    title: str
    imported_at: datetime


def import_word(
    store: Store, data: bytes, *, name: str, to: Destination, by: Actor, at: datetime
) -> Imported | KnownFile | Refusal:
    """Opens transactions of its own. A picture that the library refuses is reported as lost."""
    sha256 = hashlib.sha256(data).hexdigest()
    with store.reading() as session:
        if (known := _known(session, sha256, to)) is not None:
            return known
    word = read_word(data, name)
    if isinstance(word, Refusal):
        return word
    pictures, problems = _pictures(store, word, by, at)
    draft = article_of(word, section=to.section, pictures=pictures, type_=to.type)
    report = _with_problems(word.report, draft, problems)
    store.blobs.put(data)
    with store.writing() as session:
        if (known := _known(session, sha256, to)) is not None:
            return known
        article = _created(session, draft, name, to, by, at)
        _introduce(store, session, article, word)
        session.add(
            WordImport(
                article_id=article.id,
                name=name[-MAX_NAME_CHARS:],
                sha256=sha256,
                size_bytes=len(data),
                report=unstructure(report),
                imported_at=at,
                imported_by=by.account_id,
            )
        )
        sentence = f"Z Wordu načteno: {article.title} ({name[-MAX_NAME_CHARS:]})."
        record(session, by, "word-imported", f"article:{article.id}", sentence, at)
        return Imported(article.id, article.title, report)


def _introduce(store: Store, session: Session, article: ArticleRecord, word: WordDocument) -> None:
    article.people = unstructure(people_of(word))
    if article.issue_id is not None:
        introduce_people(store.blobs, article, session.get_one(IssueRecord, article.issue_id))


def word_import_of(session: Session, article_id: int) -> WordImport | None:
    return session.get(WordImport, article_id)


def report_of(kept: WordImport) -> Report:
    return structure(kept.report, Report)


def _known(session: Session, sha256: str, to: Destination) -> KnownFile | None:
    """An author is told of his own articles only."""
    query = (
        select(ArticleRecord, WordImport.imported_at)
        .join(WordImport, WordImport.article_id == ArticleRecord.id)
        .where(WordImport.sha256 == sha256, ArticleRecord.deleted_at.is_(None))
        .order_by(ArticleRecord.id)
    )
    if to.assignee_id is not None:
        query = query.where(ArticleRecord.assignee_id == to.assignee_id)
    found = session.execute(query).first()
    return KnownFile(found[0].id, found[0].title, found[1]) if found else None


def _pictures(
    store: Store, word: WordDocument, by: Actor, at: datetime
) -> tuple[dict[str, str], list[str]]:
    """The library's names by the document's, and what the library refused."""
    names: dict[str, str] = {}
    problems: list[str] = []
    stem = slug_of_title(word.title)
    authors = _credits(word)
    for number, picture in enumerate(word.pictures, start=1):
        taken = add_picture(
            store,
            picture.data,
            name=f"{stem}-{number}",
            by=by.account_id,
            at=at,
            alt=picture.alt,
            credit=authors.get(picture.name, ""),
        )
        if isinstance(taken, Refused):
            problems.append(f"Obrázek {number}: {taken.sentence}")
        else:
            names[picture.name] = taken.file
    return names, problems


def _credits(word: WordDocument) -> dict[str, str]:
    figures = (block for block in word.body.blocks if isinstance(block, Figure))
    return {figure.picture: figure.credit for figure in figures if figure.credit}


def _with_problems(report: Report, draft: Article, problems: list[str]) -> Report:
    """Counts what came over anew, without the pictures that the library refused."""
    if not problems:
        return report
    kept = (*wording.kept(draft.body), *report.kept[1:])
    return replace(report, kept=kept, lost=(*report.lost, *problems))


def _created(
    session: Session,
    draft: Article,
    name: str,
    to: Destination,
    by: Actor,
    at: datetime,
) -> ArticleRecord:
    return create_article(
        session,
        article=draft,
        issue=session.get_one(IssueRecord, to.issue_id) if to.issue_id is not None else None,
        by=by.account_id,
        at=at,
        origin=Origin.IMPORTED,
        note=name[-MAX_NAME_CHARS:],
        assignee_id=to.assignee_id,
    )
