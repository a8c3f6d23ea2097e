"""A recording without a transcript is not shown without a reason."""

from datetime import UTC, datetime

from mitdomov.bulletin.listings.model import ListingState
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.bulletin.webinars.rules import entries_of, obstacle

AT = datetime(2026, 2, 7, 9, tzinfo=UTC)


def webinar(**values: str) -> WebinarRecord:
    empty = dict.fromkeys(("recording_url", "transcript", "transcript_excuse", "perex", "text"), "")
    return WebinarRecord(
        slug="garance",
        title="Garance",
        held_at=AT,
        state=ListingState.PUBLISHED,
        speakers="Jana Horáčková, socioložka\n\nPetr Šimánek",
        **(empty | values),
    )


def test_a_recording_needs_a_transcript_or_a_reason() -> None:
    url = "https://zaznamy.example/1"
    assert "přepis" in obstacle(webinar(recording_url=url))
    assert not obstacle(webinar(recording_url=url, transcript="Dobrý den."))
    assert not obstacle(webinar(recording_url=url, transcript_excuse="Doplníme."))
    assert not obstacle(webinar())


def test_the_search_finds_the_words_of_the_transcript_and_the_speakers() -> None:
    [entry] = entries_of(webinar(transcript="## Část\n\nO **garancích** se mluví."))
    assert entry.text == "Část · O garancích se mluví."
    assert entry.authors == ("Jana Horáčková", "Petr Šimánek")
