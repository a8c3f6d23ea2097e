"""An issue folder in; the texts, the letter and the recipients that benchmarks work on out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mitdomov.delivery.letters.composing import (
    CompiledLetter,
    Recipient,
    compile_letter,
    message_id,
)
from mitdomov.document.tree import Document, plain
from mitdomov.document.walk import footnotes, inlines_of
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Issue
from mitdomov.magazine.snapshot import freeze
from mitdomov.render.letter.letter import Letter, render_letter
from mitdomov.render.pdf.facts import PdfFacts
from mitdomov.settings import Sender
from mitdomov.subscribers.tokens import subscription_token

PUBLIC_URL: Final = "https://mitdomov.example"
SENDER: Final = Sender("Mít domov", "magazin@mitdomov.example")
READER: Final = "Jana Řehořová"
SECRET_KEY: Final = "a-key-for-measuring-that-guards-nothing"  # noqa: S105
_PDF: Final = PdfFacts(pages=40, size_bytes=1_200_000)


def read_folder(directory: Path) -> IssueFolder:
    """Raises `FolderError`."""
    return read_issue(read_files(directory))


def bodies(issue: Issue) -> tuple[Document, ...]:
    return tuple(article.body for article in issue.articles)


def paragraphs(issue: Issue) -> tuple[str, ...]:
    """Every run of text in the articles, and every note, as plain words."""
    return tuple(text for body in bodies(issue) for text in _runs(body) if text)


def word_count(texts: tuple[str, ...]) -> int:
    return sum(len(text.split()) for text in texts)


def letter_of(folder: IssueFolder) -> Letter:
    return render_letter(freeze(folder), public_url=PUBLIC_URL, pdf=_PDF)


def compiled(letter: Letter) -> CompiledLetter:
    return compile_letter(
        letter.subject,
        letter.html,
        letter.text,
        sender=SENDER,
        list_slug="magazin",
        list_title="Magazín Mít domov",
    )


def recipients(count: int) -> tuple[Recipient, ...]:
    return tuple(_recipient(number) for number in range(1, count + 1))


def address(number: int) -> str:
    return f"ctenarka{number}@ctenari.example"


def _recipient(number: int) -> Recipient:
    token = subscription_token(SECRET_KEY, number)
    return Recipient(
        address=address(number),
        name=READER,
        message_id=message_id(SECRET_KEY, 1, number, SENDER.domain),
        unsubscribe_url=f"{PUBLIC_URL}/odhlaseni/{token}",
        preferences_url=f"{PUBLIC_URL}/odber/{token}",
    )


def _runs(body: Document) -> Iterator[str]:
    """Nested blocks come with the block that holds them."""
    for block in body.blocks:
        yield from (plain(inlines) for inlines in inlines_of(block))
    yield from (plain(note.children) for note in footnotes(body))
