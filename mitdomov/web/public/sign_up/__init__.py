"""The sign-up: the form, its defences, and the links of the confirming letter."""

from typing import Final

from flask import Blueprint
from sqlalchemy.orm import Session

from mitdomov.web.public.sign_up import embedding, form, letter_links
from mitdomov.web.publication import shown_lists

ITS_TOKEN_IS_THE_PROOF: Final = (
    form.sign_up_now,
    letter_links.confirm_now,
    letter_links.refuse_now,
)
"""Views that take a POST without a cookie, so without the session's CSRF token: a signed token of
the form or of the letter stands in its place."""


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    form.register(blueprint)
    letter_links.register(blueprint)
    embedding.register(blueprint)


def on_home(session: Session) -> dict[str, object]:
    """Whether there is anything to sign up for."""
    return {"sign_up_lists": shown_lists(session)}
