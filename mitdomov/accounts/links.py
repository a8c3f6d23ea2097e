"""Links that open something once: made for a letter or a terminal, found by token, used up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account, AccountLink, LinkPurpose
from mitdomov.accounts.tokens import kept, new_token

LASTS: Final = {
    LinkPurpose.FIRST_ADMINISTRATOR: timedelta(hours=24),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RECOVERY: timedelta(hours=2),
    LinkPurpose.NEW_ADDRESS: timedelta(hours=24),
}
_PATHS: Final = {
    LinkPurpose.FIRST_ADMINISTRATOR: "prvni-spravce",
    LinkPurpose.INVITATION: "pozvanka",
    LinkPurpose.RECOVERY: "nove-heslo",
    LinkPurpose.NEW_ADDRESS: "redakce/ucet/adresa",
}


@dataclass(frozen=True, slots=True)
class Found:
    id: int
    purpose: LinkPurpose
    account: Account | None
    new_email: str


def make_link(
    session: Session,
    purpose: LinkPurpose,
    account_id: int | None,
    public_url: str,
    at: datetime,
    *,
    new_email: str = "",
) -> str:
    """Its address, known to nobody else; earlier ones for the same purpose open nothing more.

    It begins with the address of the settings, whatever host a request names.
    """
    void_links(session, account_id, at, purpose)
    token = new_token()
    session.add(
        AccountLink(
            purpose=purpose,
            account_id=account_id,
            token_sha256=kept(token),
            new_email=new_email,
            created_at=at,
            expires_at=at + LASTS[purpose],
        )
    )
    return f"{public_url}/{_PATHS[purpose]}/{token}"


def find_link(session: Session, purpose: LinkPurpose, token: str, at: datetime) -> Found | None:
    """Nothing for one that is unknown, used, expired, or whose account is switched off."""
    row = session.execute(
        select(AccountLink, Account)
        .outerjoin(Account)
        .where(
            AccountLink.purpose == purpose,
            AccountLink.token_sha256 == kept(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > at,
        )
    ).one_or_none()
    if row is None or (row[1] is not None and not row[1].is_active):
        return None
    return Found(row[0].id, purpose, row[1], row[0].new_email)


def use_link(session: Session, found: Found, at: datetime) -> None:
    session.execute(
        update(AccountLink)
        .where(AccountLink.id == found.id, AccountLink.used_at.is_(None))
        .values(used_at=at)
    )


def void_links(
    session: Session, account_id: int | None, at: datetime, *purposes: LinkPurpose
) -> None:
    """Of one account, or of none; all purposes when none is named."""
    of_account = (
        AccountLink.account_id.is_(None)
        if account_id is None
        else AccountLink.account_id == account_id
    )
    session.execute(
        update(AccountLink)
        .where(of_account, AccountLink.purpose.in_(purposes or LinkPurpose))
        .where(AccountLink.used_at.is_(None))
        .values(used_at=at)
    )
