"""The desk's page of letters that came back: sought, filtered, and what followed taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import Actor
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.bounces.alerts import alarming
from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.deciding import (
    Decided,
    forbid,
    may_forbid,
    may_take_back,
    take_back,
)
from mitdomov.delivery.bounces.listing import (
    Returned,
    Which,
    count_returned,
    one_returned,
    returned_letters,
)
from mitdomov.delivery.bounces.model import Deed
from mitdomov.delivery.bounces.words import CAUSES, DEEDS, KINDS
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.paging import paging
from mitdomov.web.desk.readers.return_tabs import tab_counts
from mitdomov.web.instance import settings, store
from mitdomov.web.numbers import LARGEST

_PAGE_ROWS: Final = 50
_LONGEST_WORDS: Final = 200
_TAKEN_BACK: Final = "vzato-zpet"
_FILTERS: Final = ("hledat", "proc", "co", "rozesilka", "strana")


def register(blueprint: Blueprint) -> None:
    one = "/nedorucenky/<row:number>"
    blueprint.add_url_rule("/nedorucenky/", "returned", returned)
    blueprint.add_url_rule(f"{one}/zpet", "take_back_returned", allow_again, methods=["POST"])
    blueprint.add_url_rule(f"{one}/zakazat", "forbid_returned", forbid_one, methods=["POST"])


@needs(Right.READERS)
def returned() -> str:
    which = _which()
    with store().reading() as session:
        total = count_returned(session, which)
        place = paging(total, _PAGE_ROWS)
        return render_template(
            "desk/returned/returned.html",
            rows=returned_letters(session, which, limit=place.limit, offset=place.offset),
            total=total,
            **tab_counts(session),
            which=which,
            place=place,
            alarming=alarming(session, now()),
            is_read=bool(settings().bounce_address),
            keeps_letters=settings().keeps_letters,
            causes=CAUSES,
            deeds=DEEDS,
            kinds=KINDS,
            may_take_back=may_take_back,
            may_forbid=may_forbid,
            taken_back=_TAKEN_BACK,
            kept=_kept(),
            done=request.args.get("hotovo", ""),
        )


@needs(Right.READERS)
def allow_again(number: int) -> Response:
    """The next dispatch mails the reader again."""
    return _decide(number, take_back, "zpet")


@needs(Right.READERS)
def forbid_one(number: int) -> Response:
    return _decide(number, forbid, "zakazano")


def _decide(
    number: int, decide: Callable[[Session, Returned, Actor, datetime], Decided], done: str
) -> Response:
    """Whoever comes second is told that nothing was left to do."""
    with store().writing() as session:
        found = one_returned(session, number) or abort(404)
        decided = decide(session, found, signed_in().actor, now())
    said = done if decided is Decided.DONE else "pozde"
    return redirect(url_for("desk.returned", **_kept(), hotovo=said), 303)


def _kept() -> dict[str, Any]:
    """What the person looked for, so that they come back to it."""
    return {name: request.args[name] for name in _FILTERS if request.args.get(name)}


def _which() -> Which:
    deed, cause = request.args.get("co", ""), request.args.get("proc", "")
    if deed not in {"", _TAKEN_BACK, *Deed} or cause not in {"", *Cause}:
        abort(404)
    return Which(
        deed=Deed(deed) if deed in set(Deed) else None,
        cause=Cause(cause) if cause else None,
        dispatch_id=_dispatch(request.args.get("rozesilka", "")),
        words=request.args.get("hledat", "").strip()[:_LONGEST_WORDS],
        is_taken_back=deed == _TAKEN_BACK,
    )


def _dispatch(text: str) -> int | None:
    if not text:
        return None
    is_number = text.isascii() and text.isdecimal() and len(text) < len(str(LARGEST))
    return int(text) if is_number else abort(404)
