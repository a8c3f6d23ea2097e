"""The lists' slugs as rows hold them, turned to the titles that people know."""

from sqlalchemy.orm import Session

from mitdomov.web.publication import known_lists, shown_lists


def list_titles(session: Session) -> dict[str, str]:
    """For editors, by slug; a list that the publication no longer names is missing."""
    return {each.slug: each.title for each in known_lists(session)}


def shown_title(session: Session, slug: str) -> str:
    """For readers; the slug itself when the publication names no such list."""
    return next((each.title for each in shown_lists(session) if each.slug == slug), slug)
