"""What the publisher declares: accessibility, and how personal data are treated."""

from flask import Blueprint

from mitdomov.web.public.statements.accessibility import accessibility
from mitdomov.web.public.statements.privacy import privacy


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/pristupnost/", "accessibility", accessibility)
    blueprint.add_url_rule("/ochrana-udaju/", "privacy", privacy)
