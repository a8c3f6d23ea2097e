"""The desk's first page: what waits for the person, and what each issue still lacks."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.clock import now, today
from mitdomov.delivery.dispatches.report import Equation, equations
from mitdomov.delivery.dispatches.unsent import unsent_since
from mitdomov.delivery.model import Dispatch
from mitdomov.editorial.helping import outdated
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.overview import (
    Overview,
    commented,
    due_soon,
    entrusted_to,
    in_work,
    overview,
)
from mitdomov.editorial.publication_profile import is_founded
from mitdomov.subscribers.sign_up.onslaughts import onslaught_since
from mitdomov.web.access import SignedIn, needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.issue_cards import Card, card
from mitdomov.web.lists import list_titles

_RECENT: Final = 5
_SOON: Final = timedelta(days=7)
_AWAITED: Final = timedelta(days=60)


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/", "home", home)


@dataclass(frozen=True, slots=True)
class Glance:
    """An issue in work as the page shows it."""

    issue: IssueRecord
    card: Card
    overview: Overview
    dispatch: Dispatch | None
    """The last one whose letters began to leave, of whatever form of the issue."""


@needs(Right.SIGNED_IN)
def home() -> str:
    person = signed_in()
    with store().reading() as session:
        glances = _glances(session) if person.may(Right.EDIT) else []
        return render_template(
            "desk/home/home.html",
            mine=entrusted_to(session, person.id),
            commented=commented(session) if person.may(Right.EDIT) else [],
            due=due_soon(session, now() + _SOON) if person.may(Right.EDIT) else [],
            glances=glances,
            dispatches=_recent(session, person),
            titles=list_titles(session),
            keeps_letters=settings().keeps_letters,
            onslaught_since=onslaught_since(session, now()),
            today=today(),
            is_founded=is_founded(session),
            outdated=outdated(session, store().blobs) if person.may(Right.EDIT) else [],
        )


def _glances(session: Session) -> list[Glance]:
    return [
        Glance(
            issue,
            card(session, issue),
            overview(session, store().blobs, issue),
            _last_dispatch(session, issue),
        )
        for issue in _shown(session)
    ]


def _shown(session: Session) -> list[IssueRecord]:
    """Also what was published of late and never sent: a newer issue would have it forgotten."""
    found = {*in_work(session), *unsent_since(session, now() - _AWAITED)}
    return sorted(found, key=lambda each: each.dated, reverse=True)


def _last_dispatch(session: Session, issue: IssueRecord) -> Dispatch | None:
    query = (
        select(Dispatch)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(SnapshotRecord.issue_id == issue.id, Dispatch.begun_at.is_not(None))
    )
    return session.scalars(query.order_by(Dispatch.id.desc()).limit(1)).first()


def _recent(session: Session, person: SignedIn) -> list[tuple[Dispatch, Equation]]:
    if not person.may(Right.SEND):
        return []
    found = session.scalars(select(Dispatch).order_by(Dispatch.id.desc()).limit(_RECENT)).all()
    terms = equations(session, [each.id for each in found])
    return [(each, terms[each.id]) for each in found]
