"""The key that signs the links in letters: given, or made and kept by the instance itself."""

import re
import secrets
from pathlib import Path
from typing import Final

from mitdomov.durable import PRIVATE, create_file
from mitdomov.settings.errors import SettingsError

_MIN_CHARS: Final = 32
_KEY: Final = re.compile(rb"[!-~]+")


def secret_key(given: str, data_dir: Path, *, may_make: bool) -> str:
    """`given` if there is one, else the kept one; raises `SettingsError`."""
    kept = data_dir / "secret.key"
    if given and len(given) < _MIN_CHARS:
        raise SettingsError(f"MITDOMOV_SECRET_KEY musí mít aspoň {_MIN_CHARS} znaků.")
    if given:
        return given
    if not may_make and not kept.exists():
        raise SettingsError(
            "Chybí MITDOMOV_SECRET_KEY, klíč k podpisům odkazů v dopisech. Vytvořte jej příkazem "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' a uložte do prostředí."
        )
    return _kept_secret(kept)


def _kept_secret(path: Path) -> str:
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Of several processes that start at once the first one makes it for all.
            create_file(path, secrets.token_urlsafe(48).encode(), PRIVATE)
        return _checked(path.read_bytes().strip(), path)
    except OSError as error:
        raise SettingsError(
            f"Ve složce s daty {path.parent} nejde číst nebo zapisovat. Zkontrolujte práva a místo "
            "na disku, nebo zvolte jinou v MITDOMOV_DATA_DIR."
        ) from error


def _checked(kept: bytes, path: Path) -> str:
    if len(kept) < _MIN_CHARS or not _KEY.fullmatch(kept):
        raise SettingsError(
            f"V souboru {path} není celý klíč k podpisům odkazů. Obnovte jej ze zálohy; pokud "
            "ještě žádný dopis neodešel, soubor smažte a vznikne nový."
        )
    return kept.decode("ascii")
