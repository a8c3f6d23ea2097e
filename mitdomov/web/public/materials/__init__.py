"""Materials to download: the list, and the files of each."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
