"""Signs up as a person does: opens the form, fills it in, sends it; and lets the sweep work."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.outbox.sign_ups import write_sign_up_letters
from mitdomov.subscribers.sign_up import form_tokens
from tests.web.served import Site

PATH: Final = "/odebirat/"


def token_on(page: str) -> str:
    found = re.search(r'name="klic" value="([^"]+)"', page)
    assert found, page
    return found[1]


def filled(
    address: str, token: str = "", lists: Sequence[str] = ("magazin",), **more: str
) -> dict[str, Any]:
    return {"adresa": address, "seznam": list(lists), "klic": token, **more}


def aged_token(site: Site, seconds: float = 10, *, bits: int = 0) -> str:
    """Of a form that was handed out so long ago, with the wording that it shows now."""
    made = form_tokens.read_form_token(secret(site), token_on(opened(site)))
    assert made is not None
    return form_tokens.make_form_token(
        secret(site),
        datetime.fromtimestamp(now().timestamp() - seconds).astimezone(),
        form=made.form,
        version=made.version,
        bits=bits,
    )


def opened(site: Site) -> str:
    return site.anonymous.get(PATH).get_data(as_text=True)


def secret(site: Site) -> str:
    return site.scene.settings.secret_key


def send(
    site: Site,
    data: Mapping[str, Any],
    *,
    remote: str = "203.0.113.7",
    client: FlaskClient | None = None,
    headers: Mapping[str, str] | None = None,
) -> TestResponse:
    return (client or site.anonymous).post(
        PATH, data=data, headers=headers, environ_base={"REMOTE_ADDR": remote}
    )


def sign_up(site: Site, address: str, *lists: str, remote: str = "203.0.113.7") -> TestResponse:
    """A person who takes ten seconds."""
    answer = send(site, filled(address, aged_token(site), lists or ("magazin",)), remote=remote)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer


def letters(site: Site, at: datetime | None = None) -> list[SingleLetterRecord]:
    """What the sweep puts in the outbox now."""
    ids = write_sign_up_letters(site.store, site.scene.settings, at or now())
    with site.store.reading() as session:
        found = select(SingleLetterRecord).where(SingleLetterRecord.id.in_(ids))
        return list(session.scalars(found.order_by(SingleLetterRecord.id)))


def link(letter: SingleLetterRecord, which: str) -> str:
    """The path of a link of the letter: `potvrdit`, `neprihlasil` or `odber`."""
    found = re.search(rf"http://[^/\s]+(/(?:odebirat/)?{which}/\S+)", letter.text)
    assert found, letter.text
    return found[1]
