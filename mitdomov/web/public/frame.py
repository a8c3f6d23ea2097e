"""What stands on every public page: masthead, help box, EU publicity, date of the last change."""

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.reading import publication
from mitdomov.render.emblem import emblem_svg
from mitdomov.web.instance import store


def frame(session: Session) -> dict[str, Any]:
    """Values for templates that extend `public/base.html`."""
    updated_at: datetime | None = session.scalar(select(func.max(IssueRecord.updated_at)))
    return {
        "publication": publication(session, store().blobs),
        "updated_on": updated_at,
        "emblem": Markup(emblem_svg(height=48)),  # noqa: S704 - our own drawing
    }
