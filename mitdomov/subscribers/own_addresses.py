"""A person in; every address that rows may know them by out: the present, former, wished ones."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.subscribers.addresses import normalise
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.own_page_model import AddressChange


def addresses_of(session: Session, subscriber: Subscriber) -> set[str]:
    """In lower case, less those that are somebody else's by now."""
    query = select(AddressChange.old_address, AddressChange.new_address)
    changes = session.execute(query.where(AddressChange.subscriber_id == subscriber.id))
    addresses = {address.lower() for row in changes for address in row}
    address = func.lower(Subscriber.address)
    others = select(address).where(address.in_(addresses), Subscriber.id != subscriber.id)
    return addresses - set(session.scalars(others)) | {subscriber.address.lower()}


def keys_of(addresses: Iterable[str]) -> set[str]:
    """As `Subscriber.address_key` holds them."""
    return {normalise(address)[1] for address in addresses}
