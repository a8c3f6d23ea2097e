"""Fills and sends the forms of a page as a browser would, csrf token included."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Visitor:
    """One browser at the desk."""

    client: FlaskClient

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return said(answer)

    def send(self, path: str, *, seen_on: Any = "", **fields: Any) -> TestResponse:
        """POSTs `fields`, with the token of the page on which the form stands."""
        page = self.see(seen_on or path)
        token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page)
        assert token, f"no form on {seen_on or path}"
        return self.client.post(path, data={"csrf_token": token[1], **fields})

    def follow(self, answer: TestResponse) -> str:
        assert answer.status_code == 303, (answer.status_code, said(answer)[:4000])
        return self.see(unescape(answer.location))


def said(answer: TestResponse) -> str:
    """The HTML, with plain spaces where Czech binds words together."""
    return answer.get_data(as_text=True).replace("\xa0", " ")
