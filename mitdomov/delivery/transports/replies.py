"""Judges a mail server's reply at each step of an SMTP conversation (RFC 5321 section 4.3.2).

421 closes the connection whatever was asked, so it never speaks of a recipient or a letter.
"""

import smtplib
import socket
import ssl
from typing import Final, NamedTuple

from mitdomov.delivery.transports.transport import (
    Accepted,
    Deferred,
    Doubtful,
    Outcome,
    Refused,
    Scope,
    Unreachable,
)

NO_ANSWER: Final = "Server nepotvrdil převzetí dopisu; nelze říci, zda dopis odešel."
_CLOSING: Final = 421
_ANSWER_CHARS_MAX: Final = 500


class Reply(NamedTuple):
    code: int
    """-1 when what the server said is no reply."""
    text: bytes

    @property
    def answer(self) -> str:
        return self.text.decode("utf-8", "replace")[:_ANSWER_CHARS_MAX]

    @property
    def is_temporary(self) -> bool:
        return 400 <= self.code < 500

    @property
    def is_final_refusal(self) -> bool:
        return 500 <= self.code < 600


def after_mail(reply: Reply) -> Unreachable | None:
    """A refused sender is our fault, never the recipient's."""
    if reply.code == 250:
        return None
    if reply.is_final_refusal:
        return Unreachable(
            f"Poštovní server odmítl odesílatele ({reply.code} {reply.answer}); "
            "opravte MITDOMOV_MAIL_FROM, MITDOMOV_BOUNCE_ADDRESS nebo přihlášení.",
            needs_person=True,
        )
    return _busy(reply)


def after_recipient(reply: Reply) -> Outcome | None:
    return None if reply.code in (250, 251, 252) else _negative(reply, Scope.RECIPIENT)


def after_data(reply: Reply) -> Outcome | None:
    return None if reply.code == 354 else _negative(reply, Scope.LETTER)


def after_content(reply: Reply) -> Outcome:
    if reply.code == 250:
        return Accepted(reply.code, reply.answer)
    if reply.is_temporary or reply.is_final_refusal:
        return _negative(reply, Scope.LETTER)
    return Doubtful(NO_ANSWER)


def explain(error: smtplib.SMTPException | OSError) -> Unreachable:
    """Why no conversation came about, without secrets; some causes only a person can mend."""
    mistake = _setting_mistake(error)
    if mistake:
        return Unreachable(mistake, needs_person=True)
    match error:
        case smtplib.SMTPResponseException():
            return _busy(Reply(error.smtp_code, _as_bytes(error.smtp_error)))
        case socket.gaierror():
            return Unreachable("Jméno poštovního serveru nejde přeložit na adresu.")
        case ConnectionRefusedError():
            return Unreachable("Poštovní server odmítá spojení.")
        case TimeoutError():
            return Unreachable("Poštovní server neodpovídá.")
        case _:
            return Unreachable("Spojení s poštovním serverem se přerušilo.")


def _setting_mistake(error: smtplib.SMTPException | OSError) -> str:
    """What to change in the settings; empty when trying again may help."""
    match error:
        case ssl.SSLCertVerificationError():
            return (
                f"Certifikát poštovního serveru neplatí ({error.verify_message}); opravte "
                "certifikát, nebo jméno serveru v MITDOMOV_SMTP_URL."
            )
        case ssl.SSLError() if not isinstance(error, ssl.SSLEOFError):
            return (
                "Šifrované spojení s poštovním serverem nejde navázat; opravte začátek nebo port "
                "v MITDOMOV_SMTP_URL."
            )
        case smtplib.SMTPNotSupportedError():
            return (
                "Poštovní server nenabízí šifrování nebo přihlášení, které žádá "
                "MITDOMOV_SMTP_URL; opravte nastavení."
            )
        case smtplib.SMTPAuthenticationError() if error.smtp_code >= 500:
            return (
                f"Poštovní server odmítl přihlášení ({error.smtp_code}); opravte jméno a heslo "
                "v MITDOMOV_SMTP_URL."
            )
        case _:
            return ""


def _negative(reply: Reply, scope: Scope) -> Outcome:
    if reply.is_final_refusal:
        return Refused(reply.code, reply.answer, scope)
    if reply.is_temporary and reply.code != _CLOSING:
        return Deferred(reply.code, reply.answer)
    return _busy(reply)


def _busy(reply: Reply) -> Unreachable:
    return Unreachable(f"Poštovní server teď dopisy nepřijímá ({reply.code} {reply.answer}).")


def _as_bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text
