"""What the publisher declares: accessibility, and how personal data are treated."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
