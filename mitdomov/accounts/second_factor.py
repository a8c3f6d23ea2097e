"""What is asked beside the password: codes of an application, codes on paper, keys."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.model import Account, Passkey
from mitdomov.accounts.tokens import kept

PAPER_CODES: Final = 10
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""
_GROUPS, _GROUP_CHARS = 4, 4


def new_paper_codes(account: Account) -> list[str]:
    """Shown once; what is kept of them is in the account. 79 bits each."""
    codes = [
        "-".join(
            "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_CHARS)) for _ in range(_GROUPS)
        )
        for _ in range(PAPER_CODES)
    ]
    account.recovery_codes = [kept(_bare(code)) for code in codes]
    return codes


def use_paper_code(account: Account, code: str) -> bool:
    """Whether it was one of those; it is none any more."""
    known = kept(_bare(code))
    if known not in account.recovery_codes:
        return False
    account.recovery_codes = [each for each in account.recovery_codes if each != known]
    return True


def passkeys(session: Session, account_id: int) -> Sequence[Passkey]:
    return session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    ).all()


def forget_second_factor(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    account.totp_secret, account.totp_last_counter, account.recovery_codes = "", None, []
    session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    sentence = f"{account.name}: druhé ověření i klíče jsou zrušené."
    record(session, by, "second-factor-removed", f"account:{account.id}", sentence, at)


def _bare(code: str) -> str:
    return code.replace("-", "").replace(" ", "").casefold()
