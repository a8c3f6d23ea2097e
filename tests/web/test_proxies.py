"""What a proxy says of whom it serves counts where the settings trust it, and nowhere else."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from mitdomov.accounts.sample import create_sample_people
from mitdomov.clock import now
from tests.web.served import Site, site_in
from tests.web.signing_pages import EVA, Newsroom

SLOWED = [422] * 5 + [429] * 2


def tries(site: Site, forwarded: Iterable[str]) -> list[int]:
    """Wrong passwords for Eva, each as a proxy at one address passes it on."""
    browser = site.anonymous
    page = browser.get("/prihlaseni").get_data(as_text=True)
    token = re.findall(r'name="csrf_token"\s+value="([^"]+)"', page)[0]
    return [
        browser.post(
            "/prihlaseni",
            data={"csrf_token": token, "email": EVA, "password": "x"},
            headers={"X-Forwarded-For": each, "X-Forwarded-Host": "evil.example"},
            environ_base={"REMOTE_ADDR": "10.0.0.1"},
        ).status_code
        for each in forwarded
    ]


def test_whom_nobody_trusts_gains_nothing_by_forged_addresses(site: Site) -> None:
    Newsroom(site).add()
    assert tries(site, [f"203.0.{n}.7" for n in range(7)]) == SLOWED


def test_people_behind_a_trusted_proxy_are_told_apart(data_dir: Path) -> None:
    for site in site_in(data_dir, DEMO="", TRUSTED_PROXIES="1"):
        Newsroom(site).add()
        assert tries(site, ["203.0.113.7"] * 7) == SLOWED
        assert tries(site, ["198.51.100.7"]) == [422]


def test_what_stands_before_the_word_of_a_trusted_proxy_is_forged(data_dir: Path) -> None:
    for site in site_in(data_dir, DEMO="", TRUSTED_PROXIES="1"):
        Newsroom(site).add()
        assert tries(site, [f"203.0.{n}.7, 198.51.100.7" for n in range(7)]) == SLOWED


@pytest.mark.parametrize("address", ["127.0.0.1", "unknown", "203.0.113.7:4711", ""])
def test_no_trusted_proxy_opens_the_demo(address: str, data_dir: Path) -> None:
    for site in site_in(data_dir, TRUSTED_PROXIES="1"):
        with site.store.writing() as session:
            create_sample_people(session, now())
        headers = {"Host": "localhost"}
        page = site.anonymous.get("/prihlaseni", headers=headers)
        assert "prihlaseni/ukazka" in page.text
        page = site.anonymous.get("/prihlaseni", headers=headers | {"X-Forwarded-For": address})
        assert page.status_code == 200
        assert "prihlaseni/ukazka" not in page.text
        assert tries(site, [address]) == [422]


def test_no_trusted_proxy_changes_the_host(data_dir: Path) -> None:
    for site in site_in(data_dir, DEMO="", TRUSTED_PROXIES="1"):
        headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
        answer = site.anonymous.get("/redakce/", headers=headers)
        assert "evil.example" not in answer.headers.get("Location", "") + answer.text
