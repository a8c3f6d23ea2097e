"""Every setting that an instance knows: its name, what it is for in Czech, what it is now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from mitdomov.settings.model import Settings
from mitdomov.settings.sources import PREFIX

HIDDEN: Final = "nastaveno, nezobrazuje se"


@dataclass(frozen=True, slots=True)
class Described:
    name: str
    """With its prefix, as it stands in the environment."""
    meaning: str
    value: str
    """To be shown: never a secret."""
    origin: str
    """A Czech word or two: where the value came from."""


@dataclass(frozen=True, slots=True)
class _Entry:
    meaning: str
    shown: Callable[[Settings], str]


def _relay(settings: Settings) -> str:
    relay = settings.relay
    if relay is None:
        return "vestavěná schránka, nic neodchází"
    login = f", přihlašuje se jako {relay.user}, heslo se nezobrazuje" if relay.user else ""
    return f"{relay.security}://{relay.place}{login}"


def _broker(settings: Settings) -> str:
    if settings.uses_embedded_broker:
        return f"vestavěná fronta ({settings.broker_socket})"
    scheme, _, rest = settings.broker_url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


CATALOGUE: Final[Mapping[str, _Entry]] = {
    "CONFIG": _Entry(
        "Soubor TOML, ve kterém smějí stát všechna ostatní nastavení; prostředí má přednost.",
        lambda settings: dict(settings.origins).get("CONFIG", ""),
    ),
    "DATA_DIR": _Entry(
        "Složka s daty: databáze, obrázky a výstupy, protokoly, klíč.",
        lambda settings: str(settings.data_dir),
    ),
    "DATABASE_URL": _Entry(
        "Databáze. Když není nastavena, leží ve složce s daty.",
        lambda settings: settings.database_url,
    ),
    "BROKER_URL": _Entry(
        "Fronta, která budí rozesílání. Když není nastavena, spustí se vestavěná.", _broker
    ),
    "SMTP_URL": _Entry(
        "Poštovní server, kterému se dopisy předávají. Bez něj zůstávají ve vestavěné schránce.",
        _relay,
    ),
    "PUBLIC_URL": _Entry(
        "Adresa, pod kterou čtenáři vidí web; začínají jí odkazy v dopisech.",
        lambda settings: settings.public_url,
    ),
    "MAIL_FROM": _Entry("Odesílatel všech dopisů.", lambda settings: str(settings.sender)),
    "NOTICE_TO": _Entry(
        "Komu přijde zpráva, že rozesílka skončila nebo se zastavila.",
        lambda settings: settings.notice_to or "nikomu",
    ),
    "BOUNCE_ADDRESS": _Entry(
        "Adresa, na kterou se vracejí nedoručené dopisy; před zavináč si program přidá značku "
        "zásilky. Bez ní se vracejí odesílateli a nikdo je nečte.",
        lambda settings: settings.bounce_address or "odesílatel",
    ),
    "BOUNCE_MAILDIR": _Entry(
        "Složka (Maildir), do které pošta vrácené dopisy ukládá a odkud je program čte.",
        lambda settings: str(settings.bounce_maildir or "žádná"),
    ),
    "SECRET_KEY": _Entry(
        "Tajný klíč, kterým se podepisují odkazy v dopisech a přihlášení. Zálohujte jej s daty.",
        lambda _settings: HIDDEN,
    ),
    "UNCERTAIN_POLICY": _Entry(
        "Co s dopisem, o kterém nikdo neví, zda odešel: hold = rozhodne člověk, resend-once = "
        "poslat jednou znovu.",
        lambda settings: settings.uncertain_policy.value,
    ),
    "LEASE_SECONDS": _Entry(
        "Kolik sekund smí rozesílající program držet dopisy, které ještě nezačal posílat.",
        lambda settings: str(settings.lease_seconds),
    ),
    "LINK_CHECK": _Entry(
        "Zda smí program na vyžádání otevřít odkazy čísla a zjistit, jestli ještě vedou k cíli.",
        lambda settings: "zapnuto" if settings.checks_links else "vypnuto",
    ),
    "TRUSTED_PROXIES": _Entry(
        "Kolik proxy stojí před webem; tolika se věří, z jaké adresy člověk přichází.",
        lambda settings: str(settings.trusted_proxies),
    ),
    "PLAYER_HOSTS": _Entry(
        "Další servery, jejichž přehrávač smí stránka webináře po stisknutí načíst, vedle YouTube "
        "a Vimea.",
        lambda settings: ", ".join(settings.player_hosts) or "žádné další",
    ),
    "DEMO": _Entry(
        "Ukázka: přihlášení jediným tlačítkem a jen z tohoto počítače.",
        lambda settings: "zapnuto" if settings.is_demo else "vypnuto",
    ),
}
"""By the name without its prefix, in the order of `.env.example`."""


def described(settings: Settings) -> list[Described]:
    origins = dict(settings.origins)
    return [
        Described(
            PREFIX + name, entry.meaning, entry.shown(settings), _origin(name, origins, settings)
        )
        for name, entry in CATALOGUE.items()
    ]


def _origin(name: str, origins: Mapping[str, str], settings: Settings) -> str:
    if name in origins:
        return "z prostředí" if origins[name] == "environment" or name == "CONFIG" else "ze souboru"
    if name == "SECRET_KEY":
        return f"ze souboru {settings.data_dir / 'secret.key'}"
    return "výchozí"
