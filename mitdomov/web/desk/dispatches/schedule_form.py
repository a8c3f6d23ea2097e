"""The fields of a day and a time in, the moment they name out; or what is wrong with each."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from werkzeug.datastructures import MultiDict

from mitdomov.clock import PRAGUE
from mitdomov.czech_words import NBSP, long_date, time_of_day
from mitdomov.delivery.dispatches.schedule import FURTHEST, LocalMoment, Reading, moment_of
from mitdomov.web.desk.dates import day_in

DAY: Final = "den"
TIME: Final = "cas"
RULE: Final = (
    "Časy platí v Praze. Když se na jaře posunou hodiny a zadaný čas ten den není, odejde dopis "
    "v nejbližší další čas (místo 2.30 ve 3.00). Když na podzim nastane zadaný čas dvakrát, odejde "
    "napoprvé."
)


@dataclass(frozen=True, slots=True)
class Problems:
    """Sentences by the names of fields."""

    by_field: dict[str, str]


def read_moment(form: MultiDict[str, str]) -> LocalMoment | Problems:
    """Says nothing of whether the moment is still to come."""
    problems: dict[str, str] = {}
    day, at = day_in(form.get(DAY, "")), _time(form.get(TIME, ""))
    if day is None:
        problems[DAY] = "Vyberte den, např. 25. 11. 2026."
    if at is None:
        problems[TIME] = "Napište čas, např. 8:00."
    if day is None or at is None:
        return Problems(problems)
    return moment_of(day, at)


def refusal(moment: LocalMoment, now: datetime) -> Problems | None:
    """Why nothing can be planned for that moment."""
    if moment.at <= now:
        return Problems({TIME: "Tento čas už minul; zvolte pozdější, nebo rozešlete hned."})
    if moment.at - now > FURTHEST:
        return Problems({DAY: "Plánovat lze nejvýše rok dopředu."})
    return None


def is_filled(form: MultiDict[str, str]) -> bool:
    return bool(form.get(DAY) or form.get(TIME))


def fields_for(moment: datetime | None) -> dict[str, str]:
    """What the fields hold when they show `moment`."""
    if moment is None:
        return {DAY: "", TIME: ""}
    local = moment.astimezone(PRAGUE)
    return {DAY: f"{local:%Y-%m-%d}", TIME: f"{local:%H:%M}"}


def words_of(moment: LocalMoment) -> str:
    """`25. listopadu 2026, 8.00 h`, with a word about a night in which the clocks change."""
    at = f"{long_date(moment.at)}, {time_of_day(moment.at)}{NBSP}h"
    match moment.reading:
        case Reading.SKIPPED:
            return f"{at} (zadaný čas ten den není, hodiny se posouvají)"
        case Reading.TWICE:
            return f"{at} (napoprvé; hodiny se ten den vracejí)"
        case Reading.PLAIN:
            return at


def _time(text: str) -> time | None:
    tidy = text.strip().replace(".", ":")
    try:
        at = time.fromisoformat(tidy if len(tidy.partition(":")[0]) > 1 else f"0{tidy}")
    except ValueError:
        return None
    return at.replace(second=0, microsecond=0) if at.tzinfo is None else None
