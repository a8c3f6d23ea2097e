"""A webinar for readers: a link to where the recording lies, and the whole transcript here."""

from tests.web.listings_of_site import WEBINAR, publish
from tests.web.served import Site


def test_a_webinar_leads_out_only_by_a_link_and_has_its_transcript(site: Site) -> None:
    publish(site, "webinare", WEBINAR)
    page = site.page("/webinare/garance-pro-majitele/")
    assert 'href="https://zaznamy.example/1"' in page
    assert "<iframe" not in page
    assert "může uložit cookies" in page
    assert page.index("Části přepisu") < page.index("<h3 id=")
    assert '"@type": "VideoObject"' in page
    assert "záznam a přepis" in site.page("/webinare/")
