"""What stands between the magazine and an ISSN, rule by rule."""

from dataclasses import replace
from datetime import date

import pytest

from mitdomov.editorial.issn import Facts, Rule, ShownIssue, ShownPast, State, is_ready, report

TITLES = (("web", "Mít domov"), ("PDF", "Mít\u00a0domov"), ("JSON-LD", "Mít domov"))
IMPRINT = "Tiráž Mít domov Ukázkový vydavatel, Zkušební 1, Praha Kontakt Jana Ukázková"
ISSUE = ShownIssue("1/2026", date(2026, 5, 4), 5, TITLES, IMPRINT)
READY = Facts(
    title="Mít domov",
    publisher="Ukázkový vydavatel",
    seat="Zkušební 1, Praha",
    contact_name="Jana Ukázková",
    contact_email="redakce@mitdomov.cz",
    public_url="https://mitdomov.cz",
    issues=(ISSUE,),
    past=(ShownPast("2/2023", date(2023, 10, 1), 0),),
)


def missing(facts: Facts) -> list[Rule]:
    return [rule for rule in report(facts) if rule.state is State.MISSING]


def test_a_whole_magazine_is_ready_and_gets_its_issn_later() -> None:
    rules = report(READY)
    assert is_ready(rules)
    assert {rule.name: rule.state for rule in rules}.pop("ISSN") is State.LATER
    assert all(rule.found for rule in rules)


def test_an_empty_instance_is_told_everything() -> None:
    rules = report(Facts())
    assert not is_ready(rules)
    assert all(rule.found and rule.todo for rule in rules)


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        ({"title": " "}, "název", "nemá název"),
        ({"publisher": ""}, "Vydavatel", "vydavatel"),
        ({"seat": " "}, "sídlo", "sídlo"),
        ({"contact_name": ""}, "kontaktní", "jméno"),
        ({"contact_email": ""}, "kontaktní", "e-mail"),
        ({"issues": (replace(ISSUE, articles=4),)}, "článků", "Vydaných článků: 4."),
        ({"issues": (ISSUE, replace(ISSUE, number="2/2026", articles=0))}, "plnými", "2/2026"),
        ({"past": (ShownPast("2/2023", date(2023, 10, 1), 3),)}, "plnými", "2/2023"),
        ({"public_url": "http://127.0.0.1:8000"}, "adrese", "z tohoto počítače"),
        ({"public_url": "https://mitdomov.example"}, "adrese", "zkušební"),
        ({"public_url": "http://mitdomov.cz"}, "adrese", "není zabezpečená"),
        ({"issues": (replace(ISSUE, dated=date(2025, 5, 4)),)}, "datum", "rokem 2025"),
        ({"issues": (replace(ISSUE, titles=(("EPUB", "Mít dům"),)),)}, "název", "EPUB"),
        ({"issues": (replace(ISSUE, imprint="Tiráž Mít domov"),)}, "Tiráž", "1/2026"),
        ({"issn": "2049-3631"}, "ISSN", "kontrolní číslici"),
        ({"issn": "2049-3630"}, "ISSN", "není v číslech"),
    ],
)
def test_each_rule_says_what_is_missing(change: dict[str, object], name: str, words: str) -> None:
    rules = missing(replace(READY, **change))  # type: ignore[arg-type]
    assert [rule for rule in rules if name in rule.name and words in rule.found], rules
    assert all(rule.todo for rule in rules)


def test_numbers_go_up_with_their_dates() -> None:
    later = replace(ISSUE, number="2/2026", dated=date(2026, 2, 1))
    rules = missing(replace(READY, issues=(ISSUE, later)))
    assert "Číslo 1/2026 vyšlo podle data až po čísle 2/2026." in rules[0].found


def test_an_issn_that_is_shown_everywhere_is_met() -> None:
    issues = (replace(ISSUE, issn_is_shown=True),)
    rules = report(replace(READY, issn="2049-3630", issues=issues))
    assert {rule.state for rule in rules} == {State.MET}
