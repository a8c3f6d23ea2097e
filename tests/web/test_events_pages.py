"""What readers see of events, and what calendars and machines are given."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import vobject
from pyld import jsonld

from tests.web.listings_of_site import EVENT, create, post, publish, save
from tests.web.served import PUBLIC_URL, Site

PAGE = "/akce/byt-jako-zacatek/"


def data_of(site: Site, path: str) -> Any:
    page = site.anonymous.get(path).get_data(as_text=True)
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def expanded(data: Any) -> Any:
    """By an independent processor; schema.org's own context is no more than this for our words."""
    context = {
        "@vocab": "https://schema.org/",
        **{
            name: {"@type": "@id"}
            for name in ("eventStatus", "eventAttendanceMode", "url", "contentUrl", "target")
        },
    }
    [found] = jsonld.expand({**data, "@context": context})
    return found


def calendar(site: Site, path: str = "/akce/byt-jako-zacatek.ics") -> Any:
    answer = site.anonymous.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    return vobject.readOne(answer.get_data(as_text=True))


def test_readers_see_nothing_of_a_draft(site: Site) -> None:
    create(site, "akce", EVENT)
    anonymous = site.anonymous
    for path in (PAGE, "/akce/byt-jako-zacatek.ics", "/akce/neni/", "/akce/neni.ics"):
        assert anonymous.get(path).status_code == 404, path
    assert "Byt jako" not in anonymous.get("/akce/").get_data(as_text=True)
    assert "Byt jako" not in anonymous.get("/akce/kalendar.ics").get_data(as_text=True)


def test_a_published_event_is_on_the_list_the_front_page_and_its_own(site: Site) -> None:
    publish(site, "akce", EVENT)
    for path in ("/akce/", "/", PAGE):
        assert "Byt jako" in site.page(path), path
    page = site.page(PAGE)
    assert "úterý 4. června 2030, 9.00" in page
    assert "<strong>v devět</strong>" in page
    assert f'<link rel="canonical" href="{PUBLIC_URL}{PAGE}">' in page
    answer = site.anonymous.get(PAGE)
    assert answer.cache_control.public
    assert "Set-Cookie" not in answer.headers


def test_events_of_published_issues_stand_beside_them(site: Site) -> None:
    assert "/cislo/1-2030/clanky/" in site.page("/akce/")
    found = calendar(site, "/akce/kalendar.ics").vevent_list
    assert len(found) == 1
    assert found[0].url.value.startswith(f"{PUBLIC_URL}/cislo/1-2030/clanky/")
    slug = found[0].url.value.rstrip("/").rpartition("/")[2]
    again = calendar(site, f"/akce/1-2030/{slug}.ics").vevent
    assert again.uid.value == found[0].uid.value


def test_a_change_and_a_cancellation_raise_the_sequence_under_the_same_uid(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    first = calendar(site).vevent
    assert save(site, address, EVENT | {"cas": "10:00"}).status_code == 303
    second = calendar(site).vevent
    assert post(site, f"{address}/zrusit", poznamka="Nemoc lektorky").status_code == 303
    third = calendar(site).vevent
    assert post(site, f"{address}/obnovit").status_code == 303
    fourth = calendar(site).vevent
    assert first.uid.value == second.uid.value == third.uid.value == fourth.uid.value
    sequences = [int(each.sequence.value) for each in (first, second, third, fourth)]
    assert sequences == sorted(set(sequences))
    states = [each.status.value for each in (first, second, third, fourth)]
    assert states == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert second.dtstart.value.astimezone(UTC) == datetime(2030, 6, 4, 8, tzinfo=UTC)
    assert first.dtstamp.value <= second.dtstamp.value <= third.dtstamp.value


def test_a_cancelled_event_stays_and_says_so_in_words(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    post(site, f"{address}/zrusit", poznamka="Nemoc lektorky")
    for path in (PAGE, "/akce/"):
        assert "Akce je zrušena: Nemoc lektorky" in site.page(path)
    assert "Přihlásit se na" not in site.page(PAGE)
    assert "Byt jako" not in site.page("/")


def test_what_was_taken_off_the_site_is_gone_and_can_come_back(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    assert post(site, f"{address}/stahnout").status_code == 303
    for path in (PAGE, "/akce/byt-jako-zacatek.ics"):
        assert site.anonymous.get(path).status_code == 410, path
    assert "Byt jako" not in site.page("/akce/")
    assert post(site, f"{address}/zverejnit").status_code == 303
    assert site.anonymous.get(PAGE).status_code == 200


def test_machines_read_an_event(site: Site) -> None:
    address = publish(site, "akce", EVENT)
    found = expanded(data_of(site, PAGE))
    schema = "https://schema.org/"
    assert found["@type"] == [f"{schema}Event"]
    assert found[f"{schema}eventStatus"] == [{"@id": f"{schema}EventScheduled"}]
    assert found[f"{schema}eventAttendanceMode"] == [{"@id": f"{schema}MixedEventAttendanceMode"}]
    assert found[f"{schema}startDate"] == [{"@value": "2030-06-04T09:00:00+02:00"}]
    assert len(found[f"{schema}location"]) == 2
    post(site, f"{address}/zrusit")
    called_off = expanded(data_of(site, PAGE))
    assert called_off[f"{schema}eventStatus"] == [{"@id": f"{schema}EventCancelled"}]


def test_a_whole_day_is_a_date_and_a_place_that_nobody_told_is_none(site: Site) -> None:
    publish(site, "akce", EVENT | {"den": "2027-01-06", "cely_den": "1", "misto": "", "online": ""})
    assert '<time datetime="2027-01-06">' in site.page(PAGE)
    data = data_of(site, PAGE)
    assert data["startDate"] == "2027-01-06"
    assert "location" not in data


def test_a_time_is_pragues_for_machines_too(site: Site) -> None:
    publish(site, "akce", EVENT)
    assert '<time datetime="2030-06-04T09:00:00+02:00">' in site.page(PAGE)


def test_each_event_to_come_leads_to_its_calendar(site: Site) -> None:
    publish(site, "akce", EVENT)
    page = site.page("/akce/")
    assert 'href="/akce/byt-jako-zacatek.ics"' in page
    of_issue = re.search(r'href="(/akce/1-2030/[^"]+\.ics)"', page)
    assert of_issue
    slug = of_issue[1].removesuffix(".ics").rpartition("/")[2]
    article = site.page(f"/cislo/1-2030/clanky/{slug}/")
    assert f'href="{PUBLIC_URL}{of_issue[1]}"' in article


def test_the_calendar_says_what_it_is_when_there_is_nothing_in_it(site: Site) -> None:
    answer = site.anonymous.get("/akce/kalendar.ics")
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"\r\n" in answer.data
    assert site.anonymous.get("/akce/kalendar/").status_code == 404


def test_the_search_says_once_that_an_event_is_one(site: Site) -> None:
    publish(site, "akce", EVENT)
    page = site.anonymous.get("/hledani/?q=začátek&druh=akce").get_data(as_text=True)
    assert '<p class="label">Akce</p>' in page
