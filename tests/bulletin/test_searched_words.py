"""What the search shows of the bulletin is what readers see there, with its parts kept apart."""

from datetime import UTC, date, datetime

from mitdomov.bulletin.implementers.directory import Implementer, entries_of
from mitdomov.bulletin.listings.text import words_of
from mitdomov.bulletin.news.queries import entries
from mitdomov.bulletin.news.text import NewsText

MARKDOWN = "## Výzva\n\nPište [nám](mailto:obce@mitdomov.example), **hned**.\n\n- obce\n- kraje\n"
SEEN = "Výzva · Pište nám, hned. obce · kraje"


def test_news_are_searched_without_the_targets_of_links() -> None:
    (entry,) = entries(
        "vyzva", NewsText(title="Výzva", body=MARKDOWN), datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert entry.text.replace("\xa0", " ") == SEEN


def test_listings_are_searched_without_the_targets_of_links() -> None:
    assert words_of(MARKDOWN) == SEEN


def test_the_type_of_an_implementer_is_not_searched() -> None:
    found = Implementer("Tábor", "CZ031", "Tábor", "obec", project="Klíče", description="Od ledna")
    (entry,) = entries_of((found,), date(2026, 1, 1))
    assert entry.text == "Klíče · Od ledna"
    assert entry.perex == "Realizátor, Tábor, Jihočeský kraj"
