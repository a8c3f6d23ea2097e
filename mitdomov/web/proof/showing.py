"""The source of an article in, the article out as a reader would see it: typeset, with pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.document.tree import Block, Document, Figure, Inlines, Paragraph, Text
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.folder.reading import read_frame
from mitdomov.magazine.model import Article, Issue
from mitdomov.magazine.pictures import PictureError, normalise
from mitdomov.magazine.snapshot import SnapshotPicture
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.magazine.usage import figures
from mitdomov.render.addresses import is_article
from mitdomov.render.credits import Byline, bylines, credit, translated_by
from mitdomov.render.pictures import Copy, web_copies


@dataclass(frozen=True, slots=True)
class Shown:
    article: Article
    section: str
    bylines: tuple[Byline, ...]
    translation: str
    credit: Inlines
    pictures: Mapping[str, tuple[Copy, ...]]
    """Copies of each picture that the article shows, by its file name."""

    def picture(self, file: str) -> tuple[Copy, ...]:
        return self.pictures[file]

    def copy(self, name: str) -> Copy | None:
        """The copy that the page calls `name`."""
        copies = (copy for each in self.pictures.values() for copy in each)
        return next((copy for copy in copies if copy.name == name), None)


def shown_article(session: Session, blobs: Blobs, record: ArticleRecord, source: bytes) -> Shown:
    """`source` is a text of `record`, perhaps an older one. Raises `FolderError`."""
    article = read_article(source, record.slug)
    pictures = _pictures(session, blobs, article, record.issue_id)
    set_out = typeset_value(_without_lost_pictures(article, pictures))
    issue = _frame(session, blobs, record.issue_id)
    if issue is None or not _knows(issue, article):
        return Shown(set_out, "", (), "", (), pictures)
    return Shown(
        article=set_out,
        section=next((each.title for each in issue.sections if each.slug == article.section), ""),
        bylines=bylines(set_out, issue),
        translation=translated_by(set_out, issue),
        credit=credit(set_out, issue),
        pictures=pictures,
    )


def _knows(issue: Issue, article: Article) -> bool:
    """Whether the issue has everybody whom the article names; editors may yet have to add them."""
    known = {person.slug for person in issue.contributors}
    return {*article.authors, *article.translators, *article.revisers} <= known


def _frame(session: Session, blobs: Blobs, issue_id: int | None) -> Issue | None:
    if issue_id is None:
        return None
    sha256 = session.get_one(IssueRecord, issue_id).frame_sha256
    try:
        return _typeset_frame(blobs, sha256)
    except FolderError:
        return None


@lru_cache(maxsize=8)
def _typeset_frame(blobs: Blobs, sha256: str) -> Issue:
    return typeset_value(read_frame(blobs.get(sha256)))


def _pictures(
    session: Session, blobs: Blobs, article: Article, issue_id: int | None
) -> dict[str, tuple[Copy, ...]]:
    files = {figure.picture for figure in figures(article)}
    files |= {article.picture.file} if article.picture else set()
    found = {}
    for file in sorted(files):
        item = media_named(session, file, issue_id)
        picture = _picture(blobs, item.sha256, file) if item else None
        if picture is not None:
            found[file] = web_copies(picture)
    return found


@lru_cache(maxsize=16)
def _picture(blobs: Blobs, sha256: str, file: str) -> SnapshotPicture | None:
    try:
        normal = normalise(blobs.get(sha256))
    except PictureError:
        return None
    return SnapshotPicture(
        file, sha256, normal.media_type, normal.width_px, normal.height_px, normal.data
    )


def _without_lost_pictures(article: Article, pictures: Mapping[str, object]) -> Article:
    """A line of words stands where a picture is not to be had, so that its block stays."""
    blocks = tuple(_or_words(block, pictures) for block in article.body.blocks)
    head = article.picture if article.picture and article.picture.file in pictures else None
    return replace(article, body=Document(blocks), picture=head)


def _or_words(block: Block, pictures: Mapping[str, object]) -> Block:
    if not isinstance(block, Figure) or block.picture in pictures:
        return block
    return Paragraph((Text(f"[Obrázek {block.picture} se teď nedá zobrazit.]"),), block.id)


def address(href: str) -> str:
    """A link of the tree on the proof's page, where no other article is to be had."""
    return "#obsah" if is_article(href) else href
