"""The desk's pages of a published issue's letter."""

from flask import Blueprint, Response, abort, render_template

from mitdomov.accounts.roles import Right
from mitdomov.editorial import queries
from mitdomov.magazine.numbers import number_of
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.web.access import needs
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/dopis", "letter", letter)
    blueprint.add_url_rule("/cislo/<slug>/dopis.html", "letter_html", letter_html)
    blueprint.add_url_rule("/cislo/<slug>/dopis.txt", "letter_text", letter_text)


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


def _artefact(slug: str, path: str) -> queries.ServedFile:
    number = number_of(slug) or abort(404)
    with store().reading() as session:
        return queries.artefact(session, number, path) or abort(404)
