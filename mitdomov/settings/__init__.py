"""What an instance is told from outside; every name is described in `.env.example`."""

from mitdomov.settings.errors import SettingsError
from mitdomov.settings.model import MAILBOX_URL, Settings, UncertainPolicy
from mitdomov.settings.reading import read_settings
from mitdomov.settings.sources import PREFIX

__all__ = [
    "MAILBOX_URL",
    "PREFIX",
    "Settings",
    "SettingsError",
    "UncertainPolicy",
    "read_settings",
]
