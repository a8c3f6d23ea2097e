"""Writes the readers of a list as CSV that Czech spreadsheets open and `csv_reading` reads back."""

import csv
import io

from sqlalchemy.orm import Session

from mitdomov.clock import PRAGUE
from mitdomov.subscribers.formulas import guard
from mitdomov.subscribers.model import Subscriber, Subscription
from mitdomov.subscribers.subscribing import active_audience


def export_subscribers(session: Session, list_slug: str) -> bytes:
    """Everyone on the list who may be mailed now: UTF-8 with a byte order mark, semicolons, CRLF.

    A value that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("email", "jméno", "odběr od"))
    columns = (Subscriber.address, Subscriber.name, Subscription.started_at)
    for address, name, started_at in session.execute(
        active_audience(list_slug).with_only_columns(*columns)
    ):
        writer.writerow((guard(address), guard(name), started_at.astimezone(PRAGUE).date()))
    return text.getvalue().encode("utf-8-sig")
