"""Not built yet."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views of this part."""
