"""The front page: the newest issue and what every other part of the site has to show of late."""

from flask import Blueprint, render_template

from mitdomov.web.instance import store
from mitdomov.web.issue_cards import shelf
from mitdomov.web.public.frame import frame


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/", view_func=home)


def home() -> str:
    with store().reading() as session:
        return render_template("public/home.html", shelf=shelf(session), **frame(session))
