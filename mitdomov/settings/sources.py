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


def read_values(environment: Mapping[str, str]) -> dict[str, str]:
    """By name without the prefix, nothing that is empty; raises `SettingsError`."""
    named = {
        name.removeprefix(PREFIX): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    }
    return _file_values(named.get("CONFIG", "")) | named


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
