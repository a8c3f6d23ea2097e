"""What the magazine shows in; what still stands between it and an ISSN out, rule by rule.

The rules are those by which online serials are given an ISSN (ISO 3297 and the practice of its
national centres): a publisher with a seat, a named editorial contact, one title everywhere,
numbered and dated issues, at least five articles, all of them readable in full.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from mitdomov.czech_words import counted
from mitdomov.magazine.folder import field_rules
from mitdomov.magazine.folder.field_rules import FieldError
from mitdomov.magazine.numbers import is_number

FEWEST_ARTICLES: Final = 5
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
_RESERVED: Final = (".example", ".invalid", ".test", ".localhost")
"""Names that lead nowhere (RFC 2606)."""


class State(StrEnum):
    MET = "met"
    MISSING = "missing"
    LATER = "later"
    """Nothing to mend; it comes once the rest is met."""


class Where(StrEnum):
    """Where it is mended or seen."""

    MASTHEAD = "masthead"
    ISSUES = "issues"
    PAST = "past"
    ARCHIVE = "archive"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class ShownIssue:
    """An issue as readers have it."""

    number: str
    dated: date
    articles: int
    """Pages of the web edition with the full text of an article each."""
    titles: tuple[tuple[str, str], ...] = ()
    """Pairs of a place, such as `PDF`, and the title of the magazine as it stands there."""
    imprint: str = ""
    """The words of its imprint on the web."""
    issn_is_shown: bool = False


@dataclass(frozen=True, slots=True)
class ShownPast:
    """A past issue that exists as PDF only."""

    number: str
    dated: date
    mute_pages: int
    """Pages without text."""


@dataclass(frozen=True, slots=True)
class Facts:
    title: str = ""
    publisher: str = ""
    seat: str = ""
    contact_name: str = ""
    contact_email: str = ""
    issn: str = ""
    public_url: str = ""
    issues: tuple[ShownIssue, ...] = ()
    past: tuple[ShownPast, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    state: State
    found: str
    """What is there, in Czech."""
    todo: str = ""
    """What to do, in Czech; empty when there is nothing to do."""
    where: Where = Where.MASTHEAD


def report(facts: Facts) -> tuple[Rule, ...]:
    return tuple(rule(facts) for rule in _RULES)


def is_ready(rules: tuple[Rule, ...]) -> bool:
    """Whether nothing is missing any more."""
    return all(rule.state is not State.MISSING for rule in rules)


def _publisher(facts: Facts) -> Rule:
    name = "Vydavatel a jeho sídlo"
    if facts.publisher.strip() and facts.seat.strip():
        return Rule(name, State.MET, f"{facts.publisher}, {facts.seat}")
    lacking = "vydavatel" if not facts.publisher.strip() else "sídlo vydavatele"
    return Rule(name, State.MISSING, f"Chybí {lacking}.", "Doplňte ho v údajích publikace.")


def _contact(facts: Facts) -> Rule:
    name = "Jmenovaná kontaktní osoba redakce"
    if facts.contact_name.strip() and facts.contact_email.strip():
        return Rule(name, State.MET, f"{facts.contact_name}, {facts.contact_email}")
    lacking = "jméno" if not facts.contact_name.strip() else "e-mail"
    return Rule(
        name, State.MISSING, f"Chybí {lacking} kontaktní osoby.", "Doplňte ho v údajích publikace."
    )


def _titles(facts: Facts) -> Rule:
    name = "Stejný název všude"
    if not facts.title.strip():
        return Rule(name, State.MISSING, "Časopis nemá název.", "Doplňte ho v údajích publikace.")
    others = [*_other_titles(facts)]
    if others:
        return Rule(
            name,
            State.MISSING,
            f"Jinak než „{facts.title}“ se časopis jmenuje zde: {'; '.join(others)}.",
            "Sjednoťte název a dotčená čísla vydejte znovu.",
            Where.ISSUES,
        )
    places = dict.fromkeys(place for issue in facts.issues for place, _ in issue.titles)
    shown = f"„{facts.title}“: {', '.join(places)}" if places else f"„{facts.title}“"
    return Rule(name, State.MET, shown)


def _other_titles(facts: Facts) -> Iterator[str]:
    for issue in facts.issues:
        for place, words in issue.titles:
            if _plain(words) != _plain(facts.title):
                yield f"{place} čísla {issue.number} („{_plain(words)}“)"


def _articles(facts: Facts) -> Rule:
    name = f"Aspoň {FEWEST_ARTICLES} datovaných článků"
    count = sum(issue.articles for issue in facts.issues)
    words = counted(count, "článek", "články", "článků")
    if count >= FEWEST_ARTICLES:
        return Rule(name, State.MET, f"Na webu je {words} s datem čísla.", where=Where.ARCHIVE)
    lacking = counted(FEWEST_ARTICLES - count, "článek", "články", "článků")
    return Rule(
        name,
        State.MISSING,
        f"Vydaných článků: {count}.",
        f"Vydejte ještě {lacking}; starší čísla v PDF se nepočítají po článcích.",
        Where.ISSUES,
    )


def _full_texts(facts: Facts) -> Rule:
    name = "Archiv s plnými texty"
    empty = [issue.number for issue in facts.issues if not issue.articles]
    mute = [each.number for each in facts.past if each.mute_pages]
    if not facts.issues and not facts.past:
        return Rule(name, State.MISSING, "Archiv je prázdný.", "Vydejte první číslo.", Where.ISSUES)
    if empty:
        return Rule(
            name,
            State.MISSING,
            f"Bez plných textů na webu: {', '.join(empty)}.",
            "Vydejte tato čísla znovu.",
            Where.ISSUES,
        )
    if mute:
        return Rule(
            name,
            State.MISSING,
            f"Strany bez textu mají starší čísla: {', '.join(mute)}.",
            "Nechte je rozpoznat (OCR) a PDF vyměňte, nebo je skryjte.",
            Where.PAST,
        )
    count = len(facts.issues) + len(facts.past)
    return Rule(name, State.MET, f"Čísel s celým textem: {count} z {count}.", where=Where.ARCHIVE)


def _reachable(facts: Facts) -> Rule:
    name = "Archiv na stálé veřejné adrese"
    parts = urlsplit(facts.public_url)
    host = parts.hostname or ""
    archive = f"{facts.public_url}/archiv/"
    if host in _LOCAL or host.endswith(_RESERVED) or "." not in host:
        return Rule(
            name,
            State.MISSING,
            f"Adresa {archive} je jen z tohoto počítače nebo zkušební.",
            "Správce nastaví MITDOMOV_PUBLIC_URL na doménu časopisu.",
            Where.SETTINGS,
        )
    if parts.scheme != "https":
        return Rule(
            name,
            State.MISSING,
            f"Adresa {archive} není zabezpečená.",
            "Správce nastaví MITDOMOV_PUBLIC_URL s https://.",
            Where.SETTINGS,
        )
    return Rule(name, State.MET, archive, where=Where.ARCHIVE)


def _numbering(facts: Facts) -> Rule:
    name = "Číslo a datum na každém čísle"
    dated = [(each.number, each.dated) for each in facts.issues]
    dated += [(each.number, each.dated) for each in facts.past]
    if not dated:
        return Rule(name, State.MISSING, "Zatím nic nevyšlo.", "Vydejte první číslo.", Where.ISSUES)
    odd = [*_odd_numbers(dated)]
    if odd:
        return Rule(
            name, State.MISSING, " ".join(odd), "Opravte číslo nebo datum vydání.", Where.ISSUES
        )
    listed = ", ".join(number for number, _ in sorted(dated, key=lambda each: each[1]))
    return Rule(name, State.MET, f"Číslováno po ročnících: {listed}.", where=Where.ARCHIVE)


def _odd_numbers(dated: list[tuple[str, date]]) -> Iterator[str]:
    """Wrong ones, ones of another year than their date, ones out of order."""
    before: tuple[int, int] | None = None
    for number, day in sorted(dated, key=lambda each: (each[1], _place(each[0]))):
        if not is_number(number):
            yield f"„{number}“ není číslo ve tvaru 1/2026."
            continue
        place = _place(number)
        if place[0] != day.year:
            yield f"Číslo {number} je datováno rokem {day.year}."
        elif before is not None and place <= before:
            yield f"Číslo {number} vyšlo podle data až po čísle {before[1]}/{before[0]}."
        before = place


def _place(number: str) -> tuple[int, int]:
    """The year and the number in it."""
    if not is_number(number):
        return (0, 0)
    count, _, year = number.partition("/")
    return int(year), int(count)


def _imprint(facts: Facts) -> Rule:
    name = "Tiráž v každém čísle"
    if not facts.issues:
        return Rule(name, State.MISSING, "Zatím nic nevyšlo.", "Vydejte první číslo.", Where.ISSUES)
    wanted = [
        _plain(each) for each in (facts.title, facts.publisher, facts.seat, facts.contact_name)
    ]
    lacking = [
        issue.number
        for issue in facts.issues
        if not all(each and each in _plain(issue.imprint) for each in wanted)
    ]
    if lacking:
        return Rule(
            name,
            State.MISSING,
            f"Název, vydavatele, sídlo nebo kontakt, jak platí teď, nemá tiráž čísel: "
            f"{', '.join(lacking)}.",
            "Vydejte tato čísla znovu, aby převzala dnešní údaje.",
            Where.ISSUES,
        )
    return Rule(
        name, State.MET, "Tiráž má název, vydavatele, sídlo i kontakt.", where=Where.ARCHIVE
    )


def _issn(facts: Facts) -> Rule:
    name = "ISSN"
    if not facts.issn.strip():
        return Rule(
            name,
            State.LATER,
            "Časopis ho zatím nemá.",
            "Až bude splněno všechno ostatní, požádejte České národní středisko ISSN; přidělené "
            "ISSN zapište do údajů publikace.",
        )
    try:
        field_rules.issn(facts.issn)
    except FieldError as error:
        return Rule(name, State.MISSING, str(error), "Opravte ho v údajích publikace.")
    without = [issue.number for issue in facts.issues if not issue.issn_is_shown]
    if without:
        return Rule(
            name,
            State.MISSING,
            f"ISSN {facts.issn} není v číslech: {', '.join(without)}.",
            "Vydejte tato čísla znovu, aby ho převzala.",
            Where.ISSUES,
        )
    return Rule(name, State.MET, f"ISSN {facts.issn}, kontrolní číslice souhlasí.")


def _plain(words: str) -> str:
    return " ".join(words.split())


_RULES: Final[tuple[Callable[[Facts], Rule], ...]] = (
    _titles,
    _publisher,
    _contact,
    _articles,
    _full_texts,
    _reachable,
    _numbering,
    _imprint,
    _issn,
)
