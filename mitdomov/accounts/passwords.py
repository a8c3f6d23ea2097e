"""Judges a new password, and makes it an account's: everybody else who is signed in is out."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.links import void_links
from mitdomov.accounts.model import Account, LinkPurpose
from mitdomov.accounts.sessions import end_sessions

SHORTEST: Final = 12
LONGEST: Final = 200
RULE: Final = f"Aspoň {SHORTEST} znaků; nejlepší je několik slov za sebou."
_COMMON: Final = frozenset(
    (
        *("heslo", "password", "passw0rd", "qwertz", "qwerty", "asdfgh", "letmein", "welcome"),
        *("admin", "administrator", "redakce", "mitdomov", "mit domov", "casopis", "magazin"),
        *("ministerstvo", "iloveyou", "milujute", "ceskarepublika", "heslo heslo", "heslojeheslo"),
    )
)
_FEWEST_CHARACTERS: Final = 5
_SHORT_WORD: Final = 3


def complaint(password: str, name: str, email: str) -> str:
    """What is wrong with it, a Czech sentence; empty when it will do."""
    if len(password) < SHORTEST:
        return f"Heslo je krátké, zvolte aspoň {SHORTEST} znaků."
    if len(password) > LONGEST:
        return f"Heslo je příliš dlouhé, nejvýše {LONGEST} znaků."
    if len(set(password)) < _FEWEST_CHARACTERS or _is_common(password):
        return "Takové heslo by uhodl každý, zvolte jiné."
    rest = password.casefold()
    for word in (*name.casefold().split(), email.partition("@")[0]):
        rest = rest.replace(word, "") if len(word) > _SHORT_WORD else rest
    return (
        "Heslo je vaše jméno nebo adresa, zvolte jiné."
        if len("".join(rest.split())) < SHORTEST // 2
        else ""
    )


def change_password(
    session: Session,
    account: Account,
    password_hash: str,
    *,
    by: Actor,
    at: datetime,
    keep: int | None = None,
) -> None:
    """Ends all sessions but `keep`, and voids links that were sent before."""
    account.password_hash = password_hash
    account.password_changed_at = at
    end_sessions(session, account.id, at, keep=keep)
    void_links(session, account.id, at, LinkPurpose.RECOVERY, LinkPurpose.INVITATION)
    sentence = f"{account.name}: nové heslo, ostatní přihlášení skončila."
    record(session, by, "password-changed", f"account:{account.id}", sentence, at)


def _is_common(password: str) -> bool:
    """Also with digits or marks around it, and rows of the keyboard's digits."""
    bare = password.casefold().strip("0123456789!.?*#-_ ")
    return bare in _COMMON or not bare
