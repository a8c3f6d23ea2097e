"""Events: the list, each event, and their calendars (RFC 5545)."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
