"""What the site shows now in; what of it some readers cannot use, as sentences, out.

Only what the program itself can tell: whether a PDF is tagged and has text, whether a recording has
its transcript. What a person finds belongs into the publication's note on accessibility.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.materials.model import MaterialRecord
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.czech_words import counted
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.typography.czech import typeset


@dataclass(frozen=True, slots=True)
class Barrier:
    """A sentence on what it is, and one on what a reader can do about it."""

    what: str
    instead: str


def barriers(session: Session) -> tuple[Barrier, ...]:
    found = (
        *_of_past_issues(shown_past_issues(session)),
        *_of_webinars(rows.shown(session, WebinarRecord)),
        *_of_materials(rows.shown(session, MaterialRecord)),
    )
    return tuple(Barrier(typeset(each.what), typeset(each.instead)) for each in found)


def _of_past_issues(issues: Sequence[PastIssue]) -> Iterator[Barrier]:
    untagged = [each for each in issues if not each.is_tagged]
    mute = [each for each in issues if each.mute_pages]
    if untagged:
        issues_words = counted(len(untagged), "starší číslo", "starší čísla", "starších čísel")
        yield Barrier(
            f"{issues_words} máme jen jako PDF bez značek, takže čtečka obrazovky nepozná nadpisy "
            "ani pořadí textu.",
            "U každého je na webu i prostý text všech stran.",
        )
    if mute:
        count = sum(each.mute_pages for each in mute)
        yield Barrier(
            f"V PDF starších čísel jsou strany bez textu, jen jako obrázek (celkem {count}).",
            "Napište nám, která vás zajímá; pošleme vám její text.",
        )


def _of_webinars(webinars: Sequence[WebinarRecord]) -> Iterator[Barrier]:
    recorded = [each for each in webinars if each.recording_url]
    silent = [each for each in recorded if not each.transcript]
    if silent:
        yield Barrier(
            f"Některé záznamy webinářů zatím nemají přepis (celkem {len(silent)}).",
            "U každého píšeme proč; přepis vám na požádání pošleme.",
        )
    if recorded:
        yield Barrier(
            "Záznamy webinářů hrají cizí přehrávače, které ani s titulky neovlivníme.",
            "K záznamům proto uveřejňujeme přepisy.",
        )


def _of_materials(materials: Sequence[MaterialRecord]) -> Iterator[Barrier]:
    if materials:
        yield Barrier(
            "Materiály ke stažení vznikají i mimo redakci a některé soubory nemusí být přístupné.",
            "Napište nám, který materiál potřebujete; pošleme vám ho v podobě, kterou přečtete.",
        )
