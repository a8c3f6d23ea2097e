"""Two numbers joined by a hyphen go in; whether they mean "from – to" comes out.

Source: Internetová jazyková příručka, "Pomlčka" (id=165). In doubt the hyphen stays: a range set
with a hyphen is untidy, a file number set with a dash is another file number.
"""

import re

from mitdomov.typography.patterns import pattern

_NEAR = 60
"""So many characters before a number may hold its label."""

_LABELLED = pattern(
    r"""
    (?<!\w) (?:
        č\. (?: ␣?[a-záéíóúůý]{1,2}\. )* | č[jp]\. | [Čč]íslo(?:␣[a-zě]+)? | (?:sp|spis)\.␣?zn\.
      | [Zz]n\. | parc\. | [Pp]arcel[aeu] | st\.␣p\. | p\.␣č\.
      | [Úú](?:čet|čtu|čtem) | [Tt]el\. | [Tt]elefon(?:u|em)? | [Mm]obil(?:u|em)? | [Ff]ax
      | IČO? | DIČ | IBAN | ISBN | ISSN | PSČ | [VKS]S
      | [Vv]er\. | [Vv]erz[eií] | [Ss]kóre | [Vv]ýsledek | [Vv]ýsledkem | [Pp]oměrem
    ) :?
    (?: ␣ (?: [\d/.]+ | [A-Z][A-Za-z]{0,4} ) )* ␣? $
    """
)
_YEARS = pattern(r"(?<!\w) (?: l[eé]t\w* | ro[kc]\w* | obdob\w+ | sez[oó]n\w* | zim\w* ) ␣ $")
_EQUATION = pattern(r"␣?=")
_HOURS = pattern(r"␣?(?:h|hod\.|hodin\w*)(?!\w)")
_RIGHT = pattern(r"(\d+ (?:␣\d{3}(?!\d))*) ([.,:\d]*) %?")
_LONG_NUMBER = 6
_LONGER_BY = 3


def is_labelled(text: str, at: int) -> bool:
    """Whether the number at `at` stands behind a word that introduces one number: č. j., účet."""
    return _LABELLED.search(text[max(0, at - _NEAR) : at]) is not None


def is_range(left: str, text: str, start: int, end: int) -> bool:
    """Whether `left` (typed from `start`) and the number from `end` on are ends of one range."""
    right = _RIGHT.match(text, end)
    if right is None or is_labelled(text, start) or _EQUATION.match(text, right.end()):
        return False
    return _is_of_time(left, right) or _rises(left, right, start)


def _is_of_time(left: str, right: re.Match[str]) -> bool:
    """Days and hours begin anew: 28.-3., 22:00-6:00, 22-6 h."""
    return (
        (left.endswith(".") and right[2].startswith("."))
        or (":" in left and ":" in right[2])
        or _HOURS.match(right.string, right.end()) is not None
    )


def _rises(left: str, right: re.Match[str], start: int) -> bool:
    lower, upper = left.rstrip(".%"), re.sub(r"\s", "", right[1])
    if len(upper) >= _LONG_NUMBER and len(upper) - len(lower) >= _LONGER_BY:
        return False
    if _value(lower) < _value(upper + right[2]):
        return True
    step = _years_to(lower, upper)
    return step == 1 or (step > 1 and _YEARS.search(right.string[:start]) is not None)


def _value(number: str) -> tuple[int, ...]:
    """Its parts by which it is ordered: whole, then what follows a comma, a dot or a colon."""
    return tuple(int(part) for part in re.split(r"[.,:]", number) if part)


def _years_to(lower: str, upper: str) -> int:
    """From 2021 to "27", whose century is left out: 6; 0 when they are no such years."""
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d", lower) or not re.fullmatch(r"\d\d", upper):
        return 0
    return int(upper) - int(lower[2:])
