"""The people who sign in: who they are, what they may do, and changes of both with their record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.model import Account, AccountRole
from mitdomov.accounts.roles import ROLE_NAMES, Role
from mitdomov.accounts.sessions import end_sessions
from mitdomov.czech_order import by_surname


class LastAdministratorError(Exception):
    """Nobody would be left to let anybody in; the message is a Czech sentence."""

    def __init__(self) -> None:
        super().__init__(
            "Toto je poslední správce. Nejdřív dejte roli správce někomu dalšímu, "
            "jinak by se do správy nikdo nedostal."
        )


class AddressTakenError(Exception):
    def __init__(self) -> None:
        super().__init__("Účet s touto adresou už existuje.")


def has_accounts(session: Session) -> bool:
    """Sample people do not count: outside the demo they cannot sign in."""
    return session.scalar(select(Account.id).where(~Account.is_sample).limit(1)) is not None


def account_by_email(session: Session, email: str) -> Account | None:
    """`email` as `addresses.normal` spells it."""
    return session.scalar(select(Account).where(Account.email == email))


def everyone(session: Session) -> Sequence[Account]:
    """By surname."""
    accounts = session.scalars(select(Account).order_by(Account.id))
    return sorted(accounts, key=lambda account: by_surname(account.name))


def roles_of(session: Session, account_id: int) -> frozenset[Role]:
    query = select(AccountRole.role).where(AccountRole.account_id == account_id)
    return frozenset(session.scalars(query))


def roles_of_everyone(session: Session) -> dict[int, frozenset[Role]]:
    """Only of accounts that hold some."""
    found: dict[int, set[Role]] = {}
    for row in session.scalars(select(AccountRole)):
        found.setdefault(row.account_id, set()).add(row.role)
    return {number: frozenset(roles) for number, roles in found.items()}


def create_account(
    session: Session,
    *,
    name: str,
    email: str,
    roles: Iterable[Role],
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Account:
    """`email` as `addresses.normal` spells it; raises `AddressTakenError`."""
    if account_by_email(session, email) is not None:
        raise AddressTakenError
    account = Account(name=name, email=email, created_at=at, is_sample=is_sample)
    session.add(account)
    session.flush()
    chosen = frozenset(roles)
    _write_roles(session, account.id, chosen)
    sentence = f"Založen účet {name}: {role_words(chosen)}."
    record(session, by, "account-created", f"account:{account.id}", sentence, at)
    return account


def set_roles(
    session: Session, account: Account, roles: Iterable[Role], *, by: Actor, at: datetime
) -> bool:
    """Whether anything changed; raises `LastAdministratorError`."""
    chosen = frozenset(roles)
    if chosen == roles_of(session, account.id):
        return False
    if Role.ADMINISTRATOR not in chosen:
        _keep_an_administrator(session, account)
    _write_roles(session, account.id, chosen)
    sentence = f"{account.name} má role: {role_words(chosen)}."
    record(session, by, "roles-changed", f"account:{account.id}", sentence, at)
    return True


def deactivate(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    """Ends the sessions as well; raises `LastAdministratorError`."""
    if not account.is_active:
        return
    _keep_an_administrator(session, account)
    account.is_active = False
    end_sessions(session, account.id, at)
    sentence = f"Účet {account.name} je vypnutý."
    record(session, by, "account-deactivated", f"account:{account.id}", sentence, at)


def activate(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    if account.is_active:
        return
    account.is_active = True
    sentence = f"Účet {account.name} je zase zapnutý."
    record(session, by, "account-activated", f"account:{account.id}", sentence, at)


def is_last_administrator(session: Session, account: Account) -> bool:
    query = (
        select(Account.id)
        .join(AccountRole)
        .where(
            AccountRole.role == Role.ADMINISTRATOR,
            Account.is_active,
            Account.is_sample == account.is_sample,
        )
    )
    return session.scalars(query).all() == [account.id]


def role_words(roles: Iterable[Role]) -> str:
    """In the order of `Role`, e.g. `redaktor, vydavatel`."""
    chosen = frozenset(roles)
    return ", ".join(ROLE_NAMES[role] for role in Role if role in chosen) or "žádné role"


def _keep_an_administrator(session: Session, account: Account) -> None:
    if is_last_administrator(session, account):
        raise LastAdministratorError


def _write_roles(session: Session, account_id: int, roles: frozenset[Role]) -> None:
    session.execute(delete(AccountRole).where(AccountRole.account_id == account_id))
    session.add_all(AccountRole(account_id=account_id, role=role) for role in roles)
