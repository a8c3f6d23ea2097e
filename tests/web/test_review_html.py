"""The pages of review are as well made as all others: see `test_web_html`."""

from xml.etree.ElementTree import Element

import pytest

from tests.web import test_web_html
from tests.web.pages_of_web import tree
from tests.web.served import Site
from tests.web.test_review_in_chromium import Review


@pytest.fixture
def pages(site: Site) -> dict[str, Element]:
    review = Review(site)
    found = {path: seen(site, path) for path in review.pages}
    review.unfinished()
    return found | {f"{path} unfinished": seen(site, path) for path in review.pages[:3]}


def seen(site: Site, path: str) -> Element:
    return tree(site.client.get(path).get_data(as_text=True))


def test_they_are_well_formed(pages: dict[str, Element]) -> None:
    test_web_html.test_pages_are_well_formed_with_one_title_and_headings_in_order(pages)


def test_their_fields_have_labels(pages: dict[str, Element]) -> None:
    test_web_html.test_every_field_has_a_label(pages)


def test_they_speak_czech(pages: dict[str, Element]) -> None:
    test_web_html.test_pages_speak_czech(pages)


def test_nothing_stands_inline(pages: dict[str, Element]) -> None:
    test_web_html.test_nothing_stands_inline_that_the_policy_forbids(pages)
