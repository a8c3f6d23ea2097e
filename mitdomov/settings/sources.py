"""The environment in; the raw values of the settings out, those of the TOML file among them.

The file that `MITDOMOV_CONFIG` names may hold the same names; the environment wins over it.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mitdomov.settings.errors import SettingsError

PREFIX: Final = "MITDOMOV_"
ORIGINS: Final = "ORIGINS"
"""Under which a program hands over where its settings came from; no setting itself."""


def read_values(environment: Mapping[str, str]) -> dict[str, str]:
    """By name without the prefix, nothing that is empty; raises `SettingsError`."""
    named = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    }
    return _file_values(named.get("CONFIG", "")) | named


def read_origins(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each name that is set, without the prefix, with `environment` or `file`; `CONFIG` with the
    file's path. A process that was handed its settings knows them from whoever read them first.
    """
    handed = environment.get(f"{PREFIX}{ORIGINS}", "")
    if handed:
        pairs = (each.partition("=") for each in handed.split("\n"))
        return tuple((name, origin) for name, _, origin in pairs)
    in_environment = [
        name.removeprefix(PREFIX)
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    ]
    path = environment.get(f"{PREFIX}CONFIG", "")
    found = {name: "file" for name, value in _file_values(path).items() if value}
    found |= dict.fromkeys(in_environment, "environment")
    return tuple(sorted((found | ({"CONFIG": path} if path else {})).items()))


def _file_values(path: str) -> dict[str, str]:
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"Soubor s nastavením {path} nejde přečíst; zkontrolujte MITDOMOV_CONFIG a práva."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"Soubor s nastavením {path} uložte v kódování UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f", řádek {line[1]}" if line else ""
        raise SettingsError(
            f"V souboru s nastavením {path}{place}: zápis TOML není správný; zkontrolujte "
            "uvozovky a rovnítka."
        ) from error
    return {name.removeprefix(PREFIX): str(value) for name, value in table.items()}
