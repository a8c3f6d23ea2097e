"""What the publisher declares: who makes the magazine, accessibility, and personal data."""

from flask import Blueprint

from mitdomov.web.public.statements.about import about
from mitdomov.web.public.statements.accessibility import accessibility
from mitdomov.web.public.statements.privacy import privacy


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/o-magazinu/", "about", about)
    blueprint.add_url_rule("/pristupnost/", "accessibility", accessibility)
    blueprint.add_url_rule("/ochrana-udaju/", "privacy", privacy)
