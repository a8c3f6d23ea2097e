"""What machines read: feeds (Atom), the sitemap, robots.txt and security.txt."""

from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
