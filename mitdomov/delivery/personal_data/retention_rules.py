"""How long personal data are kept: one entry for each rule, for the program and for its statement.

The page of personal data and the desk's page are made from these entries, so that what they say
is what is done.
"""

from datetime import timedelta
from typing import Final

from mitdomov.accounts.forgetting import forget_account_links, forget_attempts, forget_sessions
from mitdomov.bulletin.implementers.editing import forget_changes
from mitdomov.delivery.bounces.forgetting import forget_words
from mitdomov.delivery.outbox.queue import forget_settled
from mitdomov.delivery.personal_data.forgetting import (
    ENDED_READERS_KEPT_FOR,
    forget_ended_readers,
    forget_invited_readers,
    forget_pending_readers,
)
from mitdomov.delivery.transports.mailbox import forget_kept_letters
from mitdomov.subscribers.address_change import REMEMBERED_FOR, forget_unconfirmed_changes
from mitdomov.subscribers.erasing import CLAIMS_END_AFTER, forget_proofs
from mitdomov.subscribers.own_page import forget_links
from mitdomov.subscribers.retention import Rule
from mitdomov.subscribers.sign_up.forgetting import (
    forget_counts,
    forget_network_addresses,
    forget_unconfirmed,
)
from mitdomov.subscribers.table_drafts import KEPT_FOR as TABLES_KEPT_FOR
from mitdomov.subscribers.table_drafts import forget_tables

READERS: Final = (
    Rule(
        "invited-readers",
        "Odběratelé bez doloženého souhlasu, kteří jej na výzvu redakce nepotvrdili",
        timedelta(days=7),
        "7 dní od výzvy",
        forget_invited_readers,
    ),
    Rule(
        "pending-readers",
        "Odběratelé bez doloženého souhlasu, které redakce o potvrzení nepožádala",
        timedelta(days=30),
        "30 dní od zapsání",
        forget_pending_readers,
    ),
    Rule(
        "ended-readers",
        "Adresa, jméno, odběry a spis souhlasu toho, kdo už nic neodebírá; zůstane po něm jen "
        "doklad o výmazu",
        ENDED_READERS_KEPT_FOR,
        "3 roky od konce posledního odběru",
        forget_ended_readers,
    ),
    Rule(
        "unconfirmed-sign-ups",
        "Přihlášky, které nikdo nepotvrdil: adresa, vybrané seznamy a znění souhlasu",
        timedelta(days=7),
        "7 dní",
        forget_unconfirmed,
    ),
    Rule(
        "network-addresses",
        "Síťové adresy (IP), ze kterých přišly přihlášky; brání zneužití formuláře",
        timedelta(days=30),
        "30 dní",
        forget_network_addresses,
    ),
    Rule(
        "sign-up-counts",
        "Počty přihlášek podle otisku sítě, ze které přišly; brání zneužití formuláře",
        timedelta(days=1),
        "1 den",
        forget_counts,
    ),
    Rule(
        "unconfirmed-address-changes",
        "Žádosti o změnu adresy, které nikdo nepotvrdil",
        REMEMBERED_FOR,
        "30 dní",
        forget_unconfirmed_changes,
    ),
    Rule(
        "reader-links",
        "Záznamy o odkazech, které otevírají odběrateli jeho údaje; odkaz sám platí hodinu",
        timedelta(days=2),
        "2 dny",
        forget_links,
    ),
    Rule(
        "single-letters",
        "Záznamy o jednotlivých dopisech (potvrzení, odkazy): adresa, předmět a výsledek; text se "
        "maže hned po odeslání",
        timedelta(days=30),
        "30 dní od odeslání",
        forget_settled,
    ),
    Rule(
        "returned-words",
        "Slova poštovních serverů v oznámeních o nedoručení; že se dopis vrátil a proč, zůstane u "
        "zásilky",
        timedelta(days=30),
        "30 dní od vrácení",
        forget_words,
    ),
    Rule(
        "reader-tables",
        "Nahrané tabulky odběratelů, které redakce ještě nenačetla",
        TABLES_KEPT_FOR,
        "1 den",
        forget_tables,
    ),
    Rule(
        "mailbox-letters",
        "Kopie dopisů ve vestavěné schránce, kterou má jen ukázka a zkušební provoz",
        timedelta(days=90),
        "90 dní",
        forget_kept_letters,
    ),
    Rule(
        "erasure-proofs",
        "Doklad o vymazaném odběrateli: nečitelný otisk adresy a přehled souhlasů beze jména",
        CLAIMS_END_AFTER,
        "4 roky od výmazu",
        forget_proofs,
    ),
)
"""What concerns readers, in the order of applying: those invited before their sign-ups."""

EDITORS: Final = (
    Rule(
        "sign-in-attempts",
        "Otisky adres a sítí, ze kterých se někdo přihlašoval do redakce; brání hádání hesel",
        timedelta(days=1),
        "1 den",
        forget_attempts,
    ),
    Rule(
        "signed-in-sessions",
        "Ukončená přihlášení do redakce: prohlížeč a čas",
        timedelta(days=30),
        "30 dní",
        forget_sessions,
    ),
    Rule(
        "account-links",
        "Propadlé a použité odkazy k účtům redakce",
        timedelta(days=30),
        "30 dní",
        forget_account_links,
    ),
)
"""What concerns people who sign in."""

IMPLEMENTERS: Final = (
    Rule(
        "implementer-changes",
        "Dřívější znění záznamů v přehledu realizátorů, i odebraných: e-mail, telefon a kdo je "
        "změnil; úpravu podle nich jde vrátit",
        timedelta(days=365),
        "1 rok od úpravy",
        forget_changes,
    ),
)
"""What concerns those whom the directory lists."""

RULES: Final = READERS + EDITORS + IMPLEMENTERS
