"""A form that another site sends is refused, whatever it holds; a mail program's request is not."""

from typing import Final

import pytest

from mitdomov.subscribers.model import SubscriptionState
from tests.web.served import PUBLIC_URL, Site
from tests.web.test_web_guards import addresses

FOREIGN: Final = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": f"{PUBLIC_URL}.evil.example"},
    {"Origin": "https://web.example@evil.example"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
)
OWN: Final[tuple[dict[str, str], ...]] = (
    {},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_route_takes_a_form_of_another_site(site: Site, headers: dict[str, str]) -> None:
    """Though it carries a good token, as it would if one had leaked."""
    token = site.csrf_token()
    before = site.dump()
    routes = addresses(site, "POST")
    open_to_others = routes.pop("public.sign_up_now /odebirat/")
    one_click = routes.pop("feedback.leave /odhlaseni/<token>")
    for path in routes.values():
        answer = site.client.post(path, data={"csrf_token": token}, headers=headers)
        assert answer.status_code == 403, path
        assert "odeslala cizí stránka" in answer.get_data(as_text=True).replace("\xa0", " ")
    assert site.client.post(open_to_others, data={}, headers=headers).status_code == 200
    assert site.client.post(one_click, headers=headers).status_code == 404, "a wrong token"
    assert site.dump() == before


@pytest.mark.parametrize("headers", OWN)
def test_the_own_forms_are_taken(site: Site, headers: dict[str, str]) -> None:
    data = {"csrf_token": site.csrf_token(), "name": "Jana Nová"}
    assert site.client.post("/redakce/ucet/jmeno", data=data, headers=headers).status_code == 303


def test_a_mail_program_ends_a_subscription_wherever_it_runs(public_site: Site) -> None:
    """Some are pages in a browser, which then says that another site asks."""
    page = f"/odhlaseni/{public_site.token()}"
    for headers in (*FOREIGN, *OWN, {"Origin": "file://"}):
        one_click = {"List-Unsubscribe": "One-Click"}
        answer = public_site.anonymous.post(page, data=one_click, headers=headers)
        assert answer.status_code == 200, headers
        assert public_site.subscription().state is SubscriptionState.ENDED
        public_site.anonymous.post(f"{page}/zpet")
        assert public_site.subscription().state is SubscriptionState.ACTIVE


def test_a_foreign_page_may_lead_here(site: Site) -> None:
    assert site.client.get("/redakce/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
