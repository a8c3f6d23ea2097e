"""The texts under edit and the frames of issues in; where each picture of the library is used out.

Whoever assembles the program names others that show pictures, see `also_ask`.

What a text shows is read from it once and kept by its SHA-256, so that asking for the whole
library costs no more than the texts that changed since.
"""

import re
import tomllib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.media.model import IssuePicture, MediaItem, MediaVersion
from mitdomov.editorial.media.sharpness import Where
from mitdomov.editorial.model import IssueRecord, SnapshotRecord, SnapshotSource
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import front_matter
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.folder.reading import read_frame
from mitdomov.magazine.usage import figures, named_pictures

Shown = tuple[tuple[str, Where], ...]
_MOST_KEPT: Final = 5000
_FIGURE: Final = re.compile(
    r"^!\[(?:[^]\[\\\n]|\\.)*]\(([A-Za-z0-9][A-Za-z0-9._-]*)[ )]", re.MULTILINE
)
_LIKE_FIGURE: Final = re.compile(r"!\[")


@dataclass(frozen=True, slots=True)
class Use:
    where: Where
    title: str
    """Of the article; nothing for the issue itself."""
    article_id: int | None
    issue_number: str
    """Nothing for an article in the pool."""
    news_id: int | None = None
    """Of a piece of news, which is on the web alone."""


Teller = Callable[[Session], Iterable[tuple[str, Use]]]
_TELLERS: Final[list[Teller]] = []


def also_ask(teller: Teller) -> None:
    """About texts that this layer knows nothing of: names of files, and where they are shown."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


@dataclass(frozen=True, slots=True)
class Published:
    """A published issue that shows the picture."""

    issue_number: str
    is_as_now: bool
    """Whether it looks there as it does in the library now."""


class _Kept:
    """The newest answers by SHA-256; shared by the threads of the web."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Shown] = OrderedDict()
        self._lock = Lock()

    def find(self, sha256: str) -> Shown | None:
        with self._lock:
            if sha256 in self._answers:
                self._answers.move_to_end(sha256)
            return self._answers.get(sha256)

    def keep(self, sha256: str, shown: Shown) -> Shown:
        with self._lock:
            self._answers[sha256] = shown
            if len(self._answers) > _MOST_KEPT:
                self._answers.popitem(last=False)
        return shown


_KEPT: Final = _Kept()


def uses(session: Session, blobs: Blobs) -> Mapping[int, list[Use]]:
    """By the id of the picture; the issue's cover and portraits first, then its articles."""
    named = _Names(session)
    found: defaultdict[int, list[Use]] = defaultdict(list)
    for issue_id, file, use in _everywhere(session, blobs):
        if (media_id := named.find(issue_id, file)) is not None:
            found[media_id].append(use)
    return found


def _everywhere(session: Session, blobs: Blobs) -> Iterator[tuple[int | None, str, Use]]:
    """The issue, when there is one, the name that its text gives, and the use."""
    numbers: dict[int, str] = {}
    for issue_id, number, frame_sha256 in session.execute(
        select(IssueRecord.id, IssueRecord.number, IssueRecord.frame_sha256).order_by(
            IssueRecord.dated, IssueRecord.id
        )
    ):
        numbers[issue_id] = number
        for file, where in _of_frame(blobs, frame_sha256):
            yield issue_id, file, Use(where, "", None, number)
    for article_id, of_issue, title, shown in _articles(session):
        number = numbers.get(of_issue, "") if of_issue is not None else ""
        for file, where in shown:
            yield of_issue, file, Use(where, title, article_id, number)
    for teller in _TELLERS:
        for file, use in teller(session):
            yield None, file, use


