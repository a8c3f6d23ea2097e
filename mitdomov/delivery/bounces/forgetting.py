"""What servers said of a reader's letters in, forgotten by time or with the reader, out.

That a letter came back, when and for what cause, stays with its delivery: it names nobody.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.model import Delivery


def forget_words(session: Session, before: datetime) -> int:
    """How many letters that came back before the moment lost the words of their servers."""
    old = (ReturnedLetter.received_at < before, ReturnedLetter.words != "")
    gone = update(ReturnedLetter).where(*old).values(words="").returning(ReturnedLetter.id)
    return len(session.scalars(gone).all())


def forget_words_about(session: Session, subscriber_id: int) -> None:
    """To be done while the reader's deliveries still are the reader's."""
    own = select(Delivery.id).where(Delivery.subscriber_id == subscriber_id)
    session.execute(
        update(ReturnedLetter).where(ReturnedLetter.delivery_id.in_(own)).values(words="")
    )
