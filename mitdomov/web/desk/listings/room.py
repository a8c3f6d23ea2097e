"""One look and one way of working for events, materials and webinars: what each is in, views out.

Whoever may write makes drafts; what readers see is changed only by whoever may edit. A form that
began from an older state of the thing is not saved over a newer one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.model import Listed, ListingState
from mitdomov.clock import now
from mitdomov.search.index import Entry, prepare, replace
from mitdomov.search.kinds import Kind
from mitdomov.web.access import RIGHT_WORDS, needs, signed_in
from mitdomov.web.desk.listings.fields import Fields
from mitdomov.web.desk.listings.versions import Versions, is_typed, versions
from mitdomov.web.instance import store

L = TypeVar("L", bound=Listed)
View = Response | str | tuple[str, int]

_CONFLICT: Final = (
    "Mezitím to změnil někdo jiný. Porovnejte obě znění; dalším uložením bude platit vaše."
)
_NOT_IN_A_NEW_ROW: Final = "prezentace"
"""A row that was never stored knows its slides by number only."""


@dataclass(frozen=True, slots=True)
class Words:
    """In Czech, as they stand on the pages."""

    title: str
    """Of the list: `Akce`."""
    new: str
    """`Nová akce`."""
    saved: str
    """`Akce je uložená.`"""
    empty: str
    """What the list teaches while nothing is in it."""
    intro: str


@dataclass(frozen=True, slots=True)
class Room(Generic[L]):
    """`name` is `event`, the part of endpoints, of audit subjects and of template names."""

    name: str
    plural: str
    path: str
    """Behind `/redakce/`; readers' pages lie below the same word."""
    model: type[L]
    kind: Kind
    words: Words
    read: Callable[[Fields, Session], dict[str, Any]]
    """Values by the names of columns."""
    typed: Callable[[L], dict[str, str]]
    """What the form holds when it shows a row."""
    entries: Callable[[L], tuple[Entry, ...]]
    obstacle: Callable[[L], str] = field(default=lambda _: "")
    """Why readers may not see it; empty when they may."""
    extras: Callable[[Session, L | None], Mapping[str, Any]] = field(default=lambda *_: {})
    """What else the form's template shows."""

    def register(self, blueprint: Blueprint) -> None:
        both, post = ["GET", "POST"], ["POST"]
        one = f"/{self.path}/<row:number>"
        routes = (
            (f"/{self.path}/", self.plural, Right.WRITE, self.listing, ["GET"]),
            (f"/{self.path}/nova", f"new_{self.name}", Right.WRITE, self.new, both),
            (one, self.name, Right.WRITE, self.one, both),
            (f"{one}/zverejnit", f"publish_{self.name}", Right.EDIT, self.publish, post),
            (f"{one}/stahnout", f"withdraw_{self.name}", Right.EDIT, self.withdraw, post),
            (f"{one}/smazat", f"delete_{self.name}", Right.EDIT, self.delete, both),
        )
        for rule, endpoint, right, view, methods in routes:
            blueprint.add_url_rule(rule, endpoint, _marked(right, view), methods=methods)

    def listing(self) -> View:
        with store().reading() as session:
            found = session.scalars(select(self.model).order_by(self.model.updated_at.desc()))
            return render_template(
                "desk/listings/listing.html", room=self, items=found.all(), states=STATES
            )

    def new(self) -> View:
        if request.method == "GET":
            return self._form(None, MultiDict(), {})
        fields = Fields(request.form)
        with store().writing() as session:
            values = self.read(fields, session)
            if not fields.problems:
                item = rows.add(session, self.model(**values), now())
                self.record(session, "listing-created", item, f"Založeno: {item.title}.")
        if fields.problems:
            return self._form(None, request.form, fields.problems), 422
        flash(" ".join((self.words.saved, "Na webu bude, až to zveřejníte.", *fields.remarks)))
        return self.back(item.id)

    def one(self, number: int) -> View:
        if request.method == "POST":
            return self._save(number)
        with store().reading() as session:
            item = session.get(self.model, number) or abort(404)
            return self._form(item, MultiDict(self.typed(item)), {}, session)

    def _save(self, number: int) -> View:
        fields = Fields(request.form)
        with store().reading() as session, session.no_autoflush:
            item = session.get(self.model, number) or abort(404)
            values = self.read(fields, session)
            if not fields.problems:
                self._try(item, values, fields.problems)
            if fields.problems:
                session.expire(item)
                return self._form(item, request.form, fields.problems, session), 422
            prepared = prepare(self.kind, item.slug, self.entries(item))
        with store().writing() as session:
            item = session.get(self.model, number) or abort(404)
            self.guard(item)
            is_conflict = request.form.get("verze", "") != str(item.revision)
            if not is_conflict and rows.change(session, item, values, now()):
                replace(session, prepared)
                self.record(session, "listing-saved", item, f"Upraveno: {item.title}.")
        if is_conflict:
            return self._conflict(number, values), 409
        flash(" ".join((self.words.saved, *fields.remarks)))
        return self.back(number)

    def _conflict(self, number: int, values: Mapping[str, Any]) -> str:
        """What was typed stays in the form; saving it once more puts it over what is there."""
        mine = self.typed(self.model(**values))
        if _NOT_IN_A_NEW_ROW in mine:
            mine[_NOT_IN_A_NEW_ROW] = request.form.get(_NOT_IN_A_NEW_ROW, "")
        with store().reading() as session:
            item = session.get(self.model, number) or abort(404)
            present = self.typed(item)
            typed = request.form.to_dict() | {"verze": present["verze"]}
            found = versions(mine, present)
            problems = {"_rozdily" if found else "nazev": _CONFLICT}
            return self._form(item, typed, problems, session, found)

    def _try(self, item: L, values: Mapping[str, Any], problems: dict[str, str]) -> None:
        """Sets the values on a row that is never saved, to see what would become of it."""
        for name, value in values.items():
            setattr(item, name, value)
        if item.is_shown and (obstacle := self.obstacle(item)):
            problems["prepis"] = obstacle

    def publish(self, number: int) -> View:
        with store().reading() as session:
            obstacle = self.obstacle(session.get(self.model, number) or abort(404))
        if obstacle:
            flash(f"Zveřejnit to zatím nejde. {obstacle}")
            return self.after(number)
        was = self.put(number, ListingState.PUBLISHED)
        flash("Zveřejněno. Čtenáři to vidí na webu.")
        return self.after(number, was)

    def withdraw(self, number: int) -> View:
        was = self.put(number, ListingState.DRAFT)
        flash("Staženo z webu. Zveřejnit to můžete kdykoli znovu.")
        return self.after(number, was)

    def delete(self, number: int) -> View:
        """Only what readers never saw; what they did keeps its address."""
        if request.method == "GET":
            with store().reading() as session:
                item = session.get(self.model, number) or abort(404)
                _refuse_if(item.was_published)
                return render_template("desk/listings/delete.html", room=self, item=item)
        with store().writing() as session:
            item = session.get(self.model, number) or abort(404)
            _refuse_if(item.was_published)
            session.delete(item)
            self.record(session, "listing-deleted", item, f"Smazán koncept: {item.title}.")
        flash("Koncept je smazaný.")
        return redirect(url_for(f"desk.{self.plural}"), 303)

    def put(self, number: int, state: ListingState, **values: object) -> int:
        """Into another state, with the search in the same transaction; gives the revision before
        it."""
        with store().reading() as session, session.no_autoflush:
            item = session.get(self.model, number) or abort(404)
            revision = item.revision
            item.state = state
            for name, value in values.items():
                setattr(item, name, value)
            prepared = prepare(self.kind, item.slug, self.entries(item))
        with store().writing() as session:
            item = session.get(self.model, number) or abort(404)
            _refuse_if(item.revision != revision)
            if item.state is state and all(getattr(item, k) == v for k, v in values.items()):
                return revision
            for name, value in values.items():
                setattr(item, name, value)
            rows.put_into_state(item, state, now())
            replace(session, prepared)
            self._record_state(session, item)
        return revision

    def _record_state(self, session: Session, item: L) -> None:
        match item.state:
            case ListingState.PUBLISHED:
                self.record(session, "listing-published", item, f"Zveřejněno: {item.title}.")
            case ListingState.CANCELLED:
                self.record(session, "event-cancelled", item, f"Akce zrušena: {item.title}.")
            case ListingState.DRAFT:
                self.record(session, "listing-withdrawn", item, f"Staženo z webu: {item.title}.")

    def guard(self, item: L) -> None:
        """What readers see changes at once, so it takes the right that publishing takes."""
        if item.is_shown and not signed_in().may(Right.EDIT):
            abort(403, description=f"K tomu potřebujete právo {RIGHT_WORDS[Right.EDIT]}.")

    def record(self, session: Session, verb: str, item: L, sentence: str) -> None:
        person = signed_in()
        audit.record(session, person.actor, verb, f"{self.name}:{item.id}", sentence, now())

    def back(self, number: int) -> Response:
        return redirect(url_for(f"desk.{self.name}", number=number), 303)

    def after(self, number: int, was: int | None = None) -> View:
        """What was typed when another button was pressed stays in the form, still to be saved.

        It goes on from the present revision, if the form began from `was`.
        """
        with store().reading() as session:
            item = session.get(self.model, number) or abort(404)
            present = self.typed(item)
            if "nazev" not in request.form or not is_typed(request.form, present):
                return self.back(number)
            typed = MultiDict(request.form)
            if typed.get("verze") == str(was):
                typed["verze"] = present["verze"]
            return self._form(item, typed, {}, session, is_unsaved=True)

    def _form(
        self,
        item: L | None,
        typed: Mapping[str, str],
        problems: Mapping[str, str],
        session: Session | None = None,
        found: Sequence[Versions] = (),
        *,
        is_unsaved: bool = False,
    ) -> str:
        if session is None:
            with store().reading() as opened:
                return self._form(item, typed, problems, opened)
        return render_template(
            f"desk/listings/{self.name}.html",
            room=self,
            item=item,
            typed=typed,
            problems=problems,
            versions=found,
            is_unsaved=is_unsaved,
            states=STATES,
            obstacle=self.obstacle(item) if item else "",
            may_publish=signed_in().may(Right.EDIT),
            **self.extras(session, item),
        )


STATES: Final = {
    ListingState.DRAFT: ("koncept", "draft"),
    ListingState.PUBLISHED: ("zveřejněno", "accepted"),
    ListingState.CANCELLED: ("zrušeno", "refused"),
}
"""Words of each state and the mark beside them."""


def _marked(right: Right, method: Callable[..., View]) -> Callable[..., View]:
    """A bound method takes no mark, so the view is a function around it."""

    @needs(right)
    def view(**kwargs: Any) -> View:
        return method(**kwargs)

    return view


def _refuse_if(is_wrong: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if is_wrong:
        abort(409)
