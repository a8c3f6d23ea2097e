"""A session in; how many letters stand behind each tab of *Nedoručenky* out."""

from sqlalchemy.orm import Session

from mitdomov.delivery.bounces.listing import Which, count_returned
from mitdomov.delivery.dispatches.refused_addresses import count_refused_addresses
from mitdomov.delivery.outbox.undelivered import count_undelivered


def tab_counts(session: Session) -> dict[str, int]:
    """By the names that the template of the tabs reads."""
    return {
        "returned_count": count_returned(session, Which()),
        "refused_count": count_refused_addresses(session),
        "single_count": count_undelivered(session),
    }
