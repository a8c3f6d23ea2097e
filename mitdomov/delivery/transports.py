"""Chooses the transport that the SMTP setting names."""

from mitdomov.database.store import Store
from mitdomov.delivery.headers import read_sender
from mitdomov.delivery.mailbox import MailboxTransport
from mitdomov.delivery.relay import read_relay
from mitdomov.delivery.smtp import SmtpTransport
from mitdomov.delivery.transport import Transport
from mitdomov.settings import MAILBOX_URL, Settings


def transport_for(settings: Settings, store: Store) -> Transport:
    """Raises `SettingsError`."""
    if settings.smtp_url == MAILBOX_URL:
        return MailboxTransport(store)
    return SmtpTransport(read_relay(settings.smtp_url), read_sender(settings.mail_from).address)
