"""Causes, kinds and deeds in; what people read about them out."""

from collections.abc import Mapping
from typing import Final

from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.model import Deed
from mitdomov.delivery.bounces.notices import Kind

CAUSES: Final[Mapping[Cause, str]] = {
    Cause.NO_MAILBOX: "schránka neexistuje",
    Cause.NO_DOMAIN: "doména neexistuje nebo nepřijímá poštu",
    Cause.CLOSED: "schránka je zrušená nebo vypnutá",
    Cause.FULL: "schránka je plná",
    Cause.TEMPORARY: "dočasná potíž serveru",
    Cause.POLICY: "server odmítl dopis nebo odesílatele (pravidla, spam)",
    Cause.LETTER: "velikost nebo podoba dopisu",
    Cause.OTHER: "server neřekl přesně proč",
    Cause.COMPLAINT: "čtenář označil dopis za spam",
}
KINDS: Final[Mapping[Kind, str]] = {
    Kind.FAILED: "vráceno",
    Kind.DELAYED: "zdrženo",
    Kind.COMPLAINT: "stížnost",
}
DEEDS: Final[Mapping[Deed, str]] = {
    Deed.SUPPRESSED: "zakázáno zasílat",
    Deed.COUNTED: "jen započítáno",
    Deed.TOLD: "k řešení vydavateli",
    Deed.KNOWN: "zákaz platil už dřív",
    Deed.NOBODY: "údaje už byly vymazané",
}
