"""An Original and the day of publication in; what its licence or permission lacks out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mitdomov.czech_words import short_date
from mitdomov.magazine.model import Medium, Original, Permission

NOTICE: Final = timedelta(days=90)
MEDIA: Final = {Medium.WEB: "web", Medium.EMAIL: "e-mail", Medium.PDF: "PDF"}
_NO_DERIVATIVES: Final = re.compile(r"\bND\b|no.?deriv", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lack:
    """`field` is the path in the article's table `original`; the sentence is Czech."""

    code: str
    field: tuple[str, ...]
    sentence: str
    is_blocking: bool = True


def lacks(original: Original, dated: date, on: date | None = None) -> Iterator[Lack]:
    """Nothing when the translation may appear on `dated` on the web, in letters and in the PDF.

    `on` is the day on which it would really come out, where that is known: an issue may be late.
    """
    permission = original.permission
    if permission is None:
        yield from _of_licence(original)
    else:
        yield from _of_grant(permission, max(dated, on or dated))
        yield from _of_reach(permission)
        yield from _of_duration(permission, max(dated, on or dated), on)
        yield from _of_evidence(permission)


def _of_licence(original: Original) -> Iterator[Lack]:
    if not original.licence.strip():
        yield Lack(
            "missing-permission",
            ("licence",),
            "Originál nemá licenci ani svolení k překladu; doplňte jedno z nich.",
        )
    elif _NO_DERIVATIVES.search(original.licence):
        yield Lack(
            "licence-forbids-translation",
            ("licence",),
            f"Licence {original.licence} nedovoluje překlad; vyžádejte si svolení.",
        )


def _of_grant(permission: Permission, dated: date) -> Iterator[Lack]:
    if not permission.granted_by.strip():
        yield Lack(
            "permission-of-nobody",
            ("permission", "granted_by"),
            "Svolení k překladu neříká, kdo je dal; doplňte držitele práv.",
        )
    if permission.granted_on > dated:
        yield Lack(
            "permission-too-late",
            ("permission", "granted_on"),
            f"Svolení k překladu je dané až {short_date(permission.granted_on)}, po vydání čísla; "
            "opravte datum, nebo vydání odložte.",
        )


def _of_reach(permission: Permission) -> Iterator[Lack]:
    missing = [name for medium, name in MEDIA.items() if medium not in permission.media]
    if missing:
        yield Lack(
            "permission-too-narrow",
            ("permission", "media"),
            f"Svolení se nevztahuje na {', '.join(missing)}; vyžádejte si širší.",
        )


def _of_duration(permission: Permission, dated: date, on: date | None) -> Iterator[Lack]:
    place = ("permission", "expires_on")
    if permission.expires_on is None:
        return
    if permission.expires_on < dated:
        yield Lack(
            "permission-expired",
            place,
            f"Svolení k překladu {_expiry(permission.expires_on, on)}; požádejte o nové.",
        )
    elif permission.expires_on - dated <= NOTICE:
        yield Lack(
            "permission-expires-soon",
            place,
            f"Svolení k překladu vyprší do {NOTICE.days} dnů od vydání; požádejte o delší.",
            is_blocking=False,
        )


def _expiry(expires_on: date, on: date | None) -> str:
    day = short_date(expires_on)
    is_over = on is not None and expires_on < on
    return f"vypršelo {day}" if is_over else f"vyprší {day}, dřív než číslo vyjde"


def _of_evidence(permission: Permission) -> Iterator[Lack]:
    """A reason why there is none stands for it."""
    if not permission.evidence.strip():
        yield Lack(
            "permission-unproven",
            ("permission", "evidence"),
            "Svolení k překladu není ničím doložené; přidejte doklad nebo číslo jednací, "
            "nebo napište, proč doklad není.",
        )
