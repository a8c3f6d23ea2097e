"""What a server said in; why a letter came back out: an enhanced status (RFC 3463) or its words.

Of servers' own classes little is to be trusted: many call permanent what passes. So words without
a status are judged last, and what sounds like a rule against the letter is never the mailbox's.
"""

import re
from enum import StrEnum
from typing import Final


class Cause(StrEnum):
    NO_MAILBOX = "no-mailbox"
    NO_DOMAIN = "no-domain"
    CLOSED = "closed"
    """The mailbox is there, and takes nothing (X.2.1)."""
    FULL = "full"
    TEMPORARY = "temporary"
    POLICY = "policy"
    """The server does not want this letter, or this sender."""
    LETTER = "letter"
    """The letter's size or form."""
    OTHER = "other"
    COMPLAINT = "complaint"
    """The reader called the letter spam."""


STATUS: Final = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]\d)(?!\d)")
_SMTP_CODE: Final = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_BY_STATUS: Final = (
    # Exact ones before their class (RFC 3463, the registry of RFC 5248, Exchange).
    (r"\d\.2\.2", Cause.FULL),
    (r"5\.1\.(7|8)", Cause.POLICY),  # the sender's address
    (r"5\.1\.2|5\.4\.(4|310)", Cause.NO_DOMAIN),
    (r"5\.1\..*", Cause.NO_MAILBOX),
    (r"5\.2\.1", Cause.CLOSED),
    (r"5\.2\.3|5\.3\.4|5\.6\..*", Cause.LETTER),
    (r"5\.7\..*", Cause.POLICY),
    (r"4\..*", Cause.TEMPORARY),
)
_BY_WORDS: Final = {
    Cause.FULL: (
        r"mailbox (is )?full|over ?quota|quota (is )?exceeded|exceeded .{0,20}quota"
        r"|mailbox size limit|schránka je plná"
    ),
    Cause.POLICY: (
        r"spam|black ?list|block ?list|blocked|policy|reputation|\bdmarc\b|\bspf\b|\bdkim\b"
        r"|content rejected"
    ),
    Cause.LETTER: r"too (big|large)|size exceeds|message size",
    Cause.NO_DOMAIN: (
        r"(host|domain)( or domain name)? not found|no such (host|domain)|nxdomain"
        r"|unrouteable (address|mail domain)|doména neexistuje"
    ),
    Cause.CLOSED: (
        r"(account|mailbox|user|recipient).{0,30}(disabled|inactive|suspended|deactivated)"
    ),
    Cause.NO_MAILBOX: (
        r"user unknown|unknown (user|recipient|mailbox|address|local)|unknown or illegal alias"
        r"|no such (user|recipient|mailbox|address|person)|no mailbox (here )?by that name"
        r"|(user|recipient|address|account|mailbox).{0,60}(doesn.t exist|does not exist|not found)"
        r"|mailbox unavailable|(schránka|uživatel|adresa|příjemce) neexistuje"
        r"|neexistující (schránka|uživatel|adresa|příjemce)"
    ),
}
_STATUSES: Final = tuple((re.compile(pattern), cause) for pattern, cause in _BY_STATUS)
_WORDS: Final = {cause: re.compile(pattern, re.IGNORECASE) for cause, pattern in _BY_WORDS.items()}
"""In the order of asking."""
WORDS_CHARS: Final = 2_000


def status_in(text: str) -> str:
    """The first enhanced status code that says what went wrong; empty when there is none."""
    codes = (match[0] for match in STATUS.finditer(text[:WORDS_CHARS]))
    return next((code for code in codes if not is_vague(code)), "")


def is_vague(status: str) -> bool:
    """Whether it tells no more than failure, or success (RFC 3463: X.0.0, 2.X.X)."""
    return not status or status.startswith("2") or status.endswith(".0.0")


def cause_of(status: str, words: str) -> Cause:
    """`status` may be empty or vague; then the server's words decide, and their SMTP code."""
    if not is_vague(status):
        found = (cause for pattern, cause in _STATUSES if pattern.fullmatch(status))
        return next(found, Cause.OTHER)
    return _by_words(words[:WORDS_CHARS], status)


def _by_words(words: str, status: str) -> Cause:
    code = _SMTP_CODE.search(words)
    is_temporary = status.startswith("4") or (not status and code is not None and code[1] == "4")
    found = next((cause for cause, pattern in _WORDS.items() if pattern.search(words)), Cause.OTHER)
    return Cause.TEMPORARY if is_temporary and found is not Cause.FULL else found
