"""Letters about accounts, written from templates into the outbox; links in them open once."""

from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.delivery.outbox import enqueue_letter
from mitdomov.render.environment import environment


def write_account_letter(
    session: Session, kind: str, address: str, at: datetime, **values: object
) -> int:
    """`kind` names a folder `templates/email/account_…`; the letter's id."""

    def rendered(part: str) -> str:
        return environment().get_template(f"email/account_{kind}/{part}").render(values)

    subject = " ".join(rendered("subject.txt").split())
    return enqueue_letter(
        session, address, subject, rendered("body.txt"), rendered("body.html"), at=at
    )
