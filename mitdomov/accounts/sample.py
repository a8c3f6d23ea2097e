"""The invented people of the demo, one for each role; outside the demo they cannot sign in."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.people import account_by_email, create_account
from mitdomov.accounts.roles import Role

SAMPLE_PEOPLE: Final = {
    "redaktorka@mitdomov.example": ("Jana Ukázková", Role.EDITOR),
    "vydavatel@mitdomov.example": ("Petr Vzorný", Role.PUBLISHER),
    "prekladatel@mitdomov.example": ("Tomáš Příkladný", Role.TRANSLATOR),
    "autorka@mitdomov.example": ("Alena Smyšlená", Role.AUTHOR),
    "spravce@mitdomov.example": ("Karel Zkušební", Role.ADMINISTRATOR),
}
DOING: Final = {
    "redaktorka@mitdomov.example": "redaktorka: píše a sestavuje čísla",
    "vydavatel@mitdomov.example": "vydavatel: schvaluje, vydává a rozesílá",
    "prekladatel@mitdomov.example": "překladatel: překládá zahraniční články",
    "autorka@mitdomov.example": "autorka: píše své články",
    "spravce@mitdomov.example": "správce: účty, odběratelé, nastavení",
}
"""What the sign-in page of the demo says of each."""


def create_sample_people(session: Session, at: datetime) -> None:
    """Those that are missing."""
    for email, (name, role) in SAMPLE_PEOPLE.items():
        if account_by_email(session, email) is None:
            create_account(
                session, name=name, email=email, roles=[role], by=PROGRAM, at=at, is_sample=True
            )
