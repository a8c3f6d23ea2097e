"""News in; which pictures of the library they show, and where, out."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.text import NewsText, pictures_in, text_of
from mitdomov.bulletin.news.writing import newest_versions, text_in
from mitdomov.editorial.media.sharpness import Where
from mitdomov.editorial.media.uses import Use


def news_uses(session: Session) -> Iterator[tuple[str, Use]]:
    """With the names of files; drafts count, what was withdrawn, what readers do not see yet."""
    newest = newest_versions(session)
    for item in session.scalars(select(NewsItem).order_by(NewsItem.id)):
        texts = dict.fromkeys((text_of(item), text_in(newest[item.id])))
        shown = {name: name == text.picture for text in texts for name in _pictures(text)}
        for name, is_head in shown.items():
            where = Where.HEAD if is_head else Where.FIGURE
            yield name, Use(where, item.title, None, "", news_id=item.id)


def _pictures(text: NewsText) -> tuple[str, ...]:
    return pictures_in(text) if text.picture or "![" in text.body else ()
