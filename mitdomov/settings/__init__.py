"""What an instance is told from outside; every name is described in `.env.example`."""

from mitdomov.settings.errors import SettingsError
from mitdomov.settings.model import Settings, UncertainPolicy
from mitdomov.settings.reading import read_settings
from mitdomov.settings.relay import Relay, Security, read_relay
from mitdomov.settings.sender import Sender, read_sender
from mitdomov.settings.sources import PREFIX

__all__ = [
    "PREFIX",
    "Relay",
    "Security",
    "Sender",
    "Settings",
    "SettingsError",
    "UncertainPolicy",
    "read_relay",
    "read_sender",
    "read_settings",
]
