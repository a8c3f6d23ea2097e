"""A message to the address of returned letters in; what it was, recorded with what follows, out.

Nothing but our own mark says whom it concerns; it holds for a time, since letters are forwarded
with their headers. The delivery stays accepted: a server did take the letter.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import PROGRAM as PROGRAM_ACTOR
from mitdomov.database.store import Store
from mitdomov.delivery.bounces.forwarding import is_about_another
from mitdomov.delivery.bounces.model import WORDS_KEPT_CHARS, Deed, ReturnedLetter
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.policy import deed_for
from mitdomov.delivery.bounces.return_path import delivery_of
from mitdomov.delivery.bounces.single_letters import take_single
from mitdomov.delivery.bounces.succession import failed_next_to
from mitdomov.delivery.bounces.taken import Fate, Taken
from mitdomov.delivery.bounces.understanding import understand
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.settings import Settings
from mitdomov.subscribers.model import Subscriber, Suppression, SuppressionReason
from mitdomov.subscribers.subscribing import PROGRAM, suppress

_SERVERS_TRY_FOR: Final = timedelta(days=30)
"""Servers give up after five days (RFC 5321 section 4.5.4.1), some a few weeks later."""
_READERS_COMPLAIN_WITHIN: Final = timedelta(days=180)
_MOST_PER_DELIVERY: Final = 5
"""Whoever has a letter has its mark, and can write reports with ever new codes."""
_SETTLED: Final = "Že dopis odešel, je jisté: vrátil se."

log = logging.getLogger(__name__)


def take_in(
    store: Store, settings: Settings, data: bytes, at: datetime, *, recipient: str = ""
) -> Taken:
    """`recipient` is the envelope's, where it is known. May be called again with the same bytes."""
    understood = understand(data, recipient)
    if understood.notice in set(Ignored) - {Ignored.UNKNOWN}:
        return Taken(Fate.IGNORED, why=str(understood.notice))
    delivery_id = _marked(settings, understood.places)
    if delivery_id is None:
        return take_single(store, settings, understood, at)
    if isinstance(understood.notice, Ignored):
        return Taken(Fate.UNCLEAR, delivery_id)
    with store.writing() as session:
        delivery = session.get(Delivery, delivery_id)
        if delivery is None:
            return Taken(Fate.STRANGE)
        return _record(session, delivery, understood.notice, at)


def _marked(settings: Settings, places: tuple[str, ...]) -> int | None:
    if not settings.bounce_address:
        return None
    return delivery_of(settings.secret_key, settings.bounce_address, places)


def _record(session: Session, delivery: Delivery, notice: Notice, at: datetime) -> Taken:
    if at - delivery.updated_at > _lasts(notice):
        return Taken(Fate.LATE, delivery.id)
    if _is_repeated(session, delivery.id, notice):
        return Taken(Fate.REPEATED, delivery.id)
    reader = session.get(Subscriber, delivery.subscriber_id) if delivery.subscriber_id else None
    is_forwarded = is_about_another(notice, delivery.address) or _has_moved(reader, delivery)
    deed = _do(session, reader, delivery, notice, at, is_forwarded=is_forwarded)
    session.add(
        ReturnedLetter(
            delivery_id=delivery.id,
            kind=notice.kind,
            cause=notice.cause,
            status=notice.status,
            words="" if reader is None else _fit_to_keep(notice.words),
            is_forwarded=is_forwarded,
            deed=deed,
            received_at=at,
        )
    )
    _settle_doubt(session, delivery.id, at)
    log.info("delivery %s: %s, %s: %s", delivery.id, notice.kind, notice.cause, deed)
    return Taken(Fate.RECORDED, delivery.id, deed=deed)


def _lasts(notice: Notice) -> timedelta:
    return _READERS_COMPLAIN_WITHIN if notice.kind is Kind.COMPLAINT else _SERVERS_TRY_FOR


def _is_repeated(session: Session, delivery_id: int, notice: Notice) -> bool:
    """A complaint has room of its own: nobody can forestall it with invented failures."""
    of_kind = (ReturnedLetter.delivery_id == delivery_id, ReturnedLetter.kind == notice.kind)
    same = select(ReturnedLetter.id).where(
        *of_kind, ReturnedLetter.status == notice.status, ReturnedLetter.cause == notice.cause
    )
    count = session.scalars(select(func.count()).select_from(ReturnedLetter).where(*of_kind)).one()
    return count >= _MOST_PER_DELIVERY or session.scalar(same) is not None


def _has_moved(reader: Subscriber | None, delivery: Delivery) -> bool:
    """The reader has another address by now, which the letter says nothing about."""
    return reader is not None and reader.address.lower() != delivery.address.lower()


def _do(
    session: Session,
    reader: Subscriber | None,
    delivery: Delivery,
    notice: Notice,
    at: datetime,
    *,
    is_forwarded: bool,
) -> Deed:
    if reader is None:
        return Deed.NOBODY
    is_second = failed_next_to(session, reader.id, delivery.dispatch_id)
    deed = deed_for(notice, is_forwarded=is_forwarded, is_second=is_second)
    if deed is not Deed.SUPPRESSED:
        return deed
    reason = SuppressionReason.HARD_BOUNCE
    if notice.kind is Kind.COMPLAINT:
        reason = SuppressionReason.COMPLAINT
    was_suppressed = session.get(Suppression, reader.address_hash) is not None
    suppress(session, reader, reason, at, actor=PROGRAM)
    if was_suppressed:
        return Deed.KNOWN
    sentence = f"Podle vrácené zásilky {delivery.id} zakázáno zasílat odběrateli {reader.id}."
    audit.record(session, PROGRAM_ACTOR, "address-suppressed", f"reader:{reader.id}", sentence, at)
    return deed


def _fit_to_keep(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words)[:WORDS_KEPT_CHARS]


def _settle_doubt(session: Session, delivery_id: int, at: datetime) -> None:
    """A letter that came back had left."""
    session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.UNCERTAIN)
        .values(state=DeliveryState.ACCEPTED, reason=_SETTLED, updated_at=at)
    )
