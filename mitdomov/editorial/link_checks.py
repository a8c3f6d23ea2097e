"""An issue and what its addresses answered in, findings about dead ones out.

The answers are the outcome of the last order of that work: addresses with what became of each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.czech_words import short_date
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.magazine.checks.links import Target, web_targets
from mitdomov.magazine.findings import Finding, Severity
from mitdomov.magazine.folder.issue_folder import IssueFolder


class Answer(StrEnum):
    ALIVE = "alive"
    MOVED = "moved"
    """For good, says its server; it answers at another address."""
    UNCLEAR = "unclear"
    """A person has to look: the server lets no program in, or has troubles of its own."""
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one address."""

    url: str
    answer: Answer
    sentence: str
    """Czech; what is the matter and what to do. Empty for one that is alive."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    checked: tuple[Checked, ...]
    at: datetime

    def of(self, url: str) -> Checked | None:
        return next((each for each in self.checked if each.url == url), None)


def addresses_in(folder: IssueFolder) -> list[str]:
    """Each once, without the part behind #, in the order of the magazine."""
    return [*dict.fromkeys(map(_bare, _hrefs(web_targets(folder))))]


def outcome_of(checked: Iterable[Checked]) -> dict[str, Any]:
    """As the order of the work keeps it."""
    return {
        "checked": [
            {"url": each.url, "answer": each.answer.value, "sentence": each.sentence}
            for each in checked
        ]
    }


def last_report(session: Session, issue_id: int) -> LinkReport | None:
    query = (
        select(WorkOrder)
        .where(
            WorkOrder.issue_id == issue_id,
            WorkOrder.kind == WorkKind.CHECK_LINKS,
            WorkOrder.state == WorkState.DONE,
        )
        .order_by(WorkOrder.id.desc())
    )
    order = session.scalars(query.limit(1)).first()
    if order is None or order.finished_at is None:
        return None
    return LinkReport(tuple(map(_checked, order.outcome["checked"])), order.finished_at)


def findings_about(folder: IssueFolder, report: LinkReport) -> tuple[Finding, ...]:
    """Warnings alone: a server that is down today may be up on the day of publishing."""
    return tuple(
        Finding(
            Severity.WARNING,
            "dead-link",
            target.place,
            f"Odkaz {target.href} při ověření {short_date(report.at)} neodpověděl správně: "
            f"{found.sentence}",
        )
        for target in web_targets(folder)
        if (found := report.of(_bare(target.href))) and found.answer is Answer.DEAD
    )


def _hrefs(targets: Iterable[Target]) -> Iterable[str]:
    return (target.href for target in targets)


def _bare(href: str) -> str:
    return href.partition("#")[0]


def _checked(plain: Mapping[str, str]) -> Checked:
    return Checked(plain["url"], Answer(plain["answer"]), plain["sentence"])
