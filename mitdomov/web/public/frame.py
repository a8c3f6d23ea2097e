"""What stands on every public page: masthead, help box, EU publicity, date of the last change."""

from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.editorial.queries import last_published_at
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.web.publication import shown_publication


def frame(session: Session) -> dict[str, Any]:
    """Values for templates that extend `public/base.html`; nothing of what is unpublished."""
    publication = shown_publication(session)
    return {
        "publication": publication,
        "updated_on": last_published_at(session),
        "emblem": Markup(emblem_of(publication.eu, height=48)) if publication else "",  # noqa: S704 - our own drawing
    }
