"""Whatever is asked, the answer is a page in Czech that tells nobody anything private."""

import logging
import string
from typing import Final
from urllib.parse import quote, urlencode

import pytest
from flask import Blueprint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mitdomov.accounts.roles import Role
from mitdomov.subscribers.model import Subscriber
from mitdomov.web.instance import store
from tests.web.pages_of_web import tree
from tests.web.served import READERS, Site

_ONE_SITE: Final = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_PATHS: Final = (
    "/",
    "/cislo/{}/",
    "/cislo/1-2030/{}",
    "/odhlaseni/{}",
    "/odber/{}",
    "/static/{}",
    "/redakce/{}",
    "/redakce/cislo/{}/rozeslat",
    "/redakce/cislo/{}/dopis.html",
    "/redakce/rozesilky/{}",
    "/redakce/cislo/1-2030/rozeslat/potvrdit",
    "/redakce/cislo/1-2030/zkouska/{}",
    "/redakce/zkusebni-skupiny/{}",
    "/redakce/rozesilky/1/zasilky",
    "/redakce/schranka/",
    "/redakce/schranka/{}/html",
)
_nasty = st.one_of(
    st.text(max_size=40),
    st.integers(min_value=-(10**30), max_value=10**30).map(str),
    st.sampled_from(
        ["\0", "..", "../..", "%", "%_", "'", '"', "\\", "\r\nX: y", "<b>", "{{7*7}}", "9" * 5000]
    ),
)
_names = st.sampled_from(
    ["hledat", "strana", "stav", "seznam", "znovu", "ulozeno", "list", "key", "csrf_token"]
)


@_ONE_SITE
@given(st.sampled_from(_PATHS), _nasty, st.lists(st.tuples(_names, _nasty), max_size=3))
def test_no_question_breaks_a_page(
    site: Site, path: str, word: str, questions: list[tuple[str, str]]
) -> None:
    query = urlencode([(name, value.encode("utf-8", "replace")) for name, value in questions])
    answer = site.client.get(f"{path.format(quote(word, safe=''))}?{query}")
    assert answer.status_code < 500


@_ONE_SITE
@given(_nasty, _nasty, st.sampled_from(["odhlaseni", "odber", "redakce"]))
def test_no_form_breaks_a_page(site: Site, chosen: str, key: str, kind: str) -> None:
    address = {
        "odhlaseni": f"/odhlaseni/{site.token()}",
        "odber": f"/odber/{site.token()}",
        "redakce": "/redakce/cislo/1-2030/rozeslat/potvrdit",
    }[kind]
    token = site.csrf_token() if kind == "redakce" else ""
    data = {"csrf_token": token, "list": chosen, "key": key, "kdy": "termin", "den": chosen}
    data |= {"cas": key, "pocet": chosen, "shown": "3", "snapshot": "1"}
    assert site.client.post(address, data=data).status_code < 500


@pytest.mark.parametrize("query", [b"hledat=%ff%fe", b"strana=%zz", b"&&&=", b"hledat=%ed%a0%80"])
def test_bytes_that_are_no_text_break_nothing(site: Site, query: bytes) -> None:
    environ = {"QUERY_STRING": query.decode("latin-1")}
    assert site.client.get("/redakce/schranka/", environ_overrides=environ).status_code == 200


def breaking(site: Site) -> Blueprint:
    """Pages that fail as a mistake of ours could: in the database, with a reader at hand."""
    blueprint = Blueprint("breaking", __name__)

    @blueprint.get("/odhlaseni/<token>/rozbite")
    def same_address_twice(token: str) -> str:
        with store().writing() as session:
            session.add(
                Subscriber(
                    address=READERS[0],
                    address_key=READERS[0],
                    address_hash="0" * 64,
                    name="Jana Tajná",
                    created_at=site.scene.clock(),
                )
            )
        return token

    @blueprint.get("/odhlaseni/<token>/bez-tabulky")
    def missing_table(token: str) -> str:
        with store().reading() as session:
            session.connection().exec_driver_sql("SELECT * FROM neni WHERE a = ?", (READERS[0],))
        return token

    return blueprint


@pytest.mark.parametrize("page", ["rozbite", "bez-tabulky"])
def test_a_failure_of_ours_is_told_and_logged_without_a_reader(
    site: Site, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    """The log says what broke and where, never for whom: no address, name or token."""
    token = site.token()
    site.app.register_blueprint(breaking(site))
    with caplog.at_level(logging.DEBUG):
        answer = site.client.get(f"/odhlaseni/{token}/{page}")
    shown = answer.get_data(as_text=True)
    assert answer.status_code in {500, 503}
    logged = caplog.text
    assert "subscriber" in logged or "neni" in logged
    for secret in (READERS[0], token, "Jana Tajná", site.scene.settings.secret_key):
        assert secret not in shown
        assert secret not in logged
    for word in ("Traceback", "sqlite", "Error", "mitdomov/"):
        assert word not in shown


def test_error_pages_repeat_nothing_of_the_request(site: Site) -> None:
    marker = "zz" + string.ascii_lowercase
    own = (f"/odhlaseni/{marker}", f"/odber/{marker}", f"/odebirat/potvrdit/{marker}")
    for path in (*own, f"/?{marker}", f"/neni?{marker}", f"/redakce/{marker}?{marker}={marker}"):
        answer = site.client.get(path, headers={"X-Marker": marker})
        assert answer.status_code == (200 if path.startswith("/?") else 404)
        assert marker not in answer.get_data(as_text=True)


def test_ordinary_visits_leave_no_address_in_the_log(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    token = site.token()
    with caplog.at_level(logging.INFO):
        site.page(f"/odhlaseni/{token}")
        site.client.post(f"/odhlaseni/{token}")
        site.client.post("/odhlaseni/spatny-token")
        site.page("/redakce/schranka/?hledat=jana")
    assert token not in caplog.text
    assert READERS[0] not in caplog.text


def test_every_kind_of_error_is_a_whole_page(site: Site) -> None:
    answers = [
        site.client.get("/neni"),
        site.client.get("/odhlaseni-z-redakce"),
        site.client.post("/odhlaseni-z-redakce"),
        site.client_as(Role.AUTHOR).get("/redakce/rozesilky/"),
        site.client.post(f"/odber/{site.token()}", data={"list": "x" * 1_000_001}),
    ]
    assert [each.status_code for each in answers] == [404, 405, 400, 403, 413]
    for answer in answers:
        page = tree(answer.get_data(as_text=True))
        assert {"Úvodní stránka", "Domů"} & {each.text for each in page.iter("a")}
        assert len(list(page.iter("h1"))) == 1
