"""An exception of the system or the database in; the Czech sentence that a person needs out."""

import errno
import socket
from typing import Final

from mitdomov.database.blobs import BlobDamagedError

_SYSTEM: Final = {
    errno.EACCES: "chybí oprávnění",
    errno.EPERM: "chybí oprávnění",
    errno.EROFS: "je to místo jen pro čtení",
    errno.ENOSPC: "došlo místo na disku",
    errno.EDQUOT: "došlo místo, které máte na disku přidělené",
    errno.EFBIG: "soubor by byl větší, než systém dovolí",
    errno.EIO: "disk hlásí chybu",
    errno.ENOENT: "taková cesta neexistuje",
    errno.ENOTDIR: "část cesty je soubor, ne složka",
    errno.EISDIR: "je to složka, ne soubor",
    errno.EEXIST: "už existuje",
    errno.ELOOP: "odkazy se točí v kruhu",
    errno.ENAMETOOLONG: "název je příliš dlouhý",
    errno.EMFILE: "otevřených souborů je příliš mnoho",
    errno.EADDRINUSE: "už jej používá jiný program",
    errno.EADDRNOTAVAIL: "takovou adresu tento počítač nemá",
    errno.ECONNREFUSED: "nikdo tam neodpovídá",
    errno.ETIMEDOUT: "odpověď nepřišla včas",
    errno.EHOSTUNREACH: "vede k němu přerušená síť",
    errno.ENETUNREACH: "vede k němu přerušená síť",
}
_SQLITE: Final = {
    "SQLITE_BUSY": "Do databáze právě zapisuje jiný program; zkuste to za chvíli znovu.",
    "SQLITE_LOCKED": "Do databáze právě zapisuje jiný program; zkuste to za chvíli znovu.",
    "SQLITE_FULL": "Na disku s daty došlo místo; uvolněte je a zkuste to znovu.",
    "SQLITE_IOERR": (
        "Databázi nejde na disku číst nebo zapsat; zkontrolujte místo na disku a disk sám."
    ),
    "SQLITE_READONLY": "Do databáze nejde zapisovat; zkontrolujte práva ke složce s daty.",
    "SQLITE_CANTOPEN": (
        "Databázi nejde otevřít; zkontrolujte práva ke složce s daty a MITDOMOV_DATA_DIR."
    ),
    "SQLITE_CORRUPT": "Databáze je poškozená; obnovte zálohu. Co všechno chybí, řekne "
    "mitdomov doctor.",
    "SQLITE_NOTADB": "Soubor databáze není databáze; obnovte zálohu, nebo opravte "
    "MITDOMOV_DATABASE_URL.",
}


def sentence_of(error: Exception) -> str | None:
    """Nothing when only a programmer can tell what `error` means."""
    if isinstance(error, BlobDamagedError):
        return (
            "Uložený soubor chybí nebo se změnil; kterého čísla se to týká, řekne mitdomov doctor."
        )
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{reason(error)}.".replace("[Errno", "[chyba")
    if isinstance(error, ModuleNotFoundError):
        return (
            f"V instalaci chybí knihovna {error.name}; spusťte make install, nebo ji doinstalujte."
        )
    return _of_database(getattr(error, "orig", None) or error)


def reason(error: OSError) -> str:
    """What the system refused, in Czech, without a full stop: `chybí oprávnění`."""
    if isinstance(error, socket.gaierror):
        return "počítač toho jména nejde najít"
    if isinstance(error, TimeoutError):
        return _SYSTEM[errno.ETIMEDOUT]
    return _SYSTEM.get(error.errno or 0, error.strerror or str(error))


def _of_database(error: BaseException) -> str | None:
    """The driver is only looked at when it was loaded: light commands do not pay for it."""
    module = type(error).__module__.partition(".")[0]
    if module != "sqlite3":
        return None
    name = getattr(error, "sqlite_errorname", "")
    return next((words for start, words in _SQLITE.items() if name.startswith(start)), None)
