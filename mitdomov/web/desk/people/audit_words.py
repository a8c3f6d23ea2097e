"""The audit log in readable Czech: stable names of verbs and subjects in, words and links out."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import current_app, url_for

KINDS: Final = {
    "article": "články",
    "issue": "čísla",
    "media": "média",
    "past-issue": "starší čísla",
    "past-upload": "nahraná PDF",
    "dispatch": "rozesílky",
    "news": "novinky",
    "event": "akce",
    "material": "materiály",
    "webinar": "webináře",
    "implementers": "realizátoři",
    "digest": "dopisy novinek",
    "reader": "odběratelé",
    "list": "seznamy",
    "suppression": "zákazy",
    "publication": "publikace",
    "account": "účty",
}
VERBS: Final = {
    "account-activated": "zapnutí účtu",
    "account-created": "založení účtu",
    "account-deactivated": "vypnutí účtu",
    "account-invited": "pozvánka",
    "account-opened": "otevření účtu",
    "account-renamed": "změna jména",
    "address-asked": "žádost o novou adresu účtu",
    "address-changed": "nová adresa účtu",
    "address-suppressed": "zákaz zasílání",
    "approval-withdrawn": "odvolání schválení",
    "article-created": "založení článku",
    "article-details-saved": "údaje článku",
    "article-excluded": "článek z čísla",
    "article-included": "článek do čísla",
    "article-restored": "obnova starší verze",
    "article-saved": "uložení článku",
    "article-taken-back": "článek z koše",
    "article-thrown-away": "článek do koše",
    "blobs-removed": "úklid uložených souborů",
    "code-refused": "chybný kód",
    "comment-reopened": "vrácení připomínky",
    "comment-resolved": "vyřízení připomínky",
    "contributors-changed": "autoři čísla",
    "correction-added": "oprava po vydání",
    "correction-dropped": "stažení opravy",
    "deliveries-exported": "export zásilek",
    "digest-saved": "dopis novinek",
    "dispatch-cancelled": "zrušení rozesílky",
    "dispatch-form-changed": "nová podoba rozesílky",
    "dispatch-ordered": "rozeslání",
    "dispatch-paused": "pozastavení rozesílky",
    "dispatch-rescheduled": "přeplánování rozesílky",
    "dispatch-resumed": "pokračování rozesílky",
    "dispatch-scheduled": "naplánování rozesílky",
    "dossier-exported": "výpis spisu souhlasu",
    "event-cancelled": "zrušení akce",
    "evidence-added": "doklad k originálu",
    "evidence-dropped": "odebrání dokladu",
    "help-box-confirmed": "potvrzení pomoci",
    "help-renewal-ordered": "pokyn k obnově kontaktů",
    "help-renewed": "obnova kontaktů čísla",
    "implementer-added": "přidání realizátora",
    "implementer-hidden": "skrytí realizátora",
    "implementer-removed": "odebrání realizátora",
    "implementer-returned": "vrácení úpravy realizátora",
    "implementer-saved": "úprava realizátora",
    "implementer-unhidden": "ukázání realizátora",
    "implementers-returned": "návrat seznamu realizátorů",
    "implementers-shown": "nový seznam realizátorů",
    "issue-approved": "schválení čísla",
    "issue-arranged": "pořadí čísla",
    "issue-created": "založení čísla",
    "issue-published": "vydání čísla",
    "issue-sections-changed": "rubriky čísla",
    "issue-title-changed": "titul čísla",
    "key-added": "přidání klíče",
    "key-removed": "odebrání klíče",
    "letter-refusal-lifted": "povolení potvrzovacích dopisů",
    "links-checked": "kontrola odkazů",
    "listing-created": "založení",
    "listing-deleted": "smazání konceptu",
    "listing-published": "zveřejnění",
    "listing-saved": "uložení",
    "listing-withdrawn": "stažení z webu",
    "material-file-added": "nahrání souboru",
    "material-file-returned": "vrácení souboru",
    "material-file-withdrawn": "stažení souboru",
    "news-changed": "změna zveřejněné novinky",
    "news-created": "založení novinky",
    "news-deleted": "smazání konceptu novinky",
    "news-imported": "načtení novinky",
    "news-published": "zveřejnění novinky",
    "news-restored": "vrácení staršího znění novinky",
    "news-returned": "vrácení novinky čtenářům",
    "news-saved": "uložení novinky",
    "news-withdrawn": "stažení novinky",
    "paper-codes-renewed": "nové záložní kódy",
    "password-changed": "nové heslo",
    "past-issue-deleted": "smazání staršího čísla",
    "past-issue-edited": "údaje staršího čísla",
    "past-issue-hidden": "skrytí staršího čísla",
    "past-issue-imported": "načtení staršího čísla",
    "past-issue-replaced": "výměna PDF staršího čísla",
    "past-issue-shown": "starší číslo v archivu",
    "past-pdf-removed": "odebrání nahraného PDF",
    "past-pdf-uploaded": "nahrání PDF staršího čísla",
    "picture-added": "nahrání obrázku",
    "picture-brought-back": "dřívější podoba obrázku",
    "picture-cropped": "výřez obrázku",
    "picture-deleted": "smazání obrázku",
    "picture-described": "popis obrázku",
    "picture-replaced": "výměna obrázku",
    "picture-taken-back": "obrázek z koše",
    "preview-pdf-ordered": "nátisk PDF",
    "proof-approved": "souhlas autora",
    "proof-changes-wanted": "autor chce změny",
    "proof-commented": "připomínka autora",
    "proof-invited": "pozvání ke korektuře",
    "proof-renewed": "nový odkaz ke korektuře",
    "proof-revoked": "zrušení odkazu ke korektuře",
    "proof-shown-again": "nové znění ke korektuře",
    "publication-changed": "změna publikace",
    "publication-founded": "založení publikace",
    "publishing-ordered": "pokyn k vydání",
    "reader-added": "přidání odběratele",
    "reader-asked": "výzva k potvrzení odběru",
    "reader-corrected": "oprava odběratele",
    "reader-erased": "výmaz odběratele",
    "reader-exported": "výpis údajů odběratele",
    "reader-subscribed": "přihlášení odběratele",
    "reader-unsubscribed": "odhlášení odběratele",
    "readers-asked": "výzvy k potvrzení odběru",
    "readers-exported": "export odběratelů",
    "readers-imported": "import odběratelů",
    "recovery-asked": "žádost o nové heslo",
    "roles-changed": "změna rolí",
    "second-factor-added": "zapnutí druhého ověření",
    "second-factor-removed": "zrušení druhého ověření",
    "session-ended": "konec přihlášení",
    "sessions-ended": "konec přihlášení všude",
    "signed-in": "přihlášení",
    "signed-out": "odhlášení",
    "suppression-lifted": "zrušení zákazu",
    "trial-group-deleted": "smazání zkušební skupiny",
    "trial-group-saved": "zkušební skupina",
    "trial-sent": "zkušební dopis",
    "word-imported": "import z Wordu",
    "work-ordered-again": "opakování práce",
}
_SINGULAR: Final = {
    "article": ("článek", "article", "article_id"),
    "issue": ("číslo", "issue", "slug"),
    "media": ("obrázek", "media_item", "media_id"),
    "past-issue": ("starší číslo", "past_issue", "past_id"),
    "past-upload": ("nahrané PDF", "past_intake", ""),
    "dispatch": ("rozesílka", "dispatch", "number"),
    "news": ("novinka", "news_item", "number"),
    "event": ("akce", "event", "number"),
    "material": ("materiál", "material", "number"),
    "webinar": ("webinář", "webinar", "number"),
    "implementers": ("realizátoři", "implementers", ""),
    "digest": ("dopis novinek", "digest_lists", "number"),
    "reader": ("odběratel", "reader", "number"),
    "list": ("seznam", "", ""),
    "account": ("účet", "person", "account_id"),
    "trial-group": ("zkušební skupina", "", ""),
    "publication": ("publikace", "publication", ""),
    "suppression": ("zákazy", "suppressions", ""),
}


class Subject(NamedTuple):
    words: str
    url: str
    """Empty when it has no page."""


def verb_words(verb: str) -> str:
    """A verb that has no words yet stands for itself."""
    return VERBS.get(verb, verb)


def subject(text: str, people: Mapping[str, str]) -> Subject:
    """`article:17` becomes `článek 17` and the address of its page; `people` are names by id."""
    kind, _, which = text.partition(":")
    if kind not in _SINGULAR:
        return Subject(text, "")
    words, endpoint, argument = _SINGULAR[kind]
    name = people.get(which, which) if kind == "account" else which
    return Subject(f"{words} {name}".strip(), _url(f"desk.{endpoint}", argument, which))


def _url(endpoint: str, argument: str, which: str) -> str:
    rules = current_app.url_map._rules_by_endpoint.get(endpoint, [])  # noqa: SLF001
    needed = {argument} if argument else set()
    if not any(rule.arguments == needed for rule in rules):
        return ""
    if not argument:
        return url_for(endpoint)
    value: Any = int(which) if which.isdecimal() else which.replace("/", "-")
    if argument != "slug" and not isinstance(value, int):
        return ""
    return url_for(endpoint, **{argument: value})
