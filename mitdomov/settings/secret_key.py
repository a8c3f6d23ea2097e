"""The key that signs the links in letters: given, or made and kept by the instance itself."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from mitdomov.settings.errors import SettingsError

_MIN_CHARS: Final = 32


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
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise SettingsError(
            f"Ve složce s daty {path.parent} nejde číst nebo zapisovat. Zkontrolujte práva a místo "
            "na disku, nebo zvolte jinou v MITDOMOV_DATA_DIR."
        ) from error
