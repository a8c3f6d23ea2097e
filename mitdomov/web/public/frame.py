"""What stands on every public page: masthead, help box, EU publicity, date of the last change."""

from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from mitdomov.editorial.queries import last_published_at
from mitdomov.render.drawing.emblem import emblem_svg
from mitdomov.web.publication import shown_publication


def frame(session: Session) -> dict[str, Any]:
    """Values for templates that extend `public/base.html`; nothing of what is unpublished."""
    return {
        "publication": shown_publication(session),
        "updated_on": last_published_at(session),
        "emblem": Markup(emblem_svg(height=48)),  # noqa: S704 - our own drawing
    }
