"""A digest in; its content as values, and an immutable snapshot of it with its artefacts, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.editing import DigestDraft, title_of
from mitdomov.bulletin.digests.model import DigestLetter, DigestRecord
from mitdomov.bulletin.events.shown import ShownEvent, shown_events, upcoming
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.publishing import media_by_name
from mitdomov.bulletin.news.queries import path_of, shown_item
from mitdomov.bulletin.news.regions import region_of
from mitdomov.clock import PRAGUE
from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.model import Artefact, SnapshotRecord
from mitdomov.editorial.queries import publication_in_use
from mitdomov.magazine.pictures import normalise
from mitdomov.magazine.snapshot import SnapshotPicture
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.render.digest.letter import digest_drawings, render_digest
from mitdomov.render.digest.values import (
    Digest,
    DigestEvent,
    DigestItem,
    DigestPicture,
    canonical,
)
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.pictures import WIDTH_PX
from mitdomov.render.media_types import media_type
from mitdomov.render.pictures import sized
from mitdomov.typography.czech import typeset

PICTURES: Final = "pictures/"
"""Where a digest's artefacts keep what its letter shows."""
MOST_EVENTS: Final = 5


class NoPublicationError(Exception):
    """The letter has no masthead, help box or publisher yet; the message is a Czech sentence."""

    def __init__(self) -> None:
        super().__init__(
            "Dopis potřebuje údaje publikace (název, vydavatele, pomoc); nejdřív je vyplňte."
        )


@dataclass(frozen=True, slots=True)
class Assembled:
    digest: Digest
    publication_sha256: str


def assemble(
    session: Session,
    blobs: Blobs,
    number: int,
    draft: DigestDraft,
    *,
    public_url: str,
    at: datetime,
) -> Assembled:
    """What the letter would say now. Its date is that of `at`. Raises `NoPublicationError`."""
    used = publication_in_use(session, blobs)
    if used is None:
        raise NoPublicationError
    publication, publication_sha256 = used
    items = _in_order(session, draft.news_ids)
    events = upcoming(shown_events(session, blobs), at)[:MOST_EVENTS] if draft.with_events else []
    digest = Digest(
        number=number,
        title=title_of(at),
        dated=at.astimezone(PRAGUE).date(),
        subject=typeset(draft.subject),
        word="\n".join(typeset(line) for line in draft.word.splitlines()),
        items=_by_region([_value(item, public_url) for item in items]),
        events=tuple(_event(each, public_url) for each in events),
        publication=typeset_value(publication),
        picture=_picture(session, items, public_url),
        is_sample=any(item.is_sample for item in items),
    )
    return Assembled(digest, publication_sha256)


def freeze_digest(
    store: Store, digest_id: int, assembled: Assembled, *, public_url: str, at: datetime
) -> int:
    """The id of the snapshot; the same content for the same address is frozen once.

    Raises what rendering raises, and `PictureError`.
    """
    digest = assembled.digest
    with store.reading() as session:
        known = _known(session, digest_id, digest.sha256, public_url)
    if known is not None:
        return known
    letter = render_digest(digest, public_url=public_url)
    files = {
        EMAIL_SUBJECT: f"{letter.subject}\n".encode(),
        EMAIL_HTML: letter.html.encode(),
        EMAIL_TEXT: letter.text.encode(),
        **{f"{PICTURES}{name}": data for name, data in pictures_of(store.blobs, digest).items()},
    }
    artefacts = [
        Artefact(
            path=path,
            sha256=store.blobs.put(data),
            size_bytes=len(data),
            media_type=media_type(path),
        )
        for path, data in files.items()
    ]
    store.blobs.put(canonical(digest))
    with store.writing() as session:
        known = _known(session, digest_id, digest.sha256, public_url)
        return known or _keep(session, digest_id, assembled, artefacts, public_url, at)


def pictures_of(blobs: Blobs, digest: Digest) -> dict[str, bytes]:
    """What the letter shows, by name; takes its time over a photograph. Raises `PictureError`."""
    drawn = digest_drawings(digest)
    if digest.picture is None:
        return drawn
    return drawn | {digest.picture.name: _shown_picture(blobs, digest.picture)}


