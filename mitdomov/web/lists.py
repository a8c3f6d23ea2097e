"""The lists' slugs as rows hold them, turned to the titles that people know."""

from sqlalchemy.orm import Session

from mitdomov.editorial.reading import known_lists
from mitdomov.web.instance import store


def list_titles(session: Session) -> dict[str, str]:
    """By slug; a list that the publication no longer names is missing."""
    return {each.slug: each.title for each in known_lists(session, store().blobs)}
