"""What keeps strangers out of the desk, and a browser from doing more than a page needs."""

import re
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient

from mitdomov.accounts.roles import Role
from mitdomov.web.headers import PAGE_POLICY
from tests.web.pages_of_web import paths_of
from tests.web.served import PUBLIC_URL, Site, site_in

ITS_TOKEN_IS_THE_PROOF: Final = (
    "feedback.",
    *("public.sign_up_now ", "public.confirm_sign_up_now ", "public.refuse_sign_up_now "),
    *("proof.remark ", "proof.agree ", "proof.want_changes "),
)
"""Mail programs send no cookie (RFC 8058), outside authors have no account; nothing else may be
posted to without a CSRF token."""
SIGN_OUT: Final = "/odhlaseni-z-redakce"
EXAMPLES: Final = {"slug": "1-2030", "path": "style.css", "filename": "screens.css"}
"""What stands for a word in an address; a number is 1, any other word x."""


def addresses(site: Site, method: str) -> dict[str, str]:
    """An address of every route that takes `method`, by endpoint."""
    return {
        f"{rule.endpoint} {rule.rule}": example(rule.rule)
        for rule in site.app.url_map.iter_rules()
        if method in (rule.methods or ())
    }


def example(rule: str) -> str:
    address = re.sub(r"<any\('?([\w-]+)'?[^>]*>", r"\1", rule)
    address = re.sub(r"<(?:row|int):\w+>", "1", address)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: EXAMPLES.get(found[1], "x"), address)


def test_every_post_needs_a_csrf_token(site: Site) -> None:
    """A new route that takes a POST without one fails here."""
    site.scene.plan()
    before = site.dump()
    guarded = 0
    for name, address in addresses(site, "POST").items():
        if name.startswith(ITS_TOKEN_IS_THE_PROOF):
            continue
        for data in ({}, {"csrf_token": "x"}, {"csrf_token": "ImEi.aaaa.bbbb"}):
            answer = site.client.post(address, data=data)
            assert answer.status_code == 400, name
            assert "Formulář vypršel" in answer.get_data(as_text=True)
            guarded += 1
    assert guarded
    assert site.dump() == before


def test_no_route_takes_other_methods_that_change_things(site: Site) -> None:
    for rule in site.app.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule
    for prefix in ITS_TOKEN_IS_THE_PROOF:
        assert any(name.startswith(prefix) for name in addresses(site, "POST"))


def test_a_token_of_another_browser_does_not_count(site: Site) -> None:
    stranger = site.client_as(Role.EDITOR)
    answer = stranger.post(SIGN_OUT, data={"csrf_token": site.csrf_token()})
    assert answer.status_code == 400


def test_a_form_works_over_https_too(site: Site) -> None:
    """Our pages send no Referer, so no check may ask for it."""
    secure = "https://localhost"
    page = site.client.get("/redakce/ucet/", base_url=secure).get_data(as_text=True)
    found = re.search(r'name="csrf_token"\s+value="([^"]+)"', page)
    assert found
    answer = site.client.post(SIGN_OUT, base_url=secure, data={"csrf_token": found[1]})
    assert answer.status_code == 303


def test_the_desk_says_when_letters_really_leave(site: Site, data_dir: Path) -> None:
    assert "skutečně odcházejí" not in site.page("/redakce/")
    relay = "smtp://jan:tajne@posta.example:2525"
    for rehearsal in site_in(data_dir, SMTP_URL=relay):
        for path in ("/redakce/", "/redakce/rozesilky/"):
            page = rehearsal.page(path)
            assert "Dopisy skutečně odcházejí přes posta.example:2525." in page
            assert "tajne" not in page


@pytest.mark.parametrize(
    "path", ["/redakce", "/cislo/1-2030", "//cislo//1-2030", "/cislo/1-2030//"]
)
def test_no_answer_leads_to_a_host_that_the_request_named(site: Site, path: str) -> None:
    answer = site.client.get(
        path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert answer.status_code == 308
    assert re.match(r"/(?!/)", answer.location)
    assert b"evil.example" not in answer.data


def test_a_poisoned_host_is_on_no_page(public_site: Site) -> None:
    request = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "x"}
    for path in ("/", "/cislo/1-2030/", f"/odhlaseni/{public_site.token()}", "/neni"):
        assert b"evil.example" not in public_site.client.get(path, headers=request).data


def test_every_answer_carries_the_same_guards(site: Site) -> None:
    paths = [*paths_of(site).values(), *addresses(site, "GET").values()]
    for path in paths:
        headers = site.client.get(path).headers
        policy = headers["Content-Security-Policy"]
        is_pdf = headers["Content-Type"] == "application/pdf"  # shown by the browser's own viewer
        assert policy == PAGE_POLICY or is_shut_in(policy) or is_pdf, (path, policy)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def is_shut_in(policy: str) -> bool:
    """Of letters, previews and files: nothing runs, nothing is asked for elsewhere."""
    return (
        policy.startswith("default-src 'none'; ")
        and "sandbox" in policy
        and "script" not in policy
        and set(re.findall(r"https?://\S+", policy)) <= {PUBLIC_URL}
    )


def test_the_policy_of_pages_lets_nothing_in_from_elsewhere() -> None:
    assert PAGE_POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def test_private_pages_are_kept_nowhere(site: Site) -> None:
    """Neither their refusals are; readers' pages may be kept for a while."""
    seen = {path: site.client.get(path).headers for path in paths_of(site).values()}
    private = {path for path in seen if path.startswith(("/redakce/", "/odhlaseni/", "/odber/"))}
    assert len(private) > 10
    for path in private | {"/odhlaseni/x", "/redakce/neni"}:
        headers = site.client.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Robots-Tag"] == "noindex", path
    for path in ("/cislo/1-2030/", "/static/screens.css"):
        assert "no-store" not in site.client.get(path).headers["Cache-Control"]


def test_readers_get_no_cookie(public_site: Site) -> None:
    token = public_site.token()
    for path in ("/", "/cislo/1-2030/", f"/odhlaseni/{token}", f"/odber/{token}", "/neni"):
        assert "Set-Cookie" not in public_site.client.get(path).headers, path


def test_the_desks_cookie_is_of_no_use_to_others(site: Site) -> None:
    cookie = site.anonymous.get("/prihlaseni").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_method_names_the_right_ones(site: Site) -> None:
    answer = site.client.get("/redakce/rozesilky/1/pozastavit")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert "použijte tlačítko na stránce" in answer.get_data(as_text=True)


def test_a_body_larger_than_any_form_is_refused(site: Site) -> None:
    for path in (f"/odber/{site.token()}", "/prihlaseni", SIGN_OUT):
        assert _status(site.client, path) == 413


def _status(client: FlaskClient, path: str) -> int:
    return client.post(path, data={"list": "x" * 1_000_001}).status_code
