"""The desk's page of lists: what readers can subscribe to, how many do, and what it is called."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.model import Dispatch
from mitdomov.editorial.publication_profile import ProfileConflict, held_profile, save_part
from mitdomov.editorial.queries import known_lists
from mitdomov.magazine.folder.field_rules import FieldError, filled_text, slug, text
from mitdomov.magazine.model import MailingList, Publication
from mitdomov.subscribers.model import Subscription, SubscriptionState
from mitdomov.subscribers.subscribing import counts_by_list
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import store


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/seznamy/", "lists", lists)
    blueprint.add_url_rule("/seznamy/", "change_lists", change_lists, methods=["POST"])


@needs(Right.READERS)
def lists() -> str:
    return _page({})


def _page(problems: Mapping[str, str]) -> str:
    with store().reading() as session:
        profile = held_profile(session, store().blobs)
        return render_template(
            "desk/lists/lists.html",
            lists=known_lists(session, store().blobs),
            counts=counts_by_list(session),
            none=dict.fromkeys(SubscriptionState, 0),
            profile=profile,
            typed=request.form,
            problems=problems,
            done=request.args.get("hotovo", ""),
        )


@needs(Right.READERS)
def change_lists() -> Response | tuple[str, int]:
    """One list changed, added or removed; its name in addresses never changes."""
    person, at = signed_in(), now()
    name, word = request.form.get("seznam", ""), request.form.get("ukon", "")
    try:
        change = _change(name, word)
    except FieldError as error:
        field = f"{error.code}-{name}" if word == "upravit" else error.code
        return _page({field: error.sentence}), 422
    with store().writing() as session:
        before = known_lists(session, store().blobs)
        problem = _obstacle(session, before, name, word)
        if problem:
            saved = None
        else:
            saved = save_part(
                session,
                store().blobs,
                lambda publication: replace(publication, lists=change(before)),
                _lists,
                base_sha256=request.form.get("zaklad", ""),
                at=at,
            )
        if saved is not None and not isinstance(saved, ProfileConflict) and saved.is_changed:
            sentence = f"Seznam {name}: {_WORDS[word]}."
            audit.record(
                session, person.actor, f"list-{_VERBS[word]}", f"list:{name}", sentence, at
            )
    if problem:
        return _page({"seznam": problem}), 409
    if isinstance(saved, ProfileConflict):
        sentence = (
            "Seznamy mezitím změnil někdo jiný; podívejte se, jak vypadají teď, a uložte znovu."
        )
        return _page({"seznam": sentence}), 409
    return redirect(url_for("desk.lists", hotovo=word), 303)


_VERBS = {"upravit": "changed", "pridat": "added", "odebrat": "removed"}
_WORDS = {"upravit": "změněn název nebo popis", "pridat": "přidán", "odebrat": "odebrán"}


def _lists(publication: Publication) -> object:
    return publication.lists


class _Change:
    """What becomes of the lists; raises `FieldError` whose code is the field's name."""

    def __init__(self, name: str, word: str) -> None:
        self.name, self.word = name, word
        if word not in _VERBS:
            abort(400)
        if word == "odebrat":
            return
        self.made = MailingList(
            _field(slug, "seznam", name),
            _field(filled_text, "nazev", request.form.get("nazev", "")),
            _field(text, "popis", request.form.get("popis", "")),
        )

    def __call__(self, lists: tuple[MailingList, ...]) -> tuple[MailingList, ...]:
        if self.word == "pridat":
            return (*lists, self.made)
        if self.word == "odebrat":
            return tuple(each for each in lists if each.slug != self.name)
        return tuple(self.made if each.slug == self.name else each for each in lists)


def _change(name: str, word: str) -> _Change:
    return _Change(name, word)


def _field(rule: object, field: str, value: str) -> str:
    try:
        made: str = rule(value)  # type: ignore[operator]
    except FieldError as error:
        raise FieldError(field, error.sentence) from None
    return made


def _obstacle(session: Session, lists: tuple[MailingList, ...], name: str, word: str) -> str:
    """Why it cannot be done, as a Czech sentence; empty when it can."""
    if held_profile(session, store().blobs) is None:
        return "Seznamy patří k údajům o publikaci, a ty tu ještě nejsou; viz stránka Publikace."
    is_known = name in {each.slug for each in lists}
    if word == "pridat":
        return f"Seznam „{name}“ už existuje; zvolte jiné označení." if is_known else ""
    if not is_known:
        return f"Seznam „{name}“ tu už není."
    if word == "odebrat" and _is_used(session, name):
        return (
            f"Seznam „{name}“ má odběratele nebo rozesílky, odebrat ho nejde: zmizel by doklad, "
            "komu a proč se posílalo."
        )
    if word == "odebrat" and len(lists) == 1:
        return "Poslední seznam odebrat nejde; nebylo by kam posílat."
    return ""


def _is_used(session: Session, name: str) -> bool:
    rows = (
        select(func.count()).select_from(owned).where(owned.list == name)
        for owned in (Subscription, Dispatch)
    )
    return any(session.scalar(each) for each in rows)
