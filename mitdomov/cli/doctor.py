"""`mitdomov doctor`: what is installed, reachable and writable, and what to do where it is not."""

import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from sqlite3 import DatabaseError

import click
import redis
from sqlalchemy.exc import SQLAlchemyError

from mitdomov import places
from mitdomov.cli.output import REFUSED, print_json
from mitdomov.database.migrate import NewerSchemaError, is_current
from mitdomov.database.store import Store, open_store
from mitdomov.editorial.integrity import verify
from mitdomov.render.pdf.document import PdfUnavailableError, load_weasyprint
from mitdomov.running.troubles import reason, sentence_of
from mitdomov.settings import PREFIX, Settings, SettingsError, read_settings

_TIMEOUT_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Diagnosis:
    subject: str
    is_well: bool
    sentence: str
    """What was found; when it is not well, what to do."""


@click.command(short_help="Řekne, co chybí nebo nefunguje a co s tím.")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def doctor(as_json: bool) -> None:  # noqa: FBT001
    """Prohlédne, co je nainstalované, dostupné a zapisovatelné, a poradí, co s tím, co není."""
    diagnoses = list(_examine())
    if as_json:
        print_json([asdict(each) for each in diagnoses])
    for each in diagnoses if not as_json else ():
        click.echo(
            f"{'v pořádku' if each.is_well else 'CHYBÍ    '}  {each.subject}: {each.sentence}"
        )
    raise SystemExit(0 if all(each.is_well for each in diagnoses) else REFUSED)


def _examine() -> Iterator[Diagnosis]:
    yield _python()
    yield _weasyprint()
    yield _assets()
    if unknown := _unknown_settings():
        yield unknown
    try:
        settings = read_settings()
    except SettingsError as error:
        yield Diagnosis("nastavení", is_well=False, sentence=str(error))
        return
    yield Diagnosis("nastavení", is_well=True, sentence=f"web na {settings.public_url}")
    examinations: tuple[Callable[[Settings], Diagnosis], ...] = (
        _data_dir,
        _database,
        _broker,
        _relay,
    )
    for examine in examinations:
        yield examine(settings)


def _python() -> Diagnosis:
    return Diagnosis("Python", is_well=True, sentence=sys.version.split()[0])


def _weasyprint() -> Diagnosis:
    try:
        version = load_weasyprint()
    except PdfUnavailableError as error:
        return Diagnosis("sazba PDF", is_well=False, sentence=str(error))
    return Diagnosis("sazba PDF", is_well=True, sentence=f"WeasyPrint {version}")


def _assets() -> Diagnosis:
    if any(places.FONTS.glob("*.ttf")):
        return Diagnosis("písma a styly", is_well=True, sentence=str(places.ASSETS))
    return Diagnosis(
        "písma a styly", is_well=False, sentence="nejsou připravené; spusťte make install"
    )


def _data_dir(settings: Settings) -> Diagnosis:
    directory = settings.data_dir
    nearest = next(each for each in (directory, *directory.parents) if each.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        sentence = f"do {directory} nejde zapisovat; změňte práva nebo MITDOMOV_DATA_DIR"
        return Diagnosis("složka s daty", is_well=False, sentence=sentence)
    sentence = str(directory) if directory.exists() else f"{directory} založí mitdomov up"
    return Diagnosis("složka s daty", is_well=True, sentence=sentence)


def _database(settings: Settings) -> Diagnosis:
    try:
        is_ready = is_current(settings.database_url)
    except NewerSchemaError as error:
        return Diagnosis("databáze", is_well=False, sentence=str(error))
    except (SQLAlchemyError, DatabaseError) as error:
        sentence = sentence_of(error) or f"neodpovídá ({type(error).__name__})"
        return Diagnosis("databáze", is_well=False, sentence=sentence)
    if not is_ready:
        sentence = "potřebuje aktualizaci; provede ji mitdomov up"
        return Diagnosis("databáze", is_well=False, sentence=sentence)
    return _kept(open_store(settings.database_url, settings.data_dir))


def _kept(store: Store) -> Diagnosis:
    findings = verify(store)
    if findings:
        sentence = f"poškozených míst {len(findings)}; první z nich: {findings[0]}"
        return Diagnosis("databáze", is_well=False, sentence=sentence)
    return Diagnosis("databáze", is_well=True, sentence="aktuální, uložené soubory v pořádku")


def _broker(settings: Settings) -> Diagnosis:
    url = settings.effective_broker_url.replace("redis+socket://", "unix://")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=_TIMEOUT_SECONDS).ping()
    except (redis.RedisError, OSError):
        advice = (
            "spusťte mitdomov up"
            if settings.uses_embedded_broker
            else "zkontrolujte MITDOMOV_BROKER_URL"
        )
        return Diagnosis(
            "fronta", is_well=False, sentence=f"neběží; {advice}. Rozesílky zatím čekají."
        )
    return Diagnosis("fronta", is_well=True, sentence="běží")


def _relay(settings: Settings) -> Diagnosis:
    relay = settings.relay
    if relay is None:
        return Diagnosis("pošta", is_well=True, sentence="vestavěná schránka, dopisy neodcházejí")
    try:
        with socket.create_connection((relay.host, relay.port), _TIMEOUT_SECONDS):
            return Diagnosis("pošta", is_well=True, sentence=f"server {relay.place} odpovídá")
    except OSError as error:
        sentence = f"server {relay.place}: {reason(error)}; zkontrolujte MITDOMOV_SMTP_URL a síť"
        return Diagnosis("pošta", is_well=False, sentence=sentence)


def _unknown_settings() -> Diagnosis | None:
    """A name with a typing error would be passed over, and letters kept instead of sent."""
    example = (places.ROOT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^#?(MITDOMOV_[A-Z_]+)=", example, re.MULTILINE))
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if not known or not unknown:
        return None
    sentence = f"neznám {', '.join(unknown)}; jména všech nastavení jsou v .env.example"
    return Diagnosis("nastavení", is_well=False, sentence=sentence)
