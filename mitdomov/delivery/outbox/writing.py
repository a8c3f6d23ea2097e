"""What a letter to one person has to say in; the letter in the outbox, written from templates."""

from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.delivery.outbox.queue import enqueue_letter
from mitdomov.render.letter.single import single_letter


def write_letter(session: Session, kind: str, address: str, at: datetime, **values: object) -> int:
    """The letter's id, for the ring after the commit; `kind` names a folder of `templates/email`.

    Nothing that a stranger may have typed belongs among the values of a letter to a reader.
    """
    letter = single_letter(kind, values)
    return enqueue_letter(session, address, letter.subject, letter.text, letter.html, at=at)
