"""A letter in; what writing it to one more recipient costs, against Python's own way, out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final

from mitdomov.bench.measuring import Work, interleaved
from mitdomov.bench.report import Report, figure, this_machine
from mitdomov.bench.sample import SENDER, compiled, letter_of, recipients
from mitdomov.delivery.letters.composing import CompiledLetter, Recipient
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.render.letter.letter import Letter
from mitdomov.render.letter.slots import Slot, fill_html, fill_text

_MOMENT: Final = datetime(2026, 5, 14, 8, 0, tzinfo=UTC)
_REFERENCE_SHARE: Final = 20
"""The slow way writes so many times fewer letters, or a round would last minutes."""


def measure(folder: IssueFolder, letters: int, rounds: int) -> Report:
    """A round writes `letters` letters."""
    letter = letter_of(folder)
    ready = compiled(letter)
    many = recipients(letters)
    few = many[: max(1, letters // _REFERENCE_SHARE)]
    works: tuple[Work, Work] = (
        lambda: _write(ready, many),
        lambda: _write_by_stdlib(letter, few),
    )
    machine = this_machine()
    interleaved(works, 1)
    measured = interleaved(works, rounds)
    ours = [row[0].cpu_seconds * 1e6 / len(many) for row in measured]
    reference = [row[1].cpu_seconds * 1e6 / len(few) for row in measured]
    return Report(
        bench="compose",
        subject="sestavení dopisu pro jednoho příjemce ze zkompilovaného čísla",
        reference="email.message.EmailMessage: týž dopis sestavený a zapsaný pro každého znovu",
        rounds=rounds,
        machine=machine,
        figures=(figure("dopis", "µs CPU na dopis", ours, reference),),
        facts={
            "letters_per_round": len(many),
            "reference_letters_per_round": len(few),
            "letter_bytes": len(ready.bytes_for(many[0], _MOMENT)),
        },
    )


def message(letter: Letter, recipient: Recipient) -> EmailMessage:
    """What `CompiledLetter.bytes_for` writes, built by the standard library."""
    made = EmailMessage(policy=SMTP)
    made["Date"] = format_datetime(_MOMENT)
    made["To"] = formataddr((recipient.name, recipient.address))
    made["Message-ID"] = recipient.message_id
    made["List-Unsubscribe"] = f"<{recipient.unsubscribe_url}>"
    made["From"] = formataddr((SENDER.name, SENDER.address))
    made["Subject"] = letter.subject
    made["List-Id"] = f"Magazin <magazin.{SENDER.domain}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Precedence"] = "bulk"
    made["Content-Language"] = "cs"
    values = {
        Slot.GREETING: recipient.greeting,
        Slot.UNSUBSCRIBE: recipient.unsubscribe_url,
        Slot.PREFERENCES: recipient.preferences_url,
    }
    made.set_content(fill_text(letter.text, values), cte="quoted-printable")
    made.add_alternative(fill_html(letter.html, values), subtype="html", cte="quoted-printable")
    return made


def _write(letter: CompiledLetter, readers: Sequence[Recipient]) -> None:
    """Keeps no letter, as sending keeps none: fresh memory would cost more than writing."""
    for reader in readers:
        letter.bytes_for(reader, _MOMENT)


def _write_by_stdlib(letter: Letter, readers: Sequence[Recipient]) -> None:
    for reader in readers:
        message(letter, reader).as_bytes()
