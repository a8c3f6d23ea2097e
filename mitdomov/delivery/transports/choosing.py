"""Chooses the transport that the SMTP setting names."""

from mitdomov.database.store import Store
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.delivery.transports.smtp import SmtpTransport
from mitdomov.delivery.transports.transport import Transport
from mitdomov.settings import Settings


def transport_for(settings: Settings, store: Store) -> Transport:
    if settings.relay is None:
        return MailboxTransport(store)
    return SmtpTransport(settings.relay, settings.sender.address)
