"""The desk's page of retention: how long what is kept, when it was last cleared, and how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.personal_data.retention_rules import EDITORS, IMPLEMENTERS, READERS, RULES
from mitdomov.subscribers.retention import EVERY, RetentionRun, Rule, last_runs, overdue, totals
from mitdomov.web.access import needs
from mitdomov.web.instance import store


@dataclass(frozen=True, slots=True)
class Row:
    rule: Rule
    last: RetentionRun | None
    next_at: datetime | None
    """None when the next sweep applies it."""
    total: int


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/uchovavani/", "retention", retention)


@needs(Right.READERS)
def retention() -> str:
    at = now()
    with store().reading() as session:
        return render_template(
            "desk/readers/retention.html",
            groups=(
                ("Odběratelé", _rows(session, READERS, at)),
                ("Lidé v redakci", _rows(session, EDITORS, at)),
                ("Realizátoři", _rows(session, IMPLEMENTERS, at)),
            ),
            late=overdue(session, RULES, at),
            has_run=bool(last_runs(session)),
        )


def _rows(session: Session, rules: Sequence[Rule], at: datetime) -> list[Row]:
    runs: Mapping[str, RetentionRun] = last_runs(session)
    taken = totals(session)
    return [
        Row(rule, run, _next_at(run, at), taken.get(rule.name, 0))
        for rule in rules
        for run in (runs.get(rule.name),)
    ]


def _next_at(run: RetentionRun | None, at: datetime) -> datetime | None:
    if run is None or run.error or run.ran_at + EVERY <= at:
        return None
    return run.ran_at + EVERY
