"""News in; which pictures of the library they show, and where, out."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.news_model import NewsItem
from mitdomov.bulletin.news_text import pictures_in, text_of
from mitdomov.editorial.media.sharpness import Where
from mitdomov.editorial.media.uses import Use


def news_uses(session: Session) -> Iterator[tuple[str, Use]]:
    """With the names of files; drafts count, and so does what was withdrawn."""
    query = (
        select(NewsItem)
        .where(or_(NewsItem.picture != "", NewsItem.body.contains("![")))
        .order_by(NewsItem.id)
    )
    for item in session.scalars(query):
        for name in pictures_in(text_of(item)):
            where = Where.HEAD if name == item.picture else Where.FIGURE
            yield name, Use(where, item.title, None, "", news_id=item.id)
