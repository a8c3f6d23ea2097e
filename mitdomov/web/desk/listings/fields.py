"""What a form of a listing sends in; values for its row and a sentence for each bad field out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from werkzeug.datastructures import MultiDict

from mitdomov.bulletin.listings.text import text_problem
from mitdomov.clock import PRAGUE
from mitdomov.czech_words import NBSP, time_of_day
from mitdomov.delivery.dispatches.schedule import Reading, moment_of
from mitdomov.document.links import is_allowed
from mitdomov.magazine.folder.field_rules import FieldError, text
from mitdomov.web.desk.dates import day_in, day_problem

TITLE_CHARS: Final = 300
LINE_CHARS: Final = 500
PEREX_CHARS: Final = 600


@dataclass(slots=True)
class Fields:
    """Reads field by field; keeps every problem, and remarks that are none."""

    form: MultiDict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def line(self, name: str, most: int = LINE_CHARS) -> str:
        try:
            value = text(self.form.get(name, ""))
        except FieldError as error:
            self.problems[name] = error.sentence
            return ""
        if len(value) > most:
            self.problems[name] = f"Text má {len(value)} znaků, vejde se {most}; zkraťte jej."
        return value

    def filled(self, name: str, sentence: str, most: int = LINE_CHARS) -> str:
        value = self.line(name, most)
        if not value and name not in self.problems:
            self.problems[name] = sentence
        return value

    def markdown(self, name: str) -> str:
        value = self.form.get(name, "").replace("\r\n", "\n").strip()
        if problem := text_problem(value):
            self.problems[name] = problem
        return value

    def url(self, name: str, *, is_secure: bool = False) -> str:
        value = self.line(name)
        start = ("https://",) if is_secure else ("https://", "http://")
        if value and not (value.lower().startswith(start) and is_allowed(value)):
            self.problems[name] = (
                f"„{value[:60]}“ není úplná adresa; má začínat {' nebo '.join(start)}."
            )
        return value

    def day(self, name: str, sentence: str) -> date | None:
        typed = self.form.get(name, "")
        found = day_in(typed)
        if found is None:
            self.problems[name] = day_problem(typed, sentence)
        return found

    def clock(self, name: str) -> time | None:
        """None when it is empty or no time; the latter is a problem."""
        typed = self.form.get(name, "").strip()
        if not typed:
            return None
        found = _time(typed)
        if found is None:
            self.problems[name] = "Napište čas jako 9:00."
        return found

    def moment(self, day: date, at: time, name: str) -> datetime:
        """On Prague's clocks; where they change, a remark says how the time was read."""
        found = moment_of(day, at)
        shown = f"{time_of_day(found.at)}{NBSP}h"
        match found.reading:
            case Reading.SKIPPED:
                self.remarks.append(
                    f"Čas {self.form.get(name, '')} ten den není, hodiny se posouvají; "
                    f"zapsali jsme {shown}."
                )
            case Reading.TWICE:
                self.remarks.append(
                    f"Čas {shown} ten den nastane dvakrát, hodiny se vracejí; platí ten první."
                )
            case Reading.PLAIN:
                pass
        return found.at

    def choice(self, name: str, known: Callable[[str], object]) -> object:
        """What `known` makes of it; raises nothing but keeps a problem."""
        try:
            return known(self.form.get(name, ""))
        except (ValueError, KeyError):
            self.problems[name] = "Vyberte jednu z možností."
            return None


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PRAGUE).astimezone(UTC)


def day_field(moment: datetime | None) -> str:
    return f"{moment.astimezone(PRAGUE):%Y-%m-%d}" if moment else ""


def time_field(moment: datetime | None) -> str:
    return f"{moment.astimezone(PRAGUE):%H:%M}" if moment else ""


def _time(typed: str) -> time | None:
    tidy = typed.replace(".", ":")
    tidy = tidy if ":" in tidy else f"{tidy}:00"
    try:
        found = time.fromisoformat(tidy if tidy.index(":") > 1 else f"0{tidy}")
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0) if found.tzinfo is None else None
