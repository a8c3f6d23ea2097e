"""Implementers: the directory, as a list and as a map of regions."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
