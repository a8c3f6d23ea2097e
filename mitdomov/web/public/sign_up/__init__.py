"""The sign-up: the form, its defences, and the links of the confirming letter."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
