"""News for the tests of the web: written and published as an editor would, by the forms."""

import re
from typing import Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.served import Site

TEXT: Final = {
    "title": "Tři nová kontaktní místa",
    "perex": "Otevírají v jednom týdnu.",
    "body": "Přepážka, u které se nerozlišuje příslušnost.\n\n## Kde\n\n- Lipová\n- Sušany",
    "region": "projekt",
    "author": "Redakce",
    "source_name": "",
    "source_url": "",
    "picture": "",
    "picture_alt": "",
    "picture_credit": "",
    "as_of": "",
}
PUBLISH: Final = {"act": "publish"}
"""What the button sends that shows the text to readers."""


def post(site: Site, path: str, *browsers: FlaskClient, **data: object) -> TestResponse:
    """Of the one browser given, or of the person who holds every role."""
    (browser,) = browsers or (site.client,)
    token = site.csrf_token(browser)
    return browser.post(path, data={"csrf_token": token, **data})


def draft(site: Site, **changes: str) -> int:
    answer = post(site, "/redakce/novinky/nova", **(TEXT | changes))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return int(answer.location.rsplit("/", 1)[1])


def version_of(site: Site, number: int) -> str:
    page = site.page(f"/redakce/novinky/{number}")
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def published(site: Site, **changes: str) -> int:
    number = draft(site, **changes)
    values = TEXT | changes | {"version": version_of(site, number), "act": "publish"}
    answer = post(site, f"/redakce/novinky/{number}", **values)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return number
