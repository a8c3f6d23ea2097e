"""The desk's pages of past issues that exist as PDF only: taken in, described, shown, hidden."""

from flask import Blueprint

from mitdomov.web.desk.past import intake, item, listing


def register(blueprint: Blueprint) -> None:
    """Adds the views to the desk's blueprint."""
    listing.register(blueprint)
    intake.register(blueprint)
    item.register(blueprint)
