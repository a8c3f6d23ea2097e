"""Tells templates which pages of the desk the person can open, so that they link no others."""

from flask import Blueprint, current_app

from mitdomov.web.access import needed_right, who


def register(blueprint: Blueprint) -> None:
    blueprint.context_processor(lambda: {"may_open": may_open})


def may_open(endpoint: str) -> bool:
    """Whether there is such a page and the person behind the request has its right."""
    if endpoint not in current_app.view_functions:
        return False
    right, person = needed_right(endpoint), who()
    return right is not None and person is not None and person.may(right)
