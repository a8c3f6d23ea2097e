"""`mitdomov account`: who may sign in, for an administrator whom the web lets in no more."""

import click
from sqlalchemy.orm import Session

from mitdomov.accounts.addresses import AccountAddressError, normal
from mitdomov.accounts.audit import TERMINAL, record
from mitdomov.accounts.links import LASTS, make_link, void_links
from mitdomov.accounts.model import Account, LinkPurpose
from mitdomov.accounts.people import (
    LastAdministratorError,
    account_by_email,
    activate,
    create_account,
    deactivate,
    everyone,
    role_words,
    roles_of,
    roles_of_everyone,
    set_roles,
)
from mitdomov.accounts.roles import ROLE_NAMES, Role
from mitdomov.accounts.second_factor import forget_second_factor
from mitdomov.accounts.sessions import end_sessions
from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import fail, print_json, refuse, refusing
from mitdomov.clock import now
from mitdomov.czech_words import counted, short_date, time_of_day

_ROLE = click.Choice([role.value for role in Role])
_LONGEST_NAME = 200
_ROLE_HELP = "; ".join(f"{role}: {ROLE_NAMES[role]}" for role in Role) + "."


@click.group(short_help="Účty redakce: pozvat, vypsat, pustit dovnitř, vypnout.")
def account() -> None:
    """Účty lidí, kteří se přihlašují do redakce.

    Odkazy vypisuje na terminál, takže pomůže i správci, který zapomněl heslo nebo ztratil telefon.
    """


@account.command("list", short_help="Vypíše účty a jejich role.")
@click.option("--json", "as_json", is_flag=True, help="Výpis pro stroje.")
def list_accounts(as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Vypíše účty, jejich role a poslední přihlášení."""
    instance = open_instance()
    with instance.store.reading() as session:
        people, roles = everyone(session), roles_of_everyone(session)
    if as_json:
        print_json([_as_json(each, roles.get(each.id, frozenset())) for each in people])
        return
    for each in people:
        click.echo("  ".join(_row(each, roles.get(each.id, frozenset()))))
    if not people:
        click.echo("Zatím tu není žádný účet; prvního správce založí mitdomov account first.")


@account.command(short_help="Vypíše odkaz pro prvního správce.")
def first() -> None:
    """Vypíše jednorázový odkaz, na kterém si správce založí účet."""
    instance = open_instance()
    with instance.store.writing() as session:
        url = first_link(session, instance.settings.public_url)
    _print_link(url, LinkPurpose.FIRST_ADMINISTRATOR)


@account.command(short_help="Založí účet, nebo vypíše nový odkaz.")
@click.argument("email", metavar="ADRESA")
@click.option("--name", default="", metavar="JMÉNO", help="Jméno nového účtu.")
@click.option("--role", "roles", multiple=True, type=_ROLE, metavar="ROLE", help=_ROLE_HELP)
def invite(email: str, name: str, roles: tuple[str, ...]) -> None:
    """Založí účet a vypíše odkaz, na kterém si člověk zvolí heslo.

    U účtu, který už existuje, přidá vyjmenované role, znovu jej zapne a vypíše nový odkaz: poslouží
    i tomu, kdo zapomněl heslo.
    """
    if len(name) > _LONGEST_NAME:
        fail(f"Jméno má nejvýš {_LONGEST_NAME} znaků.")
    instance = open_instance()
    with refusing(AccountAddressError):
        address = normal(email)
    at = now()
    with instance.store.writing() as session:
        found = account_by_email(session, address)
        chosen = {Role(role) for role in roles}
        if found is None:
            if not chosen:
                refuse("Nový účet potřebuje aspoň jednu roli: --role editor.")
            found = create_account(
                session, name=name or address, email=address, roles=chosen, by=TERMINAL, at=at
            )
        else:
            set_roles(session, found, chosen | roles_of(session, found.id), by=TERMINAL, at=at)
            activate(session, found, by=TERMINAL, at=at)
        public_url = instance.settings.public_url
        url = make_link(session, LinkPurpose.INVITATION, found.id, public_url, at)
        sentence = f"Odkaz k účtu {found.name} vypsaný na terminál."
        record(session, TERMINAL, "account-invited", f"account:{found.id}", sentence, at)
    _print_link(url, LinkPurpose.INVITATION)


@account.command(short_help="Vypne účet; nic z práce nezmizí.")
@click.argument("email", metavar="ADRESA")
def revoke(email: str) -> None:
    """Vypne účet: přihlášení skončí a odkazy přestanou platit. Nic z práce člověka nezmizí."""
    instance = open_instance()
    with instance.store.writing() as session, refusing(LastAdministratorError):
        found = _known(session, email)
        deactivate(session, found, by=TERMINAL, at=now())
        void_links(session, found.id, now())
    click.echo(f"Účet {found.name} je vypnutý. Zapne ho mitdomov account invite {found.email}.")


@account.command("sign-out", short_help="Ukončí všechna přihlášení člověka.")
@click.argument("email", metavar="ADRESA")
def sign_out(email: str) -> None:
    """Ukončí všechna přihlášení člověka, třeba po ztrátě počítače."""
    instance = open_instance()
    with instance.store.writing() as session:
        found = _known(session, email)
        end_sessions(session, found.id, now())
        sentence = f"Všechna přihlášení účtu {found.name} skončila."
        record(session, TERMINAL, "sessions-ended", f"account:{found.id}", sentence, now())
    click.echo(f"Všechna přihlášení účtu {found.name} skončila.")


@account.command("forget-second-factor", short_help="Zruší kódy a klíče člověka.")
@click.argument("email", metavar="ADRESA")
def forget(email: str) -> None:
    """Zruší kódy z aplikace i klíče, když člověk ztratil telefon; zůstane heslo."""
    instance = open_instance()
    with instance.store.writing() as session:
        found = _known(session, email)
        forget_second_factor(session, found, by=TERMINAL, at=now())
    click.echo(f"Účet {found.name} se teď přihlašuje jen heslem.")


def first_link(session: Session, public_url: str) -> str:
    return make_link(session, LinkPurpose.FIRST_ADMINISTRATOR, None, public_url, now())


def _known(session: Session, email: str) -> Account:
    with refusing(AccountAddressError):
        address = normal(email)
    return account_by_email(session, address) or refuse("Účet s touto adresou tu není.")


def _print_link(url: str, purpose: LinkPurpose) -> None:
    lasts = LASTS[purpose]
    hours = int(lasts.total_seconds()) // 3600
    until = counted(hours, "hodinu", "hodiny", "hodin")
    if lasts.days > 1:
        until = counted(lasts.days, "den", "dny", "dní")
    click.echo(f"{url}\nOdkaz platí {until} a jen jednou; kdo ho má, dostane se k účtu.")


def _row(found: Account, roles: frozenset[Role]) -> tuple[str, ...]:
    seen = found.last_signed_in_at
    when = f"{short_date(seen)} {time_of_day(seen)}" if seen else "nikdy"
    state = "" if found.is_active else "  VYPNUTÝ"
    return f"{found.email:40}", f"{found.name:30}", f"{role_words(roles):30}", when + state


def _as_json(found: Account, roles: frozenset[Role]) -> dict[str, object]:
    seen = found.last_signed_in_at
    return {
        "id": found.id,
        "email": found.email,
        "name": found.name,
        "roles": sorted(roles),
        "active": found.is_active,
        "sample": found.is_sample,
        "last_signed_in_at": seen.isoformat() if seen else None,
    }
