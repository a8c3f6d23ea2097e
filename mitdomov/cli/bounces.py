"""`mitdomov bounces`: reads letters that came back, lists them, takes their consequence back."""

import sys
from collections import Counter
from typing import IO, Final, NoReturn

import click
from sqlalchemy.exc import DatabaseError, OperationalError

from mitdomov.accounts.audit import TERMINAL
from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.kinds import DISPATCH_ID, RETURNED_ID
from mitdomov.cli.output import print_json, refuse
from mitdomov.clock import now
from mitdomov.czech_words import counted, short_date
from mitdomov.delivery.bounces.deciding import Decided
from mitdomov.delivery.bounces.deciding import take_back as undo
from mitdomov.delivery.bounces.listing import Returned, Which, one_returned, returned_letters
from mitdomov.delivery.bounces.parts import MESSAGE_BYTES
from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.taken import Fate
from mitdomov.delivery.bounces.words import CAUSES, DEEDS, KINDS
from mitdomov.running.troubles import sentence_of

_TRY_LATER: Final = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the message and tries again."""
_FILE: Final = click.Path(exists=True, dir_okay=False, allow_dash=True)
_FATES: Final = {
    Fate.RECORDED: "zapsáno",
    Fate.REPEATED: "zapsáno už dřív",
    Fate.IGNORED: "automatická odpověď nebo potvrzení, nic k zapsání",
    Fate.STRANGE: "bez pravé značky zásilky, nezapsáno",
    Fate.UNCLEAR: "s pravou značkou, ale nesrozumitelné: přečtěte sami",
    Fate.LATE: "značka už neplatí, nezapsáno",
}


@click.group()
def bounces() -> None:
    """Vrácené dopisy: přečíst, vypsat, vzít zákaz zpět."""


@bounces.command("read", short_help="Přečte vrácené dopisy ze souborů.")
@click.argument("files", metavar="SOUBOR…", nargs=-1, required=True, type=_FILE)
@click.option(
    "--recipient",
    default="",
    metavar="ADRESA",
    help="Komu dopis přišel podle obálky, např. ${original_recipient} v Postfixu.",
)
def read(files: tuple[str, ...], recipient: str) -> None:
    """Přečte vrácené dopisy ze souborů; pomlčka znamená standardní vstup.

    Hodí se do aliasu poštovního serveru. Skončí nulou, ať dopis říká cokoli, aby se nevracel
    dál; když databáze nebo nastavení selže, skončí kódem 75 a server to zkusí znovu.
    """
    instance = _instance()
    fates: Counter[Fate] = Counter()
    for name in files:
        with click.open_file(name, "rb") as file:
            fates[_take(instance, file.read(MESSAGE_BYTES), recipient)] += 1
            _drain(file)
    for fate, count in fates.items():
        click.echo(f"{counted(count, 'dopis', 'dopisy', 'dopisů')}: {_FATES[fate]}.")


def _instance() -> Instance:
    """Whatever is wrong with the instance will be mended; no notice is to be lost until then."""
    try:
        return open_instance()
    except DatabaseError as error:
        _wait(sentence_of(error))
    except SystemExit:
        sys.exit(_TRY_LATER)


def _wait(sentence: str | None) -> NoReturn:
    click.echo(f"Chyba: {sentence or 'Databáze neodpovídá.'}", err=True)
    sys.exit(_TRY_LATER)


def _take(instance: Instance, data: bytes, recipient: str) -> Fate:
    try:
        return take_in(instance.store, instance.settings, data, now(), recipient=recipient).fate
    except OperationalError:
        _wait("Do databáze teď nejde zapsat; zkuste to znovu.")
    except DatabaseError as error:
        _wait(sentence_of(error))


def _drain(file: IO[bytes]) -> None:
    """To its end: a mail server whose pipe breaks takes that for a failure."""
    while file.read(MESSAGE_BYTES):
        pass


@bounces.command("list")
@click.option("--dispatch", "dispatch_id", metavar="ID", type=DISPATCH_ID, help="Jen z rozesílky.")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(dispatch_id: int | None, as_json: bool) -> None:  # noqa: FBT001
    """Vypíše vrácené dopisy, nejnovější první."""
    with open_instance().store.reading() as session:
        found = returned_letters(session, Which(dispatch_id=dispatch_id))
    if as_json:
        print_json([_as_row(each) for each in found])
        return
    for each in found:
        click.echo(_line(each))
    if not found:
        click.echo("Žádný vrácený dopis.", err=True)


@bounces.command("take-back", short_help="Zruší zákaz, který z vráceného dopisu plyne.")
@click.argument("number", metavar="ID", type=RETURNED_ID)
def take_back(number: int) -> None:
    """Zruší zákaz, který z vráceného dopisu plyne; příští rozesílka to zkusí znovu."""
    with open_instance().store.writing() as session:
        found = one_returned(session, number)
        if found is None:
            refuse(f"Vrácený dopis {number} tu není; čísla vypíše mitdomov bounces list.")
        if undo(session, found, TERMINAL, now()) is not Decided.DONE:
            refuse(f"Z vráceného dopisu {number} teď žádný zákaz neplyne.")
    click.echo("Zákaz je zrušený, příští rozesílka na adresu zase pošle.")


def _as_row(found: Returned) -> dict[str, str | int | bool | None]:
    letter = found.letter
    return {
        "id": letter.id,
        "dispatch": found.delivery.dispatch_id,
        "delivery": letter.delivery_id,
        "address": found.delivery.address,
        "kind": letter.kind.value,
        "cause": letter.cause.value,
        "status": letter.status,
        "words": letter.words,
        "deed": letter.deed.value,
        "received_at": letter.received_at.isoformat(),
        "taken_back": letter.taken_back_at is not None,
    }


def _line(found: Returned) -> str:
    letter = found.letter
    deed = "vzato zpět" if letter.taken_back_at else DEEDS[letter.deed]
    return (
        f"{letter.id}  {short_date(letter.received_at)}  rozesílka {found.delivery.dispatch_id}  "
        f"{found.delivery.address or 'vymazaný odběratel'}  {KINDS[letter.kind]}: "
        f"{CAUSES[letter.cause]}{f' ({letter.status})' if letter.status else ''}; {deed}"
    )
