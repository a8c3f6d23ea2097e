"""The name of a PDF and what was read of it in; what the issue may be called out, to be corrected.

Every guess is the text of a field, or nothing: a wrong number costs more than an empty field.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from mitdomov.editorial.past.details import LONGEST_THEME
from mitdomov.editorial.past.reading import ReadPdf
from mitdomov.search.words import fold

_SEPARATOR: Final = r"[-_/. ]"
_NUMBER_IN_NAME: Final = re.compile(
    rf"(?<!\d)(?<!\d{_SEPARATOR})0?([1-9]\d?){_SEPARATOR}((?:19|20)\d\d)(?!\d)"
)
_YEAR_FIRST: Final = re.compile(
    rf"(?<!\d)((?:19|20)\d\d){_SEPARATOR}0?([1-9]\d?)(?!{_SEPARATOR}?\d)"
)
_NUMBER_IN_TEXT: Final = re.compile(r"(?<![\d/.])(\d{1,2})\s?/\s?((?:19|20)\d\d)(?![\d/])")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_ISO_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTHS: Final = (
    ("leden", "ledna"),
    ("unor", "unora"),
    ("brezen", "brezna"),
    ("duben", "dubna"),
    ("kveten", "kvetna"),
    ("cerven", "cervna"),
    ("cervenec", "cervence"),
    ("srpen", "srpna"),
    ("zari",),
    ("rijen", "rijna"),
    ("listopad", "listopadu"),
    ("prosinec", "prosince"),
)
_MONTH_OF: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_MONTH: Final = re.compile(
    rf"(?<![a-z])({'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})[\s_-]+((?:19|20)\d\d)(?!\d)"
)
_OPENING_PAGES: Final = 3
"""The cover, the imprint and the contents tell the number, if any page does."""
_OPENING_CHARS: Final = 6_000
_FILLING: Final = re.compile(
    r"\b(?:m[ií]t[ _-]*domov|magaz[ií]n\w*|[čc]asopis\w*|[čc][ií]slo|[čc]\.|web|tisk\w*|"
    r"fin[aá]l\w*|komplet\w*|verze|ver|v\d+|kopie|copy|preview|n[aá]hled|pdf|indd|docx?|microsoft|word|"
    r"untitled|s[ck]en\w*|scan\w*|archiv\w*|bez n[aá]zvu)\b",
    re.IGNORECASE,
)
_FEWEST_LETTERS: Final = 6


def guessed(file_name: str, pdf: ReadPdf | None = None) -> dict[str, str]:
    """By the fields of a past issue; before the file is read, from its name alone."""
    stem = re.sub(r"\.pdf$", "", file_name, flags=re.IGNORECASE)
    opening = _opening(pdf) if pdf else ""
    number = _number(stem, opening)
    found = {
        "number": number,
        "dated": _dated(stem, opening, number, pdf.created if pdf else None),
        "theme": _theme((pdf.title, stem) if pdf else (stem,)),
    }
    return {field: text for field, text in found.items() if text}


def _opening(pdf: ReadPdf) -> str:
    return "\n".join(page.text for page in pdf.pages[:_OPENING_PAGES])[:_OPENING_CHARS]


def _number(stem: str, opening: str) -> str:
    if found := _NUMBER_IN_NAME.search(stem):
        return f"{found[1]}/{found[2]}"
    if found := _YEAR_FIRST.search(stem):
        return f"{found[2]}/{found[1]}"
    if found := _NUMBER_IN_TEXT.search(opening):
        return f"{int(found[1])}/{found[2]}" if int(found[1]) else ""
    return ""


def _dated(stem: str, opening: str, number: str, created: date | None) -> str:
    """Of the year of the number, if that is known."""
    year = number.partition("/")[2]
    named = (day for text in (stem, opening) for day in _days(text))
    days = (*named, *((created,) if created and number else ()))
    right = (day.isoformat() for day in days if year in ("", str(day.year)))
    return next(right, "")


def _days(text: str) -> Iterable[date]:
    for year, month, day in _ISO_DAY.findall(text):
        yield from _day(year, month, day)
    for day, month, year in _DAY.findall(text):
        yield from _day(year, month, day)
    folded = " ".join(fold(word) if word.isalpha() else word for word in re.split(r"[\s_-]+", text))
    for name, year in _MONTH.findall(folded):
        yield from _day(year, _MONTH_OF[name], 1)


def _day(year: str, month: str | int, day: str | int) -> Iterable[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _theme(titles: Iterable[str]) -> str:
    return next((theme for title in titles if (theme := _bare(title))), "")


def _bare(title: str) -> str:
    """Without the magazine's name, the number and what programs add to names of files."""
    words = title.replace("_", " ") if " " in title.strip() else re.sub("[-_]", " ", title)
    for pattern in (_ISO_DAY, _DAY, _NUMBER_IN_TEXT, _NUMBER_IN_NAME, _YEAR_FIRST, _FILLING):
        words = pattern.sub(" ", words)
    words = re.sub(r"(?<!\w)(?:19|20)\d\d(?!\w)", " ", words)
    words = " ".join(word for word in words.split() if fold(word) not in _MONTH_OF)
    tidy = words.strip(" -–—:;,./|()[]")
    if sum(map(str.isalpha, tidy)) < _FEWEST_LETTERS:
        return ""
    return (tidy[0].upper() + tidy[1:])[:LONGEST_THEME]
