"""The lists' slugs as rows hold them, turned to the words by which people know them."""

from sqlalchemy.orm import Session

from mitdomov.web.publication import known_lists, shown_lists


def list_titles(session: Session) -> dict[str, str]:
    """For editors, by slug; a list that the publication no longer names is missing."""
    return {each.slug: each.title for each in known_lists(session)}


def as_shown(title: str, description: str) -> str:
    """The words beside a list's checkbox, which the proof of a consent keeps."""
    return f"{title}: {description}" if description else title


def lists_as_shown(session: Session) -> dict[str, str]:
    """For readers, by slug."""
    return {each.slug: as_shown(each.title, each.description) for each in shown_lists(session)}


def shown_title(session: Session, slug: str) -> str:
    """For readers; the slug itself when the publication names no such list."""
    return next((each.title for each in shown_lists(session) if each.slug == slug), slug)
