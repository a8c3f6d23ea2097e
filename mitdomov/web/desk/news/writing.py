"""A piece of news as the browser's editor writes it, and what the editor's script asks of it."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Final

from flask import Blueprint, Response, abort
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.model import PEREX_CHARS, TITLE_CHARS, NewsItem, NewsState, NewsVersion
from mitdomov.bulletin.news.regions import is_region, region_of
from mitdomov.bulletin.news.text import BODY_CHARS, LIMITS, NewsText, problems_of_draft
from mitdomov.bulletin.news.writing import has_unshown, save_text, text_in, under_edit
from mitdomov.clock import now
from mitdomov.czech_words import short_date, time_of_day
from mitdomov.document.editor_json import EditorJsonError
from mitdomov.document.markdown.reader import parse
from mitdomov.document.markdown.writer import write as write_markdown
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.versions import Conflict, Saved
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.form import values_of
from mitdomov.web.desk.news.keeping import note_saved
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

_NO_TITLE = "Novinka musí mít titulek, zůstal proto ten poslední."
_TOO_LONG = f"Text má přes {BODY_CHARS} znaků; novinka má být krátká."


def written_of(text: NewsText) -> Written:
    """Raises `MarkdownError`."""
    values = values_of(text)
    return Written({name: values[name] for name in NEWS.limits}, parse(text.body))


@dataclass(frozen=True, slots=True)
class NewsWriting:
    session: Session
    item: NewsItem

    @property
    def subject(self) -> str:
        return f"news:{self.item.id}"

    @property
    def newest(self) -> NewsVersion:
        return under_edit(self.session, self.item.id)

    @property
    def version(self) -> int:
        return self.newest.number

    @property
    def saved_at(self) -> datetime:
        return self.newest.saved_at

    @property
    def saved_by(self) -> int | None:
        return self.newest.saved_by

    def now(self) -> Written:
        return written_of(text_in(self.newest))

    def with_text(self, sent: Written) -> NewsText:
        """What was typed; where a field cannot hold it, what the field held before. The same body
        stays in the words in which it is kept or was published."""
        kept = text_in(self.newest)
        typed = {each.name: sent.fields[each.name] for each in fields(kept) if each.name in _WORDS}
        bodies = (kept.body, self.item.body)
        same = (each for each in bodies if parse(each) == sent.body)
        body = next(same, None) or write_markdown(sent.body).rstrip("\n")
        if len(body) > BODY_CHARS:
            raise EditorJsonError(_TOO_LONG)
        region = sent.fields["region"]
        return replace(
            kept,
            **typed,
            title=sent.fields["title"] or kept.title,
            body=body,
            region=region if is_region(region) else kept.region,
            as_of=_day(sent.fields["as_of"], kept.as_of),
        )

    def save(
        self, sent: Written, base_version: int, origin: Origin, note: str = ""
    ) -> Saved | Conflict[NewsVersion]:
        outcome = save_text(
            self.session,
            self.item.id,
            self.with_text(sent),
            base_version=base_version,
            by=signed_in().id,
            at=now(),
            origin=origin,
            note=note,
        )
        if isinstance(outcome, Saved) and outcome.is_changed:
            note_saved(self.session, self.item)
        return outcome

    def is_now(self, sent: Written) -> bool:
        return self.with_text(sent) == text_in(self.newest)

    def told(self, sent: Written) -> dict[str, object]:
        no_title = [] if sent.fields["title"] else [_NO_TITLE]
        newest = self.newest
        wrong = problems_of_draft(text_in(newest)).values()
        return {
            "mistakes": [*sent.mistakes, *no_title, *wrong],
            "readers": what_readers_see(self.item, newest),
            "is_unshown": has_unshown(self.item, newest),
        }


def open_news(session: Session, number: int) -> NewsWriting:
    """What readers see, or saw, only editors change."""
    item = session.get(NewsItem, number) or abort(404)
    if not may_write(item):
        abort(403, description="Zveřejněnou novinku může měnit jen redaktor nebo vydavatel.")
    return NewsWriting(session, item)


def may_write(item: NewsItem) -> bool:
    return item.state is NewsState.DRAFT or signed_in().may(Right.EDIT)


def what_readers_see(item: NewsItem, newest: NewsVersion) -> str:
    """In one sentence, beside the text that editors have."""
    match item.state:
        case NewsState.DRAFT:
            return "Koncept, čtenáři ho zatím nevidí."
        case NewsState.WITHDRAWN:
            return "Stažená novinka, čtenáři ji nevidí."
        case NewsState.PUBLISHED if has_unshown(item, newest):
            when = f"{short_date(item.saved_at)} {time_of_day(item.saved_at)}"
            return f"Čtenáři vidí dál znění z {when}. Úpravy uvidí, až je zveřejníte."
        case NewsState.PUBLISHED:
            return "Toto znění vidí čtenáři."


def _say(name: str, value: str) -> str:
    return region_of(value).title if name == "region" and is_region(value) else value


def _day(typed: str, before: date | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return before


_WORDS: Final = {"perex": 2 * PEREX_CHARS} | dict(LIMITS)
NEWS: Final = Kind(
    open=open_news,
    limits={"title": TITLE_CHARS, "perex": 2 * PEREX_CHARS, "region": 32, "as_of": 10} | LIMITS,
    it="novinku",
    this="Tuto novinku",
    opened="otevřenou",
    say=_say,
)


def register(blueprint: Blueprint) -> None:
    at = "/novinky/<row:number>"
    blueprint.add_url_rule(f"{at}/ulozit", "save_news_text", save, methods=["POST"])
    blueprint.add_url_rule(f"{at}/srovnat", "compare_news", compare, methods=["POST"])
    blueprint.add_url_rule(f"{at}/pritomnost", "news_presence", presence, methods=["POST"])
    blueprint.add_url_rule(f"{at}/stav", "news_state", state)


@needs(Right.WRITE)
@takes_files(TEXT_BYTES)
def save(number: int) -> Response | tuple[Response, int]:
    return answer_save(NEWS, number)


@needs(Right.WRITE)
@takes_files(TEXT_BYTES)
def compare(number: int) -> Response | tuple[Response, int]:
    return answer_compare(NEWS, number)


@needs(Right.WRITE)
def presence(number: int) -> Response:
    return answer_presence(NEWS, number)


@needs(Right.WRITE)
def state(number: int) -> Response:
    return answer_state(NEWS, number)
