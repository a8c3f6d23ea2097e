"""The audit log: who did what, filtered by person, act, subject, day and words."""

from functools import partial
from typing import Final

from flask import Blueprint, render_template, request

from mitdomov.accounts.audit_trail import Sought, find_entries, known_verbs
from mitdomov.accounts.people import everyone
from mitdomov.accounts.roles import Right
from mitdomov.web.access import needs
from mitdomov.web.desk.dates import day_in
from mitdomov.web.desk.people.audit_words import KINDS, subject, verb_words
from mitdomov.web.instance import store

_MOST_DIGITS: Final = 9
_LONGEST: Final = 200


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/zaznam/", "audit", audit)


@needs(Right.ADMINISTER)
def audit() -> str:
    """What cannot be understood in a question leaves out nothing."""
    sought = Sought(
        account_id=_number("ucet") or None,
        verb=_text("co"),
        subject=_subject(),
        words=_text("slova"),
        since=day_in(_text("od")),
        until=day_in(_text("do")),
    )
    with store().reading() as session:
        verbs, people = known_verbs(session), everyone(session)
        names = {str(each.id): each.name for each in people}
        return render_template(
            "desk/audit/audit.html",
            trail=find_entries(session, sought, _number("strana") or 1),
            people=people,
            verbs=sorted((verb_words(each), each) for each in verbs),
            kinds=KINDS,
            sought=sought,
            subject=partial(subject, people=names),
            verb_words=verb_words,
            question={
                name: value
                for name, value in request.args.items()
                if name in ("ucet", "co", "ceho", "vec", "slova", "od", "do") and value
            },
        )


def _subject() -> str:
    exact, kind = _text("vec"), _text("ceho")
    return exact or (f"{kind}:" if kind in KINDS else "")


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:_LONGEST]


def _number(name: str) -> int:
    text = _text(name)
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 0
