"""The publication in; the words beside the button out, which are kept as the proof of consent."""

from mitdomov.magazine.model import Publication


def consent_wording(publication: Publication) -> str:
    """Says who will write, about what, how it is confirmed and how taken back (GDPR art. 7)."""
    return (
        f"Souhlasím, aby mi vydavatel ({publication.publisher}) posílal na tuto adresu vybrané "
        "dopisy. Souhlas ještě potvrdím tlačítkem, ke kterému vede dopis, a kdykoli jej mohu "
        "odvolat odkazem v každém dalším dopise."
    )