def frozen_as(
    session: Session, digest_id: int, assembled: Assembled, public_url: str
) -> int | None:
    """The snapshot of just this content; None when it was never frozen."""
    return _known(session, digest_id, assembled.digest.sha256, public_url)


def letter_picture(session: Session, digest_id: int, name: str) -> Artefact | None:
    """A file that letters of the digest show; its name changes with its content."""
    query = (
        select(Artefact)
        .join(DigestLetter, DigestLetter.snapshot_id == Artefact.snapshot_id)
        .where(DigestLetter.digest_id == digest_id, Artefact.path == f"{PICTURES}{name}")
        .order_by(Artefact.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def _known(session: Session, digest_id: int, sha256: str, public_url: str) -> int | None:
    return session.scalar(
        select(SnapshotRecord.id)
        .join(DigestLetter, DigestLetter.snapshot_id == SnapshotRecord.id)
        .where(
            DigestLetter.digest_id == digest_id,
            SnapshotRecord.sha256 == sha256,
            SnapshotRecord.public_url == public_url,
        )
    )


def _keep(
    session: Session,
    digest_id: int,
    assembled: Assembled,
    artefacts: Iterable[Artefact],
    public_url: str,
    at: datetime,
) -> int:
    session.get_one(DigestRecord, digest_id)
    snapshot = SnapshotRecord(
        issue_id=None,
        sha256=assembled.digest.sha256,
        public_url=public_url,
        theme=assembled.digest.title,
        dated=assembled.digest.dated,
        publication_sha256=assembled.publication_sha256,
        frozen_at=at,
    )
    session.add(snapshot)
    session.flush()
    session.add(DigestLetter(snapshot_id=snapshot.id, digest_id=digest_id))
    for artefact in artefacts:
        artefact.snapshot_id = snapshot.id
        session.add(artefact)
    session.flush()
    return snapshot.id


def _in_order(session: Session, ids: Sequence[int]) -> list[NewsItem]:
    found = {
        each.id: each for each in session.scalars(select(NewsItem).where(NewsItem.id.in_(ids)))
    }
    return [found[each] for each in ids if each in found]


def _by_region(items: Sequence[DigestItem]) -> tuple[DigestItem, ...]:
    """Regions in the order of their first item, items as they came."""
    regions = list(dict.fromkeys(item.region for item in items))
    return tuple(sorted(items, key=lambda item: regions.index(item.region)))


def _value(item: NewsItem, public_url: str) -> DigestItem:
    text, region = shown_item(item), region_of(item.region)
    return DigestItem(
        title=text.title,
        perex=text.perex,
        region=region.title,
        colour=region.colour,
        url=f"{public_url}{path_of(item)}",
        published_at=item.published_at or item.saved_at,
        author=text.author,
        source=text.source_name,
    )


def _event(event: ShownEvent, public_url: str) -> DigestEvent:
    return DigestEvent(
        title=typeset(event.title),
        starts_at=event.starts_at,
        when=event.when,
        place=typeset(event.place),
        url=f"{public_url}{event.path}",
        is_cancelled=event.is_cancelled,
    )


def _picture(session: Session, items: Sequence[NewsItem], public_url: str) -> DigestPicture | None:
    """Of the first news that has one."""
    lead = next((item for item in items if item.picture), None)
    media = media_by_name(session, [lead.picture]).get(lead.picture) if lead else None
    if lead is None or media is None:
        return None
    text = shown_item(lead)
    suffix = "jpg" if media.media_type == "image/jpeg" else "png"
    return DigestPicture(
        name=f"{PurePosixPath(media.file).stem}-{media.sha256[:12]}.{suffix}",
        alt=text.picture_alt,
        credit=text.picture_credit,
        of_url=f"{public_url}{path_of(lead)}",
        sha256=media.sha256,
    )


def _shown_picture(blobs: Blobs, picture: DigestPicture) -> bytes:
    """As the letter shows it: sRGB, without metadata, no wider than needed."""
    normal = normalise(blobs.get(picture.sha256))
    frozen = SnapshotPicture(
        file=picture.name,
        source_sha256=picture.sha256,
        media_type=normal.media_type,
        width_px=normal.width_px,
        height_px=normal.height_px,
        data=normal.data,
    )
    return sized(frozen, WIDTH_PX).data
