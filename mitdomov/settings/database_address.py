"""The database setting in; the SQLAlchemy address of one SQLite file out, its path absolute."""

from pathlib import Path
from typing import Final

from mitdomov.settings.errors import SettingsError

_START: Final = "sqlite:///"


def read_database_url(text: str) -> str:
    """Raises `SettingsError`; parts that run in different folders mean the same file."""
    path = text.strip().removeprefix(_START)
    # A question mark would begin SQLAlchemy's options; memory is not shared between processes.
    if not text.strip().startswith(_START) or path in {"", ":memory:"} or "?" in path:
        raise SettingsError(
            "Program zatím umí jen databázi SQLite: MITDOMOV_DATABASE_URL má mít tvar "
            "sqlite:////srv/mitdomov/mitdomov.sqlite (cesta k souboru, bez otazníku). Bez tohoto "
            "nastavení je databáze ve složce s daty."
        )
    return f"{_START}{Path(path).resolve()}"
