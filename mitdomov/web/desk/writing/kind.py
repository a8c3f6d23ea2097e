"""What the editor's pages must know of whatever is written: where it lies, how it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.versions import Conflict, Saved
from mitdomov.web.desk.writing.sent_text import Written


class Writing(Protocol):
    """A text that the person who asks may write, within one transaction."""

    @property
    def subject(self) -> str:
        """As the audit log calls it, e.g. `article:12`."""

    @property
    def version(self) -> int: ...

    @property
    def saved_at(self) -> datetime: ...

    @property
    def saved_by(self) -> int | None: ...

    def now(self) -> Written:
        """The text as it is kept."""

    def save(
        self, sent: Written, base_version: int, origin: Origin, note: str = ""
    ) -> Saved | Conflict[Any]:
        """Records the save in the audit log as well."""

    def is_now(self, sent: Written) -> bool:
        """Whether saving `sent` would change nothing."""

    def told(self, sent: Written) -> dict[str, object]:
        """What the page hears of a save besides the version: at least its `mistakes`."""


@dataclass(frozen=True, slots=True)
class Kind:
    open: Callable[[Session, int], Writing]
    """By its number; answers 404 or 403 where there is nothing to write."""
    limits: Mapping[str, int]
    """The names of its fields, each with the most characters that it takes."""
    it: str
    """In Czech, in the accusative: `článek`."""
    this: str
    """`Tento článek`"""
    opened: str
    """`otevřený`"""
    say: Callable[[str, str], str] = lambda _name, value: value
    """The name of a field and its value in; what a person reads out."""
