"""The publication in; the words beside the button out, which are kept as the proof of consent.

Each consent keeps with them its list's title and description, as they stood at the checkbox.
"""

from mitdomov.magazine.model import Publication
from mitdomov.subscribers.subscribing import version_of
from mitdomov.web.lists import as_shown


def consent_wording(publication: Publication) -> str:
    """Says who will write, about what, how it is confirmed and how taken back (GDPR art. 7)."""
    return (
        f"Souhlasím, aby mi vydavatel ({publication.publisher}) posílal na tuto adresu vybrané "
        "dopisy. Souhlas ještě potvrdím tlačítkem, ke kterému vede dopis, a kdykoli jej mohu "
        "odvolat odkazem v každém dalším dopise."
    )


def form_version(publication: Publication) -> str:
    """Changes with any word that a reader agrees to by this form."""
    lists = (as_shown(each.title, each.description) for each in publication.lists)
    return version_of("\n".join((*lists, consent_wording(publication))))
