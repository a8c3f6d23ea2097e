"""A snapshot and an article's slug in; the pages of that article alone out, for a preview.

One layout instead of two, pictures as fine as a screen shows them, and no cover, contents or
imprint: what takes the whole issue half a minute takes one article a second.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.magazine.usage import shown_pictures
from mitdomov.render.pdf.document import Press, written
from mitdomov.render.pdf.page import article_html
from mitdomov.render.pictures import sized

_SCREEN_WIDTH_PX: Final = 1200


@dataclass(frozen=True, slots=True)
class ArticlePages:
    data: bytes = field(repr=False)
    pages: int


def alone(snapshot: Snapshot, slug: str) -> Snapshot:
    """What `article_pages` needs of a snapshot, with pictures made smaller: little enough to be
    handed to another process. Raises KeyError for a slug that no article has."""
    articles = tuple(each for each in snapshot.issue.articles if each.slug == slug)
    if not articles:
        raise KeyError(slug)
    issue = replace(snapshot.issue, articles=articles, cover=type(snapshot.issue.cover)())
    pictures = {file: _on_screen(snapshot.pictures[file]) for file in shown_pictures(issue)}
    return replace(snapshot, issue=issue, pictures=pictures)


def article_pages(snapshot: Snapshot, *, public_url: str, first_page: int = 1) -> ArticlePages:
    """Of what `alone` gives; `first_page` is the number on the first page, from 1.

    Raises PdfUnavailableError.
    """
    html = article_html(snapshot, public_url=public_url, first_page=first_page)
    document = Press(snapshot).laid_out(html)
    return ArticlePages(written(document, snapshot), len(document.pages))


def _on_screen(picture: SnapshotPicture) -> SnapshotPicture:
    copy = sized(picture, _SCREEN_WIDTH_PX)
    return replace(picture, width_px=copy.width_px, height_px=copy.height_px, data=copy.data)
