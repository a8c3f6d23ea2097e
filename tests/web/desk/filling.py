"""Fills and sends the forms of a page as a browser would, csrf token included."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
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


def form_of(page: str, form_id: str) -> dict[str, list[str]]:
    """What a browser would send of this form if nobody touched it, by the names of its fields."""
    reader = _FormReader(form_id)
    reader.feed(page)
    return reader.found


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.is_inside = form_id, False
        self.found: dict[str, list[str]] = {}
        self.area = self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = given.get("id") == self.form_id
        elif self.is_inside and tag == "textarea":
            self.area = given["name"]
            self.found.setdefault(self.area, []).append("")
        elif self.is_inside and tag == "select":
            self.choice = given["name"]
        elif (
            tag == "option"
            and self.choice
            and ("selected" in given or self.choice not in self.found)
        ):
            self.found[self.choice] = [given.get("value", "")]
        elif self.is_inside and tag == "input" and _is_sent(given):
            self.found.setdefault(given["name"], []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag in {"textarea", "select"}:
            self.area = self.choice = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][-1] += data


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in {"checkbox", "radio"} or "checked" in given
