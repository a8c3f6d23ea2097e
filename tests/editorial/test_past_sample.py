"""The demo's past issues: set from texts, taken in like any, marked as samples, only once."""

from datetime import datetime

import pytest

from mitdomov.database.store import Store
from mitdomov.editorial.past.model import PastState
from mitdomov.editorial.past.queries import pages_of, past_issues
from mitdomov.editorial.past.sample import add_sample_past


@pytest.mark.timeout(120)
def test_three_issues_stand_in_the_archive(store: Store, at: datetime) -> None:
    for _ in range(2):
        add_sample_past(store, at)
    with store.reading() as session:
        found = past_issues(session)
        texts = {each.number: [page.text for page in pages_of(session, each)] for each in found}
    assert [each.number for each in found] == ["2/2025", "1/2025", "2/2024"]
    assert {each.state for each in found} == {PastState.PUBLISHED}
    for each in found:
        assert texts[each.number][0].startswith("Ukázkové číslo")
        assert len(each.outline) == each.pages - 1 == 5
    assert "Ručitelský fond s kaucí za tři nájmy\nMěsto Vzorov" in texts["1/2025"][3]
