"""Opens the instance that a command works on: its settings and its state, ready for use."""

from dataclasses import dataclass

import mitdomov.accounts.model  # noqa: F401 - rows of every package point at accounts
from mitdomov.cli.output import refuse
from mitdomov.database.migrate import NewerSchemaError, NoFullTextError, is_current, upgrade
from mitdomov.database.store import Store, open_store
from mitdomov.running.troubles import reason
from mitdomov.settings import Settings, SettingsError, read_settings


@dataclass(frozen=True, slots=True)
class Instance:
    settings: Settings
    store: Store


def open_instance() -> Instance:
    """The instance of the environment, its database upgraded; ends the command when it cannot."""
    try:
        settings = read_settings()
        store = open_store(settings.database_url, settings.data_dir)
        if not is_current(settings.database_url):
            upgrade(settings.database_url)
    except (SettingsError, NewerSchemaError, NoFullTextError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(why_no_data_dir(error))
    return Instance(settings, store)


def why_no_data_dir(error: OSError) -> str:
    """A sentence about the data directory, which could not be made or opened."""
    place = f"{error.filename} " if error.filename else ""
    why = "je to soubor, ne složka" if isinstance(error, FileExistsError) else reason(error)
    return f"Složka s daty {place}není přístupná ({why}). Nastavte MITDOMOV_DATA_DIR."
