"""Letters to a reader about their own subscription, written from templates into the outbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.delivery.outbox import enqueue_letter
from mitdomov.render.environment import environment


def write_reader_letter(
    session: Session, kind: str, address: str, at: datetime, **values: object
) -> int:
    """`kind` names a folder `templates/email/reader_…`; the letter's id.

    Nothing that a stranger may have written belongs among the values.
    """

    def rendered(part: str) -> str:
        return environment().get_template(f"email/reader_{kind}/{part}").render(values)

    subject = " ".join(rendered("subject.txt").split())
    return enqueue_letter(
        session, address, subject, rendered("body.txt"), rendered("body.html"), at=at
    )
