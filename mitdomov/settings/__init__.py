"""What an instance is told from outside; every name is described in `.env.example`."""

from mitdomov.settings.catalogue import Described, described
from mitdomov.settings.errors import SettingsError
from mitdomov.settings.kept_address import keep_public_url
from mitdomov.settings.model import Settings, UncertainPolicy
from mitdomov.settings.reading import read_settings
from mitdomov.settings.relay import Relay, Security, read_relay
from mitdomov.settings.sender import Sender, read_sender
from mitdomov.settings.sources import PREFIX
from mitdomov.settings.writing import as_environment

__all__ = [
    "PREFIX",
    "Described",
    "Relay",
    "Security",
    "Sender",
    "Settings",
    "SettingsError",
    "UncertainPolicy",
    "as_environment",
    "described",
    "keep_public_url",
    "read_relay",
    "read_sender",
    "read_settings",
]
