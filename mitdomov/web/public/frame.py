"""What stands on every public page: masthead, help box, EU publicity, date of the last change."""

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import IssueRecord
from mitdomov.render.drawing.emblem import emblem_svg
from mitdomov.web.publication import readable_publication


def frame(session: Session) -> dict[str, Any]:
    """Values for templates that extend `public/base.html`."""
    updated_at: datetime | None = session.scalar(select(func.max(IssueRecord.updated_at)))
    return {
        "publication": readable_publication(session),
        "updated_on": updated_at,
        "emblem": Markup(emblem_svg(height=48)),  # noqa: S704 - our own drawing
    }
