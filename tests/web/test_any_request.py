"""Whatever a browser sends to whatever address, the program answers and does not break."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Role
from mitdomov.places import ROOT
from tests.hostile_pictures import jpeg, png
from tests.web.filled import ISSUE, fields_of, filled
from tests.web.served import Site, copied, site_in

_ARGUMENT: Final = re.compile(r"<(?:(any\([^>]*\)|\w+):)?(\w+)>")
_ASKED_FOR: Final = re.compile(r'(?:args|form|files)(?:\.get|\.getlist)?[\[(]"([\w-]+)"')
_LOOKED_UP: Final = re.compile(r'(?:typed|_text|_typed|value|data\.get)\(?\[?"([\w-]+)"')

_WORDS: Final = (
    *("", "0", "1", "-1", "2", "\0", "..", "../..", "%", "'", '"', "\\", "\r\nX: y", "<b>"),
    *("{{7*7}}", "9" * 5000, "true", "ano", "x", ISSUE, "1/2030", "prvni-klice", "magazin"),
    *("2026-13-45", "2026-10-25", "02:30", "a@b.example", "😀", "\ud7ff", "1e400", "nan", "½"),
    *("first.svg", "tema", "{}", "[]", "null", '{"tema": [1]}', "²", "١", "0" * 400),
)
nasty = st.one_of(
    st.text(max_size=30), st.integers(-(10**30), 10**30).map(str), st.sampled_from(_WORDS)
)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | nasty,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "content", "attrs", "marks", "text", "level", "id", "href"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
documents = st.one_of(
    jsons, st.fixed_dictionaries({"type": st.just("doc"), "content": st.lists(jsons, max_size=3)})
)


@dataclass
class Target:
    site: Site
    rules: list[Rule]
    names: list[str]
    client: FlaskClient

    def let_in(self) -> None:
        """Some requests end the session or switch the account off, as they should."""
        number = self.site.person(*Role)
        with self.site.store.writing() as session:
            session.get_one(Account, number).is_active = True
        self.client = self.site.client_as(*Role)


@pytest.fixture(scope="module")
def target(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    for site in site_in(copied(published, tmp_path_factory.mktemp("fuzz") / "data")):
        paths = list(filled(site).values())
        site.app.config["WTF_CSRF_ENABLED"] = False
        rules = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint != "static"]
        names = sorted(fields_of(site.client, paths) | names_in_sources())
        assert len(names) > 100
        yield Target(site, sorted(rules, key=lambda rule: rule.rule), names, site.client)


def names_in_sources() -> set[str]:
    """What views ask a request for, also where no page has a field of that name."""
    sources = (path.read_text("utf-8") for path in (ROOT / "mitdomov" / "web").rglob("*.py"))
    return {
        name for text in sources for each in (_ASKED_FOR, _LOOKED_UP) for name in each.findall(text)
    }


def address(rule: Rule, data: st.DataObject) -> str:
    def value(found: re.Match[str]) -> str:
        kind, name = found[1] or "", found[2]
        if kind.startswith("any("):
            words = [word.strip(" '") for word in kind[4:-1].split(",")]
            return str(data.draw(st.sampled_from(words)))
        if kind in {"row", "int"}:
            return str(data.draw(st.integers(0, 4) | st.just(2**31 - 1)))
        usual = ISSUE if name == "slug" else "1"
        return quote(data.draw(st.just(usual) | nasty), safe="")

    return _ARGUMENT.sub(value, rule.rule)


def body(target: Target, data: st.DataObject) -> dict[str, Any]:
    pairs = st.lists(st.tuples(st.sampled_from(target.names), nasty), max_size=8)
    kind = data.draw(st.sampled_from(["form", "form", "files", "json", "raw"]))
    if kind == "form":
        return {"data": fields(data.draw(pairs))}
    if kind == "files":
        return {"data": fields(data.draw(pairs)) | {data.draw(_files): data.draw(_uploads)}}
    if kind == "raw":
        return {"data": data.draw(st.binary(max_size=60)), "content_type": data.draw(_kinds)}
    value = data.draw(
        jsons
        | st.fixed_dictionaries(
            {"version": jsons, "title": nasty | jsons, "perex": nasty, "body": documents}
        )
    )
    return {"data": json.dumps(value), "content_type": "application/json"}


_files = st.sampled_from(["picture", "soubor", "soubory", "doklad", "emblem"])
_contents = st.binary(max_size=200) | st.sampled_from(
    [png(), jpeg(), b"email;jmeno\na@b.example;Jan\n", b"%PDF-1.4", b"PK\x03\x04", b"<svg/>", b""]
)
_uploads = st.lists(
    st.tuples(_contents.map(BytesIO), st.text('ab./\\\0\r\n"č😀', min_size=1, max_size=20)),
    max_size=2,
)
_kinds = st.sampled_from(
    ["application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain"]
)


def fields(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, word in pairs:
        found.setdefault(name, []).append(word)
    return found


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_no_request_breaks_the_program(target: Target, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(target.rules), label="rule")
    method = data.draw(st.sampled_from(sorted((rule.methods or set()) & {"GET", "POST"})))
    query = data.draw(st.lists(st.tuples(st.sampled_from(target.names), nasty), max_size=4))
    path = address(rule, data)
    asked = urlencode([(name, word.encode("utf-8", "replace")) for name, word in query])
    sent = body(target, data) if method == "POST" else {}
    accept = data.draw(st.sampled_from(["text/html", "application/json", "*/*"]))
    headers = {"Accept": accept} | ({"HX-Request": "true"} if data.draw(st.booleans()) else {})
    answer = target.client.open(f"{path}?{asked}", method=method, headers=headers, **sent)
    assert answer.status_code < 500, (method, path, asked, sent, answer.status_code)
    if answer.status_code in {302, 401}:
        target.let_in()


@pytest.mark.parametrize("base", ["", "..", "/etc/passwd", "a" * 64, "a picture", "9" * 5000])
def test_a_form_that_names_another_file_is_a_conflict(site: Site, base: str) -> None:
    """Forms say by its name which text they began from."""
    if base == "a picture":
        base = site.store.blobs.put(b"GIF89a")
    data = {"csrf_token": site.csrf_token(), "zaklad": base}
    for path in ("potvrdit", "pomoc"):
        answer = site.client.post(f"/redakce/publikace/{path}", data=data)
        assert answer.status_code in {409, 422}, answer.status_code
