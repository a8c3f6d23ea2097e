"""A browser and the address of a site, shared by the tests of a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.in_chromium import chromium, served
from tests.web.served import Site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def url(module_site: Site) -> Iterator[str]:
    with served(module_site) as address:
        yield address
