"""An article as the browser's editor writes it, and what the editor's script asks of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import Conflict, Saved, save_article
from mitdomov.magazine.folder.article_files import write_article
from mitdomov.magazine.model import Article
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import read, writable
from mitdomov.web.desk.articles.written import note_saved
from mitdomov.web.desk.writing.answering import (
    TEXT_BYTES,
    answer_compare,
    answer_presence,
    answer_save,
    answer_state,
)
from mitdomov.web.desk.writing.kind import Kind
from mitdomov.web.desk.writing.sent_text import Written
from mitdomov.web.uploads import takes_files

_NO_TITLE = "Článek musí mít titulek, zůstal proto ten poslední."


def written_of(article: Article) -> Written:
    return Written({"title": article.title, "perex": article.perex}, article.body)


@dataclass(frozen=True, slots=True)
class ArticleWriting:
    session: Session
    record: ArticleRecord

    @property
    def subject(self) -> str:
        return f"article:{self.record.id}"

    @property
    def version(self) -> int:
        return self.record.version

    @property
    def saved_at(self) -> datetime:
        return self.record.updated_at

    @property
    def saved_by(self) -> int | None:
        return self.record.updated_by

    def now(self) -> Written:
        return written_of(read(self.record))

    def with_text(self, sent: Written) -> Article:
        """The article with this text; an empty title leaves the old one."""
        article = read(self.record)
        title = sent.fields["title"] or article.title
        return replace(article, title=title, perex=sent.fields["perex"], body=sent.body)

    def save(
        self, sent: Written, base_version: int, origin: Origin, note: str = ""
    ) -> Saved | Conflict[ArticleRecord]:
        outcome = save_article(
            self.session,
            self.record.id,
            base_version=base_version,
            article=self.with_text(sent),
            by=signed_in().id,
            at=now(),
            origin=origin,
            note=note,
        )
        if isinstance(outcome, Saved):
            note_saved(self.session, self.record, outcome)
        return outcome

    def is_now(self, sent: Written) -> bool:
        return write_article(self.with_text(sent)) == self.record.source

    def told(self, sent: Written) -> dict[str, object]:
        no_title = [] if sent.fields["title"] else [_NO_TITLE]
        return {"mistakes": [*sent.mistakes, *no_title]}


def open_article(session: Session, article_id: int) -> ArticleWriting:
    return ArticleWriting(session, writable(session, article_id))


ARTICLE: Final = Kind(
    open=open_article,
    limits={"title": 300, "perex": 5_000},
    it="článek",
    this="Tento článek",
    opened="otevřený",
)


def register(blueprint: Blueprint) -> None:
    at = "/clanek/<row:article_id>"
    blueprint.add_url_rule(f"{at}/ulozit", "save_article", save, methods=["POST"])
    blueprint.add_url_rule(f"{at}/srovnat", "compare_article", compare, methods=["POST"])
    blueprint.add_url_rule(f"{at}/pritomnost", "article_presence", presence, methods=["POST"])
    blueprint.add_url_rule(f"{at}/stav", "article_state", state)


@needs(Right.WRITE)
@takes_files(TEXT_BYTES)
def save(article_id: int) -> Response | tuple[Response, int]:
    return answer_save(ARTICLE, article_id)


@needs(Right.WRITE)
@takes_files(TEXT_BYTES)
def compare(article_id: int) -> Response | tuple[Response, int]:
    return answer_compare(ARTICLE, article_id)


@needs(Right.WRITE)
def presence(article_id: int) -> Response:
    return answer_presence(ARTICLE, article_id)


@needs(Right.WRITE)
def state(article_id: int) -> Response:
    return answer_state(ARTICLE, article_id)
