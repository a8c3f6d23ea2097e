"""What tests of the desk share: a browser, an address, a publisher, PDFs of past issues."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from mitdomov.accounts.roles import Role
from tests.editorial import past_pdfs
from tests.web.desk.editor_in_chromium import Desk, desk
from tests.web.desk.filling import Visitor
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


@pytest.fixture
def publisher(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


@pytest.fixture(scope="session")
def magazine() -> bytes:
    """The PDF of a past issue, with bookmarks and text."""
    return past_pdfs.magazine()


@pytest.fixture(scope="session")
def scanned() -> bytes:
    """The PDF of a past issue without any text, quick to make and to read."""
    return past_pdfs.scan()


@pytest.fixture
def opened(browser: Browser, module_site: Site, url: str) -> Iterator[Desk]:
    """An article of one paragraph; nothing may break the policy or the script."""
    with desk(browser, module_site, url, "Obec koupila byty.") as found:
        yield found
        assert found.complaints == []
