"""What a single field of the folder's TOML may hold: a raw value in, the model's value out.

Each rule raises `FieldError` when the value will not do.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from mitdomov.clock import PRAGUE, YEARS
from mitdomov.document.unseen import UNSEEN
from mitdomov.magazine.emblem import EmblemError, emblem_png
from mitdomov.magazine.numbers import is_number

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_ISSN: Final = re.compile(r"[0-9]{4}-[0-9]{3}[0-9X]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DOI: Final = re.compile(r"10\.[0-9]{4,9}/\S+")
_RESERVED: Final = "⟦⟧"
_BLANK: Final = " \t\r\n"
_LINE_END: Final = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")


class FieldError(ValueError):
    """A value will not do; the sentence is Czech and does not repeat the field's name."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(sentence)


class _FarError(FieldError):
    def __init__(self) -> None:
        super().__init__("wrong-year", f"Rok má být mezi {YEARS[0]} a {YEARS[-1]}; opravte datum.")


def text(value: object) -> str:
    """One line in NFC without what is unseen; line ends of a multi-line string are spaces."""
    if not isinstance(value, str):
        raise FieldError("wrong-type", "Má tu být text v uvozovkách.")
    seen = value.translate(UNSEEN)
    line = unicodedata.normalize("NFC", _LINE_END.sub(" ", seen).strip(_BLANK))
    for char in line:
        if unicodedata.category(char) in {"Cc", "Zl", "Zp"}:
            raise FieldError(
                "control-character",
                f"Text obsahuje řídicí znak U+{ord(char):04X}; smažte jej.",
            )
        if char in _RESERVED:
            raise FieldError(
                "reserved-character",
                "Znaky ⟦ a ⟧ jsou vyhrazené dopisům; nahraďte je jinými závorkami.",
            )
    return line


def filled_text(value: object) -> str:
    line = text(value)
    if not line:
        raise FieldError("empty-field", "Povinné pole je prázdné; vyplňte je.")
    return line


def slug(value: object) -> str:
    line = text(value)
    if not is_slug(line):
        raise FieldError(
            "bad-slug",
            f"„{line}“ se nehodí do adresy; použijte nejvýše 80 malých písmen bez diakritiky, "
            "číslic a spojovníků.",
        )
    return line


def is_slug(line: str) -> bool:
    return _SLUG.fullmatch(line) is not None


def issue_number(value: object) -> str:
    line = text(value)
    if not is_number(line):
        raise FieldError(
            "bad-issue-number", f"Číslo vydání pište ve tvaru N/RRRR, např. 1/2026, ne „{line}“."
        )
    return line


def issn(value: object) -> str:
    """ISSN with its check digit (ISO 3297), or an empty text."""
    line = text(value)
    if not line:
        return line
    if not _ISSN.fullmatch(line):
        raise FieldError("bad-issn", f"ISSN má tvar 1234-5679, ne „{line}“.")
    if _issn_check_digit(line) != line[-1]:
        raise FieldError(
            "bad-issn",
            f"ISSN {line} nemá správnou kontrolní číslici; porovnejte je s přidělovacím dopisem.",
        )
    return line


def _issn_check_digit(line: str) -> str:
    digits = line.replace("-", "")[:7]
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=True))
    return "0123456789X"[-total % 11]


def url(value: object) -> str:
    """An http or https address without spaces, or an empty text."""
    line = text(value)
    if line and not _is_web_address(line):
        raise FieldError(
            "bad-url", f"Adresa „{line}“ není úplná; má začínat https:// nebo http://."
        )
    return line


def _is_web_address(line: str) -> bool:
    try:
        parts = urlsplit(line)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(line.split()) == 1
    except ValueError:
        return False


def site_url(value: object) -> str:
    return url(filled_text(value)).rstrip("/")


def email(value: object) -> str:
    line = filled_text(value)
    try:
        validate_email(line, check_deliverability=False)
    except EmailNotValidError:
        raise FieldError("bad-email", f"„{line}“ není e-mailová adresa; opravte překlep.") from None
    return line


def emblem(value: object) -> str:
    """An emblem as the desk stores it, or an empty text."""
    line = text(value)
    try:
        if line:
            emblem_png(line)
    except EmblemError as error:
        raise FieldError("bad-emblem", str(error)) from None
    return line


def language(value: object) -> str:
    line = text(value)
    if not _LANGUAGE.fullmatch(line):
        raise FieldError(
            "bad-language", f"Jazyk pište zkratkou podle BCP 47, např. en nebo de-AT, ne „{line}“."
        )
    return line


def doi(value: object) -> str:
    line = text(value)
    if line and not _DOI.fullmatch(line):
        raise FieldError("bad-doi", f"DOI začíná 10. a obsahuje lomítko; „{line}“ takové není.")
    return line


def figures(value: object) -> tuple[tuple[str, str], ...]:
    """Pairs of a figure with what it counts."""
    if not isinstance(value, list) or not all(_is_pair(pair) for pair in value):
        raise FieldError("wrong-type", 'Má tu být seznam dvojic, např. [["37", "bytů"]].')
    return tuple((text(figure), text(counted)) for figure, counted in value)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and [type(item) for item in value] == [str, str]


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise FieldError("wrong-type", "Má tu být true, nebo false, bez uvozovek.")
    return value


def whole_number(value: object) -> int:
    if type(value) is not int:
        raise FieldError("wrong-type", "Má tu být celé číslo bez uvozovek.")
    return value


def day(value: object) -> date:
    if type(value) is not date:
        raise FieldError("wrong-type", "Má tu být datum bez uvozovek a bez času, např. 2026-05-14.")
    return value


def moment(value: object) -> datetime:
    """An aware time in Europe/Prague; without an offset it is read as Prague's wall clock."""
    if not isinstance(value, datetime):
        raise FieldError(
            "wrong-type", "Má tu být datum s časem bez uvozovek, např. 2026-05-14T09:00:00."
        )
    try:
        found = _in_prague(value)
    except OverflowError:
        raise _FarError from None
    if found.year not in YEARS:
        raise _FarError
    return found


def _in_prague(value: datetime) -> datetime:
    if value.tzinfo is not None:
        return value.astimezone(PRAGUE)
    local = value.replace(tzinfo=PRAGUE)
    if local.astimezone(UTC).astimezone(PRAGUE).replace(tzinfo=None) != value:
        raise FieldError(
            "missing-hour",
            f"Čas {value:%H.%M} toho dne neexistuje, začíná letní čas; opravte hodinu.",
        )
    return local