def published(session: Session, item: MediaItem) -> list[Published]:
    """The issues whose readers see the picture, as it is or as it was."""
    before = select(MediaVersion.sha256).where(MediaVersion.media_id == item.id)
    looks = {item.sha256, *session.scalars(before)}
    query = (
        select(IssueRecord.number, SnapshotSource.sha256)
        .join(SnapshotRecord, SnapshotRecord.id == IssueRecord.current_snapshot_id)
        .join(SnapshotSource, SnapshotSource.snapshot_id == SnapshotRecord.id)
        .where(SnapshotSource.sha256.in_(looks))
        .order_by(IssueRecord.dated, IssueRecord.number)
    )
    return [Published(number, sha256 == item.sha256) for number, sha256 in session.execute(query)]


class _Names:
    """What texts mean by a file name: the issue's own picture, else that of the library."""

    def __init__(self, session: Session) -> None:
        of_library = session.execute(select(MediaItem.file, MediaItem.id)).all()
        self._library: dict[str, int] = dict(of_library)
        brought = select(IssuePicture.issue_id, IssuePicture.file, IssuePicture.media_id)
        self._brought: dict[tuple[int | None, str], int] = {
            (issue_id, file): media_id for issue_id, file, media_id in session.execute(brought)
        }

    def find(self, issue_id: int | None, file: str) -> int | None:
        return self._brought.get((issue_id, file), self._library.get(file))


def _articles(session: Session) -> Iterator[tuple[int, int | None, str, Shown]]:
    columns = (ArticleRecord.id, ArticleRecord.issue_id, ArticleRecord.title, ArticleRecord.sha256)
    rows = session.execute(
        select(*columns)
        .where(ArticleRecord.deleted_at.is_(None))
        .order_by(ArticleRecord.issue_id, ArticleRecord.position, ArticleRecord.id)
    ).all()
    unread = {row.id for row in rows if _KEPT.find(row.sha256) is None}
    fresh = dict(_read(session, unread))
    for article_id, issue_id, title, sha256 in rows:
        yield article_id, issue_id, title, fresh.get(article_id) or _KEPT.find(sha256) or ()


def _read(session: Session, article_ids: Iterable[int]) -> Iterator[tuple[int, Shown]]:
    query = select(ArticleRecord.id, ArticleRecord.sha256, ArticleRecord.source)
    for article_id, sha256, source in session.execute(
        query.where(ArticleRecord.id.in_(article_ids))
    ):
        yield article_id, _KEPT.keep(sha256, _in_article(source))


def _of_frame(blobs: Blobs, sha256: str) -> Shown:
    if not sha256:
        return ()
    kept = _KEPT.find(sha256)
    return _KEPT.keep(sha256, _in_frame(blobs, sha256)) if kept is None else kept


def _in_article(source: bytes) -> Shown:
    """Nothing when it cannot be read: that is for the checks to say."""
    quick = _at_a_glance(source)
    if quick is not None:
        return quick
    try:
        article = read_article(source, "x")
    except FolderError:
        return ()
    heads = ((file, Where.HEAD) for _, file in named_pictures(article))
    bodies = ((figure.picture, Where.FIGURE) for figure in figures(article))
    return tuple(dict.fromkeys((*heads, *bodies)))


def _at_a_glance(source: bytes) -> Shown | None:
    """What `_in_article` would say, in a hundredth of its time, when there is no doubt about it."""
    parts = front_matter.split(source.decode(errors="replace"))
    if parts is None:
        return None
    bodies = [found[1] for found in _FIGURE.finditer(parts.body)]
    if len(bodies) != len(_LIKE_FIGURE.findall(parts.body)):
        return None
    try:
        head = tomllib.loads(parts.header).get("picture", {}).get("file")
    except (ValueError, AttributeError):
        return None
    heads = ((head, Where.HEAD),) if isinstance(head, str) else ()
    return tuple(dict.fromkeys((*heads, *((file, Where.FIGURE) for file in bodies))))


def _in_frame(blobs: Blobs, sha256: str) -> Shown:
    try:
        issue = read_frame(blobs.get(sha256))
    except (FolderError, BlobDamagedError):
        return ()
    return tuple(
        (file, Where.COVER if path[0] == "cover" else Where.PORTRAIT)
        for path, file in named_pictures(issue)
    )
