"""What was typed into a form and what somebody else saved meanwhile in; how the two differ out.

A form that puts itself over what is kept carries, as `imprint`, the imprint of what it showed.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from mitdomov.accounts.model import AuditEntry
from mitdomov.czech_words import short_date
from mitdomov.web.desk.dates import day_in

Form = MultiDict[str, str]
_NOTHING: Final = "–"
_IMPRINT_CHARS: Final = 16


class Kept(NamedTuple):
    """A field whose kept value is another one than what was typed."""

    name: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    who: str
    """A name; empty when nobody knows."""
    kept: tuple[Kept, ...]


def imprint_of(kept: Mapping[str, str] | Form) -> str:
    """Tells one state of the fields from another."""
    fields = kept.to_dict(flat=False) if isinstance(kept, MultiDict) else kept
    return hashlib.sha256(repr(sorted(fields.items())).encode()).hexdigest()[:_IMPRINT_CHARS]


def meanwhile(
    session: Session,
    subject: str,
    verbs: tuple[str, ...],
    *,
    labels: Mapping[str, str],
    typed: Form,
    kept: Form,
    words: Mapping[str, Mapping[str, str]],
    boxes: Collection[str],
) -> Meanwhile:
    """`subject` and `verbs` as the audit log has them; `labels` by the names of fields, `words`
    for values of choices. A field that the form did not have does not count; of `boxes` it had
    all, though it sends none that is empty."""
    newest = select(AuditEntry.actor).where(
        AuditEntry.subject == subject, AuditEntry.verb.in_(verbs)
    )
    shown = {name: label for name, label in labels.items() if name in typed or name in boxes}
    who = session.scalar(newest.order_by(AuditEntry.id.desc()).limit(1))
    return Meanwhile(who or "", tuple(_kept(shown, typed, kept, words)))


def _kept(
    labels: Mapping[str, str], typed: Form, kept: Form, words: Mapping[str, Mapping[str, str]]
) -> Iterator[Kept]:
    for name, label in labels.items():
        values = _values(kept, name)
        if values != _values(typed, name):
            known = words.get(name, {})
            said = ", ".join(known.get(value, _said(value)) for value in values)
            yield Kept(name, label, said or known.get("", _NOTHING))


def _values(form: Form, name: str) -> list[str]:
    tidy = ("\n".join(value.strip().splitlines()) for value in form.getlist(name))
    return [value for value in tidy if value]


def _said(value: str) -> str:
    day = day_in(value)
    return short_date(day) if day else value
