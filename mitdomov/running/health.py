"""Settings in; what is installed, reachable and writable out, and what to do where it is not."""

import os
import re
import shutil
import socket
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Final

import redis
from sqlalchemy.exc import SQLAlchemyError

from mitdomov import places
from mitdomov.czech_words import counted, short_date, time_of_day
from mitdomov.database.migrate import NewerSchemaError, NoFullTextError, has_full_text, is_current
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.bounces.maildir import try_oldest
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.refreshing import awaiting
from mitdomov.jobs.beats import SWEEP, last_beat
from mitdomov.jobs.names import LONG_WORK, RINGS
from mitdomov.jobs.refreshing import stuck_editions
from mitdomov.jobs.scheduler import SWEEP_SECONDS
from mitdomov.render.pdf.document import PdfUnavailableError, load_weasyprint
from mitdomov.running.troubles import reason, sentence_of
from mitdomov.search import rebuilding
from mitdomov.settings import PREFIX, Settings
from mitdomov.subscribers.retention import last_runs, overdue

_TIMEOUT_SECONDS: Final = 3
_PING_SECONDS: Final = 1.0
_NAMED: Final = 5
_LITTLE_SPACE_BYTES: Final = 2_000_000_000
_LATE_SWEEP: Final = timedelta(seconds=SWEEP_SECONDS * 12)
"""The scheduler sweeps behind nothing; so late it is dead, or the database is locked."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    subject: str
    is_well: bool
    sentence: str
    """What was found; when it is not well, what to do."""


def python() -> Diagnosis:
    return Diagnosis("Python", is_well=True, sentence=sys.version.split()[0])


def typesetting() -> Diagnosis:
    try:
        version = load_weasyprint()
    except PdfUnavailableError as error:
        return Diagnosis("sazba PDF", is_well=False, sentence=str(error))
    return Diagnosis("sazba PDF", is_well=True, sentence=f"WeasyPrint {version}")


def assets(directory: Path = places.ASSETS, listed: Path = places.BUILT) -> Diagnosis:
    """Whether every font, style and script that was built is there: pages and PDF need them all."""
    subject = "písma a styly"
    try:
        names = listed.read_text(encoding="utf-8").splitlines()
    except OSError:
        names = []
    if not names:
        return Diagnosis(subject, is_well=False, sentence="nejsou připravené; spusťte make install")
    lost = [name for name in names if not _has_bytes(directory / name)]
    if lost:
        more = f" a další ({len(lost) - _NAMED})" if len(lost) > _NAMED else ""
        sentence = (
            f"ve složce {directory} chybí nebo je prázdné: {', '.join(lost[:_NAMED])}{more}; bez "
            "toho se nevykreslí stránky nebo PDF. Spusťte make install a pak znovu mitdomov up"
        )
        return Diagnosis(subject, is_well=False, sentence=sentence)
    files = counted(len(names), "soubor", "soubory", "souborů")
    return Diagnosis(subject, is_well=True, sentence=f"{directory}, {files}")


def _has_bytes(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def data_dir(settings: Settings) -> Diagnosis:
    directory = settings.data_dir
    nearest = next(each for each in (directory, *directory.parents) if each.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        sentence = f"do {directory} nejde zapisovat; změňte práva nebo MITDOMOV_DATA_DIR"
        return Diagnosis("složka s daty", is_well=False, sentence=sentence)
    sentence = str(directory) if directory.exists() else f"{directory} založí mitdomov up"
    return Diagnosis("složka s daty", is_well=True, sentence=sentence)


def disk(settings: Settings) -> Diagnosis:
    try:
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        sentence = f"volné místo nejde zjistit ({reason(error)})"
        return Diagnosis("místo na disku", is_well=False, sentence=sentence)
    if free < _LITTLE_SPACE_BYTES:
        sentence = f"zbývá jen {_gigabytes(free)}; uvolněte místo, bez něj se nic neodešle"
        return Diagnosis("místo na disku", is_well=False, sentence=sentence)
    return Diagnosis("místo na disku", is_well=True, sentence=f"volných {_gigabytes(free)}")


def _gigabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f}\N{NO-BREAK SPACE}GB".replace(".", ",")


def database(settings: Settings) -> Diagnosis:
    """Reads everything that is kept; may take long."""
    found = schema(settings)
    if not found.is_well:
        return found
    return _kept(open_store(settings.database_url, settings.data_dir))


def schema(settings: Settings) -> Diagnosis:
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
    return Diagnosis("databáze", is_well=True, sentence="odpovídá, schéma je aktuální")


def search(settings: Settings) -> Diagnosis:
    """Whether readers find what they can open."""
    if not has_full_text():
        return Diagnosis("hledání", is_well=False, sentence=str(NoFullTextError()))
    if not schema(settings).is_well:
        return Diagnosis("hledání", is_well=True, sentence="SQLite s FTS5")
    with open_store(settings.database_url, settings.data_dir).reading() as session:
        if not rebuilding.is_current(session):
            sentence = "rejstřík je ze starší verze; sestaví ho mitdomov search rebuild"
            return Diagnosis("hledání", is_well=False, sentence=sentence)
        known = counted(rebuilding.places(session), "místo", "místa", "míst")
    return Diagnosis("hledání", is_well=True, sentence=f"rejstřík zná {known}")


def _kept(store: Store) -> Diagnosis:
    findings = verify(store)
    if findings:
        sentence = f"poškozených míst {len(findings)}; první z nich: {findings[0]}"
        return Diagnosis("databáze", is_well=False, sentence=sentence)
    return Diagnosis("databáze", is_well=True, sentence="aktuální, uložené soubory v pořádku")


def broker(settings: Settings) -> Diagnosis:
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


def workers(settings: Settings) -> list[Diagnosis]:
    """Asks once, through the broker, who takes letters and who takes long work."""
    from kombu.exceptions import KombuError

    from mitdomov.jobs.app import celery_app

    try:
        answers = celery_app(settings).control.inspect(timeout=_PING_SECONDS).active_queues()
    except (KombuError, redis.RedisError, OSError):
        answers = None
    served = [{queue["name"] for queue in of_node} for of_node in (answers or {}).values()]
    return [
        _served("rozesílání", "dopisy", "worker", sum(RINGS in each for each in served)),
        _served("dlouhá práce", "výstupy", "long-work", sum(LONG_WORK in each for each in served)),
    ]


def _served(subject: str, waits: str, program: str, answers: int) -> Diagnosis:
    if not answers:
        sentence = (
            f"neodpovídá; {waits} čekají a nic se neztratí. Spusťte mitdomov up, nebo "
            f"nahlédněte do logs/{program}.log ve složce s daty"
        )
        return Diagnosis(subject, is_well=False, sentence=sentence)
    running = counted(answers, "program", "programy", "programů")
    return Diagnosis(subject, is_well=True, sentence=f"odpovídá ({running})")


def scheduler(settings: Settings, at: datetime) -> Diagnosis:
    """By the last sweep: what is due is rung for no later than that."""
    last = last_beat(settings.data_dir, SWEEP)
    if last is None or at - last > _LATE_SWEEP:
        since = f"naposledy {short_date(last)} {time_of_day(last)}" if last else "ještě neproběhla"
        sentence = (
            f"obchůzka {since}; odložené dopisy a plánované rozesílky čekají. Spusťte mitdomov "
            "up, nebo nahlédněte do logs/scheduler.log ve složce s daty"
        )
        return Diagnosis("plánovač", is_well=False, sentence=sentence)
    ago = max(0, round((at - last).total_seconds()))
    seconds = counted(ago, "sekundou", "sekundami", "sekundami")
    return Diagnosis("plánovač", is_well=True, sentence=f"obchůzka před {seconds}")


def retention(settings: Settings, at: datetime) -> Diagnosis:
    """Whether each of `retention_rules` was applied within the last two days."""
    subject = "mazání údajů"
    if not schema(settings).is_well:
        return Diagnosis(subject, is_well=True, sentence="začne s databází, tedy s mitdomov up")
    with open_store(settings.database_url, settings.data_dir).reading() as session:
        late, has_run = overdue(session, RULES, at), bool(last_runs(session))
    if not has_run:
        sentence = "ještě neproběhlo; začne s plánovačem, tedy s mitdomov up"
        return Diagnosis(subject, is_well=True, sentence=sentence)
    if late:
        names = ", ".join(rule.name for rule in late)
        sentence = (
            f"déle než dva dny neproběhlo: {names}. Zkontrolujte, že běží plánovač; důvod je "
            "v logs/scheduler.log ve složce s daty"
        )
        return Diagnosis(subject, is_well=False, sentence=sentence)
    return Diagnosis(subject, is_well=True, sentence="podle lhůt, naposledy do dvou dnů")


def editions(settings: Settings) -> Diagnosis:
    """Whether readers get published issues as this version of the program renders them."""
    subject = "vydaná čísla"
    if not schema(settings).is_well:
        return Diagnosis(subject, is_well=True, sentence="začnou s databází, tedy s mitdomov up")
    with open_store(settings.database_url, settings.data_dir).reading() as session:
        left, stuck = awaiting(session), stuck_editions(session)
    if stuck:
        sentence = (
            f"obnova se nepovedla u {', '.join(each.number for each in stuck)}; čtenáři zatím mají "
            "dřívější podobu. Důvod je v redakci na stránce Stav systému, kde jde i zkusit znovu"
        )
        return Diagnosis(subject, is_well=False, sentence=sentence)
    if left:
        waits = counted(len(left), "číslo čeká", "čísla čekají", "čísel čeká")
        sentence = f"{waits} na obnovu webu a EPUB touto verzí; program ji dělá sám na pozadí"
        return Diagnosis(subject, is_well=True, sentence=sentence)
    return Diagnosis(subject, is_well=True, sentence="web a EPUB jsou vysázené touto verzí")


def relay(settings: Settings) -> Diagnosis:
    found = settings.relay
    if found is None:
        return Diagnosis("pošta", is_well=True, sentence="vestavěná schránka, dopisy neodcházejí")
    try:
        with socket.create_connection((found.host, found.port), _TIMEOUT_SECONDS):
            return Diagnosis("pošta", is_well=True, sentence=f"server {found.place} odpovídá")
    except OSError as error:
        sentence = f"server {found.place}: {reason(error)}; zkontrolujte MITDOMOV_SMTP_URL a síť"
        return Diagnosis("pošta", is_well=False, sentence=sentence)


def returned(settings: Settings) -> Diagnosis:
    """Whether letters that come back can be read."""
    subject, maildir = "vrácené dopisy", settings.bounce_maildir
    if not settings.bounce_address:
        sentence = "vracejí se odesílateli, program je nečte; zapne to MITDOMOV_BOUNCE_ADDRESS"
        return Diagnosis(subject, is_well=True, sentence=sentence)
    if maildir is None:
        sentence = f"na {settings.bounce_address}, čte je alias s mitdomov bounces read"
        return Diagnosis(subject, is_well=True, sentence=sentence)
    for folder in (maildir / "new", maildir / "cur"):
        if not (folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)):
            sentence = (
                f"ve složce {folder} nejde číst a přesouvat; založte ji nebo změňte práva či "
                "MITDOMOV_BOUNCE_MAILDIR. Dopisy tam zatím čekají"
            )
            return Diagnosis(subject, is_well=False, sentence=sentence)
    try:
        try_oldest(maildir)
    except OSError as error:
        sentence = (
            f"dopis, který tam čeká, nejde přečíst: {reason(error)}; změňte práva v {maildir}"
        )
        return Diagnosis(subject, is_well=False, sentence=sentence)
    return Diagnosis(subject, is_well=True, sentence=f"čtou se z {maildir}")


def unknown_settings() -> Diagnosis | None:
    """A name with a typing error would be passed over, and letters kept instead of sent."""
    example = (places.ROOT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^#?(MITDOMOV_[A-Z_]+)=", example, re.MULTILINE))
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if not known or not unknown:
        return None
    sentence = f"neznám {', '.join(unknown)}; jména všech nastavení jsou v .env.example"
    return Diagnosis("nastavení", is_well=False, sentence=sentence)
