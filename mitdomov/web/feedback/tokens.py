"""The token of a link in a letter in; the subscription it was made for out, or one constant no."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.subscribers.model import Subscription
from mitdomov.subscribers.tokens import read_token, subscription_token
from mitdomov.web.feedback.guessing import refuse_token
from mitdomov.web.instance import settings


def subscription_of(session: Session, token: str) -> Subscription:
    number = read_token(settings().secret_key, token)
    found = None if number is None else session.get(Subscription, number)
    return found or refuse_token()


def page_token(session: Session, subscriber_id: int) -> str:
    """Of the reader's own page; empty when there is no subscription."""
    query = select(Subscription.id).where(Subscription.subscriber_id == subscriber_id)
    number = session.scalar(query.order_by(Subscription.id).limit(1))
    return subscription_token(settings().secret_key, number) if number else ""
