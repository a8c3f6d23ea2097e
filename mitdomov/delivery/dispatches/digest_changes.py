"""A letter that waits for its moment in; why the news in it are no longer as they were, out."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.editing import digest_of, draft_of
from mitdomov.bulletin.digests.freezing import assemble
from mitdomov.bulletin.digests.model import DigestChoice, DigestRecord
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.database.blobs import Blobs
from mitdomov.editorial.model import SnapshotRecord

_ASKS: Final = (
    "Nic neodešlo. Odeslat dopis tak, jak byl uzavřen? Chcete-li jiný, rozesílku zrušte a sestavte "
    "dopis znovu."
)


def changed_since_frozen(session: Session, blobs: Blobs, snapshot_id: int) -> str:
    """A Czech sentence that asks a person; empty when the letter would say the same now, or is no
    digest. What only the page of an item says, its letter does not."""
    digest_id = digest_of(session, snapshot_id)
    if digest_id is None:
        return ""
    if hidden := _hidden_titles(session, digest_id):
        titles = ", ".join(f"„{title}“" for title in hidden)
        return f"V dopise je, co už není zveřejněné: {titles}. {_ASKS}"
    digest = session.get_one(DigestRecord, digest_id)
    frozen = session.get_one(SnapshotRecord, snapshot_id)
    content = assemble(
        session,
        blobs,
        digest_id,
        draft_of(session, digest),
        public_url=frozen.public_url,
        at=digest.saved_at,
    )
    if content.digest.sha256 == frozen.sha256:
        return ""
    return f"Od naplánování se změnilo, co dopis říká. {_ASKS}"


def _hidden_titles(session: Session, digest_id: int) -> list[str]:
    query = (
        select(NewsItem.title)
        .join(DigestChoice, DigestChoice.news_id == NewsItem.id)
        .where(DigestChoice.digest_id == digest_id, NewsItem.state != NewsState.PUBLISHED)
        .order_by(DigestChoice.position)
    )
    return list(session.scalars(query))
