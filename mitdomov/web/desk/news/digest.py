"""The desk's page of the letter that gathers news: chosen, put in order, looked at, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.digests.editing import (
    SUBJECT_CHARS,
    WORD_CHARS,
    Conflict,
    DigestDraft,
    create_digest,
    draft_of,
    problems_of,
    save_digest,
)
from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.bulletin.events.shown import shown_events, upcoming
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.queries import shown_item
from mitdomov.bulletin.news.regions import region_of
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.digest_ledger import (
    dispatches_of,
    open_digest,
    ordered_digests,
    unsent_news,
)
from mitdomov.delivery.dispatches.report import equations
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.digest_form import read_digest, shown_order
from mitdomov.web.desk.news.digest_looks import LOOKS
from mitdomov.web.desk.news.digest_present import present_draft
from mitdomov.web.desk.news.digest_sending import freeze
from mitdomov.web.desk.news.form import read_version
from mitdomov.web.instance import store
from mitdomov.web.lists import list_titles

RULE = "/novinky/dopis/"
_GONE: Final = "Některá z vybraných novinek už nečeká: vzal ji jiný dopis, nebo byla stažena."
_SENT: Final = "Dopis mezitím někdo uzavřel a objednal jeho rozeslání. Uložením začnete nový."


@dataclass(frozen=True, slots=True)
class Row:
    item: NewsItem
    title: str
    region: str
    is_chosen: bool
    is_new: bool
    """Published since the letter was last saved."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(RULE, "digest", digest)
    blueprint.add_url_rule(RULE, "save_digest", save, methods=["POST"])


@needs(Right.SEND)
def digest() -> str:
    return _page()


@needs(Right.SEND)
def save() -> Response | tuple[str, int]:
    """Keeps what was chosen; with the button that sends, goes on to the lists."""
    draft, version, at = read_digest(request.form), read_version(request.form), now()
    goes_on = request.form.get("act") == "send"
    problems = problems_of(draft)
    if problems:
        return _page(draft, problems), 422
    with store().writing() as session:
        outcome = _keep(session, draft, version, at)
        theirs = draft_of(session, outcome.theirs) if isinstance(outcome, Conflict) else None
        if goes_on and isinstance(outcome, DigestRecord):
            outcome.saved_at = at  # the letter is dated by the day on which it is closed
    if not isinstance(outcome, DigestRecord):
        notice = outcome if isinstance(outcome, str) else ""
        return _page(draft, theirs=theirs, notice=notice), 409
    if goes_on:
        return freeze(outcome.id)
    flash("Dopis je uložený.")
    return redirect(url_for("desk.digest", _anchor="nahled"), 303)


def _keep(
    session: Session, draft: DigestDraft, version: int, at: datetime
) -> DigestRecord | Conflict | str:
    """A sentence when what the page offered is gone."""
    waiting = {each.id for each in unsent_news(session)}
    if not set(draft.news_ids) <= waiting:
        return _GONE
    person, kept = signed_in(), open_digest(session)
    if kept is None:
        if version:
            return _SENT
        made = create_digest(session, draft, by=person.id, at=at)
    else:
        before = kept.version
        outcome = save_digest(session, kept, draft, base_version=version, by=person.id, at=at)
        if isinstance(outcome, Conflict) or outcome.version == before:
            return outcome
        made = outcome
    words = counted(len(draft.news_ids), "novinka", "novinky", "novinek")
    sentence = f"Uložený dopis novinek „{draft.subject}“, {words}."
    audit.record(session, person.actor, "digest-saved", f"digest:{made.id}", sentence, at)
    return made


def _page(
    typed: DigestDraft | None = None,
    problems: Mapping[str, str] | None = None,
    theirs: DigestDraft | None = None,
    notice: str = "",
) -> str:
    at = now()
    with store().reading() as session:
        kept, present = present_draft(session)
        draft = typed or present
        order = shown_order(request.form) if typed else draft.news_ids
        gone = ordered_digests(session)
        mailed = {each.id: dispatches_of(session, each.id) for each in gone}
        return render_template(
            "desk/news/digest.html",
            digest=kept,
            draft=draft,
            theirs=_words_of(session, theirs) if theirs else None,
            rows=_rows(session, draft, order, kept),
            problems=problems or {},
            notice=notice,
            events=upcoming(shown_events(session, store().blobs), at)[:5],
            earlier=[(each, mailed[each.id]) for each in gone],
            counted=equations(session, [row.id for rows in mailed.values() for row in rows]),
            titles=list_titles(session),
            looks=LOOKS,
            subject_chars=SUBJECT_CHARS,
            word_chars=WORD_CHARS,
        )


def _words_of(session: Session, draft: DigestDraft) -> dict[str, object]:
    query = select(NewsItem).where(NewsItem.id.in_(draft.news_ids))
    titles = {each.id: each.title for each in session.scalars(query)}
    return {
        "subject": draft.subject,
        "word": draft.word,
        "titles": [titles[each] for each in draft.news_ids if each in titles],
    }


def _rows(
    session: Session, draft: DigestDraft, order: Sequence[int], kept: DigestRecord | None
) -> list[Row]:
    """Those chosen in their order, then all others that wait."""
    waiting = {each.id: each for each in unsent_news(session)}
    first = [each for each in order if each in waiting]
    rest = [each for each in waiting if each not in set(first)]
    return [
        Row(
            item=waiting[each],
            title=shown_item(waiting[each]).title,
            region=region_of(waiting[each].region).title,
            is_chosen=each in draft.news_ids,
            is_new=bool(kept and (waiting[each].published_at or kept.saved_at) > kept.saved_at),
        )
        for each in (*first, *rest)
    ]
