"""The form that confirms a dispatch in; what a person asked for and confirmed out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import abort
from werkzeug.datastructures import MultiDict

from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.schedule import LocalMoment
from mitdomov.web.desk.dispatches import schedule_form
from mitdomov.web.desk.dispatches.schedule_form import Problems

NOW: Final = "ted"
LATER: Final = "termin"
COUNT: Final = "pocet"
_SPACES: Final = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.")
_MOST_DIGITS: Final = 10
_LONGEST_KEY: Final = 64


@dataclass(frozen=True, slots=True)
class SendForm:
    """What the page showed, and what the person typed."""

    list: str
    again: bool
    snapshot_id: int
    shown: int
    """How many letters the page spoke of."""
    typed: int | None
    key: str
    moment: LocalMoment | Problems | None
    """None when it is to be sent now."""
    has_stray_moment: bool
    """A day or a time is filled in, yet "now" was pressed."""

    @property
    def scheduled_for(self) -> datetime | None:
        return self.moment.at if isinstance(self.moment, LocalMoment) else None


def read_form(form: MultiDict[str, str]) -> SendForm:
    """Answers 400 to what no form of ours sends."""
    when, key = form.get("kdy"), form.get("key", "")
    if when not in (NOW, LATER) or not 0 < len(key) <= _LONGEST_KEY:
        abort(400)
    return SendForm(
        list=form.get("list") or abort(400),
        again=form.get("again") == "yes",
        snapshot_id=_hidden_number(form, "snapshot"),
        shown=_hidden_number(form, "shown"),
        typed=number_in(form.get(COUNT, "")),
        key=key,
        moment=schedule_form.read_moment(form) if when == LATER else None,
        has_stray_moment=when == NOW and schedule_form.is_filled(form),
    )


def number_in(text: str) -> int | None:
    """`12 345` as people write it; None when it is no number."""
    tidy = text.translate(_SPACES)
    is_number = tidy.isascii() and tidy.isdecimal() and len(tidy) < _MOST_DIGITS
    return int(tidy) if is_number else None


def problems_of(form: SendForm, now: datetime) -> dict[str, str]:
    """Sentences by the names of fields; whether `shown` is still true is another question."""
    problems: dict[str, str] = {}
    if form.typed != form.shown:
        letters = counted(form.shown, "dopis", "dopisy", "dopisů")
        problems[COUNT] = (
            f"Napsané číslo nesouhlasí. Chcete-li poslat {letters}, napište {form.shown}."
        )
    if form.has_stray_moment:
        problems[schedule_form.DAY] = (
            "Vyplnili jste termín a stiskli Rozeslat teď. Stiskněte Naplánovat, nebo termín smažte."
        )
    wrong = form.moment
    if isinstance(wrong, LocalMoment):
        wrong = schedule_form.refusal(wrong, now)
    return problems | (wrong.by_field if wrong else {})


def _hidden_number(form: MultiDict[str, str], name: str) -> int:
    number = number_in(form.get(name, ""))
    return abort(400) if number is None else number
