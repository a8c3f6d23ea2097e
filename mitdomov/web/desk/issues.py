"""The desk's first page, and an issue's own: what it consists of, what can be done with it."""

from flask import Blueprint, Response, abort, render_template
from sqlalchemy import select

from mitdomov.accounts.roles import Right
from mitdomov.delivery.model import Dispatch
from mitdomov.delivery.report import equation
from mitdomov.editorial import queries
from mitdomov.editorial.model import Artefact, IssueState
from mitdomov.magazine.numbers import number_of
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.web.access import needs
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store
from mitdomov.web.issue_cards import card
from mitdomov.web.lists import list_titles

_RECENT = 5


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/", "home", home)
    blueprint.add_url_rule("/cislo/<slug>/dopis", "letter", letter)
    blueprint.add_url_rule("/cislo/<slug>/dopis.html", "letter_html", letter_html)
    blueprint.add_url_rule("/cislo/<slug>/dopis.txt", "letter_text", letter_text)


@needs(Right.SIGNED_IN)
def home() -> str:
    with store().reading() as session:
        issues = [
            (card(session, each), each.state is IssueState.PUBLISHED)
            for each in queries.issues(session)
        ]
        recent = session.scalars(select(Dispatch).order_by(Dispatch.id.desc()).limit(_RECENT)).all()
        return render_template(
            "desk/home.html",
            issues=issues,
            dispatches=[(each, equation(session, each.id)) for each in recent],
            titles=list_titles(session),
            keeps_letters=settings().keeps_letters,
        )


@needs(Right.WRITE)
def letter(slug: str) -> str:
    found = _artefact(slug, "email.html")
    return render_template(
        "desk/letter.html", number=number_of(slug), slug=slug, size=found.size_bytes
    )


@needs(Right.WRITE)
def letter_html(slug: str) -> Response:
    """The letter with neutral values in the slots, shut in a sandbox."""
    html = fill_html(_text(slug, "email.html"), EXAMPLE_VALUES)
    policy = letter_policy(settings().public_url)
    return Response(html, headers={"Content-Security-Policy": policy})


@needs(Right.WRITE)
def letter_text(slug: str) -> Response:
    text = fill_text(_text(slug, "email.txt"), EXAMPLE_VALUES)
    return Response(text, mimetype="text/plain")


def _text(slug: str, path: str) -> str:
    return store().blobs.get(_artefact(slug, path).sha256).decode()


def _artefact(slug: str, path: str) -> Artefact:
    number = number_of(slug) or abort(404)
    with store().reading() as session:
        return queries.artefact(session, number, path) or abort(404)
