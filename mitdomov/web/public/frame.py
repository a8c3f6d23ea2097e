"""What stands on every public page: masthead, ways, help box, EU publicity, date of last change."""

from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.editorial.queries import last_published_at
from mitdomov.render import page_helpers
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.web.public.ways import ways
from mitdomov.web.publication import shown_publication


def frame(session: Session, updated_on: date | datetime | None = None) -> dict[str, Any]:
    """Values for templates that extend `public/base.html`; nothing of what is unpublished.

    `updated_on` is when this page's own content last changed; without it, when an issue last did.
    """
    publication = shown_publication(session)
    return {
        "publication": publication,
        "updated_on": updated_on or last_published_at(session),
        "emblem": Markup(emblem_of(publication.eu, height=48)) if publication else "",  # noqa: S704 - our own drawing
        "helpers": page_helpers,
        "ways": ways(),
    }
