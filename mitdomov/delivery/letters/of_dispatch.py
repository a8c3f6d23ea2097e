"""Composes the letters of a dispatch from the artefacts that its snapshot was rendered to."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.delivery.bounces.return_path import return_path
from mitdomov.delivery.letters.composing import (
    CompiledLetter,
    Recipient,
    compile_letter,
    message_id,
)
from mitdomov.delivery.model import Dispatch
from mitdomov.editorial.queries import artefact_of, lists_of
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.settings import Sender, Settings
from mitdomov.subscribers.tokens import subscription_token


class LetterMissingError(Exception):
    """The snapshot has no letter that could be sent."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes the letter of one dispatch to any of its recipients."""

    dispatch_id: int
    letter: CompiledLetter
    sender: Sender
    public_url: str
    secret_key: str
    bounce_address: str

    def message_id(self, delivery_id: int) -> str:
        return message_id(self.secret_key, self.dispatch_id, delivery_id, self.sender.domain)

    def return_path(self, delivery_id: int) -> str:
        """Empty when letters return to the sender."""
        if not self.bounce_address:
            return ""
        return return_path(self.secret_key, self.bounce_address, delivery_id)

    def compose(
        self, delivery_id: int, address: str, name: str, subscription_id: int, at: datetime
    ) -> bytes:
        """Raises `ValueError` when no correct letter can be made for the recipient."""
        token = subscription_token(self.secret_key, subscription_id)
        recipient = Recipient(
            address=address,
            name=name,
            message_id=self.message_id(delivery_id),
            unsubscribe_url=f"{self.public_url}/odhlaseni/{token}",
            preferences_url=f"{self.public_url}/odber/{token}",
        )
        return self.letter.bytes_for(recipient, at)


def composer(store: Store, dispatch_id: int, settings: Settings) -> Composer:
    """Raises `LetterMissingError`, `BlobDamagedError`, and `SlotError` for an unknown slot."""
    with store.reading() as session:
        dispatch = session.get_one(Dispatch, dispatch_id)
    letter = _compiled(store, dispatch.snapshot_id, dispatch.list, settings.sender)
    return Composer(
        dispatch_id,
        letter,
        settings.sender,
        settings.public_url,
        settings.secret_key,
        settings.bounce_address,
    )


@lru_cache(maxsize=4)
def _compiled(store: Store, snapshot_id: int, list_slug: str, sender: Sender) -> CompiledLetter:
    with store.reading() as session:
        subject, page, text = (
            _artefact(store, session, snapshot_id, path)
            for path in (EMAIL_SUBJECT, EMAIL_HTML, EMAIL_TEXT)
        )
        titles = {each.slug: each.title for each in lists_of(session, store.blobs, snapshot_id)}
    return compile_letter(
        subject.removesuffix("\n"),
        page,
        text,
        sender=sender,
        list_slug=list_slug,
        list_title=titles.get(list_slug, list_slug),
    )


def _artefact(store: Store, session: Session, snapshot_id: int, path: str) -> str:
    found = artefact_of(session, snapshot_id, path)
    if found is None:
        raise LetterMissingError(f"snapshot {snapshot_id} has no {path}")
    return store.blobs.get(found.sha256).decode()
