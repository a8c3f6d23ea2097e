"""`mitdomov up`: starts web, worker, scheduler and the embedded broker, and watches over them."""

import errno
import os
import socket
import time
import urllib.error
import urllib.request
from typing import Final

import click

from mitdomov.accounts.people import has_accounts
from mitdomov.cli.account import first_link
from mitdomov.cli.demo import prepare_demo
from mitdomov.cli.instance import why_no_data_dir
from mitdomov.cli.kinds import LARGEST_PORT, PORT
from mitdomov.cli.output import fail, refuse, refusing
from mitdomov.clock import now
from mitdomov.database.migrate import NewerSchemaError, NoFullTextError, upgrade
from mitdomov.database.store import Store, open_store
from mitdomov.editorial.unpacking import unpack_what_is_not
from mitdomov.jobs.indexing import everything
from mitdomov.running.lock import AlreadyRunningError, lock_data_dir
from mitdomov.running.programs import in_url, programs
from mitdomov.running.supervisor import Supervisor, stopping_on_signals
from mitdomov.running.troubles import reason
from mitdomov.search.rebuilding import BusyIndexError, is_current, rebuild
from mitdomov.settings import (
    Settings,
    SettingsError,
    as_environment,
    keep_public_url,
    read_settings,
)

_START_TIMEOUT_SECONDS: Final = 60
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104


@click.command(short_help="Spustí web, rozesílání a frontu; Ctrl-C vše ukončí.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADRESA",
    help="Adresa, na které web naslouchá.",
)
@click.option(
    "--port", default=8000, show_default=True, metavar="ČÍSLO", type=PORT, help="Port webu."
)
@click.option(
    "--demo", is_flag=True, help="Ukázka: ukázkové číslo, 50 odběratelů, do redakce tlačítkem."
)
def up(host: str, port: int, demo: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Spustí web, rozesílání, plánovač a vestavěnou frontu; Ctrl-C vše ukončí."""
    try:
        settings = _settings(host, port, demo=demo)
        if settings.is_demo and host not in _LOOPBACK:
            fail("V ukázce se přihlašuje tlačítkem, proto smí běžet jen na adrese 127.0.0.1.")
        lock = lock_data_dir(settings.data_dir)
    except (SettingsError, AlreadyRunningError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(why_no_data_dir(error))
    with lock:
        _refuse_taken_port(host, port)
        with refusing(NewerSchemaError, NoFullTextError, BusyIndexError):
            _prepare(settings)
        _run(settings, host, port)


def _settings(host: str, port: int, *, demo: bool) -> Settings:
    """Raises `SettingsError`."""
    environment = os.environ | ({"MITDOMOV_DEMO": "1"} if demo else {})
    reachable = "127.0.0.1" if host in _EVERYWHERE else host
    return read_settings(environment, listening_on=f"http://{in_url(reachable)}:{port}")


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refuse(_why_taken(error, host, port))


def _why_taken(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < LARGEST_PORT else port - 1
        return (
            f"Port {port} na adrese {host} už používá jiný program. "
            f"Zvolte jiný, např. mitdomov up --port {other}."
        )
    if error.errno == errno.EACCES:
        return f"K portu {port} chybí oprávnění; zvolte číslo nad 1023, např. --port 8000."
    return f"Na adrese {host} web otevřít nejde: {reason(error)}. Opravte --host."


def _prepare(settings: Settings) -> None:
    click.echo(f"Data: {settings.data_dir}")
    keep_public_url(settings)
    upgrade(settings.database_url)
    store = open_store(settings.database_url, settings.data_dir)
    unpack_what_is_not(store, now())
    _index_what_is_not(store)
    if settings.is_demo:
        prepare_demo(store, settings)


def _index_what_is_not(store: Store) -> None:
    """After a new version, and for issues of a program that had no search yet."""
    with store.reading() as session:
        if is_current(session):
            return
    click.echo("Sestavuji rejstřík hledání.")
    rebuild(store, everything)


def _run(settings: Settings, host: str, port: int) -> None:
    supervisor = Supervisor(
        programs=programs(settings, host, port),
        environment=os.environ | as_environment(settings),
        logs=settings.data_dir / "logs",
        tell=lambda sentence: click.echo(sentence, err=True),
    )
    with stopping_on_signals(supervisor.ask_to_stop):
        click.echo("Spouštím web, rozesílání a plánovač.")
        supervisor.start()
        try:
            if _web_answers(supervisor, host, port):
                _greet(settings, host, port)
            elif not supervisor.is_stopping:
                click.echo(
                    f"Web se zatím neozval; proč, říká {supervisor.logs / 'web.log'}.", err=True
                )
            supervisor.watch()
        finally:
            click.echo("\nUkončuji, rozeslané zásilky jsou zaznamenané…")
            supervisor.stop()
    click.echo("Hotovo.")


def _web_answers(supervisor: Supervisor, host: str, port: int) -> bool:
    deadline = time.monotonic() + _START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and not supervisor.is_stopping:
        try:
            with urllib.request.urlopen(f"http://{in_url(host)}:{port}/zdravi", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _greet(settings: Settings, host: str, port: int) -> None:
    if settings.is_demo and settings.relay:
        click.echo(
            f"\n  Pozor: dopisy z této ukázky skutečně odcházejí přes {settings.relay.place}. "
            "Zůstanou ve schránce, když MITDOMOV_SMTP_URL nenastavíte."
        )
    link = _first_administrator(settings)
    if link:
        click.echo(
            f"\n  Redakce zatím nemá správce. Založte ho na této adrese; platí 24 hodin a jen "
            f"jednou:\n  {link}"
        )
    site = f"http://{in_url(host)}:{port}"
    button = ", přihlásíte se tlačítkem ukázkové osoby" if settings.is_demo else ""
    click.echo(
        f"\n  Otevřete v prohlížeči:  {site}/redakce/{button}"
        f"\n  Co vidí čtenáři:        {site}/\n\n  Ctrl-C vše ukončí."
    )


def _first_administrator(settings: Settings) -> str:
    """A new link with each start until somebody has an account; older ones open nothing."""
    if settings.is_demo:
        return ""
    store = open_store(settings.database_url, settings.data_dir)
    with store.reading() as session:
        if has_accounts(session):
            return ""
    with store.writing() as session:
        return first_link(session, settings.public_url)
