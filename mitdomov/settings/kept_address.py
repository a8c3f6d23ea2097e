"""Remembers in the data directory the address under which `mitdomov up` serves the instance.

A command in a second terminal does not know the port that the first one was given.
"""

from pathlib import Path

from mitdomov.durable import replace_file
from mitdomov.settings.model import Settings
from mitdomov.settings.web_address import read_public_url


def keep_public_url(settings: Settings) -> None:
    """Raises `OSError`."""
    replace_file(_file(settings.data_dir), f"{settings.public_url}\n".encode())


def kept_public_url(data_dir: Path) -> str:
    """Empty when the instance never ran; raises `SettingsError` and `OSError`."""
    file = _file(data_dir)
    if not file.is_file():
        return ""
    return read_public_url(file.read_text(encoding="utf-8", errors="replace").strip(), str(file))


def _file(data_dir: Path) -> Path:
    return data_dir / "public-url"
