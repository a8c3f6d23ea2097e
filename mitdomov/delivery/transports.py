"""Chooses the transport that the SMTP setting names."""

from mitdomov.database.store import Store
from mitdomov.delivery.mailbox import MailboxTransport
from mitdomov.delivery.smtp import SmtpTransport
from mitdomov.delivery.transport import Transport
from mitdomov.settings import Settings


def transport_for(settings: Settings, store: Store) -> Transport:
    if settings.relay is None:
        return MailboxTransport(store)
    return SmtpTransport(settings.relay, settings.sender.address)
