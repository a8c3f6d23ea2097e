"""A notice and the address we wrote to in; whether it speaks of another address out."""

from contextlib import suppress

from mitdomov.delivery.bounces.notices import Notice
from mitdomov.delivery.letters.headers import ascii_address


def is_about_another(notice: Notice, address: str) -> bool:
    """A report names the address as we wrote it, or one that it was forwarded to."""
    if not notice.about or not address:
        return False
    own = {address.lower()}
    with suppress(ValueError):
        own.add(ascii_address(address).lower())
    return not (notice.about & own)
