"""Editors watch a dispatch, stay in charge of it, and see who is behind each of its numbers."""

import csv
import io
import re
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import event, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.clock import PRAGUE
from mitdomov.delivery.dispatches.control import note_outage, pause
from mitdomov.delivery.dispatches.scheduling import begin_due, schedule_dispatch
from mitdomov.delivery.model import Delivery, DeliveryState, DispatchState
from mitdomov.delivery.transports.transport import Unreachable
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from tests.web.served import READERS, Site

POLLS = "hx-get="


def control(site: Site, number: int, verb: str) -> DispatchState:
    answer = site.client.post(
        f"/redakce/rozesilky/{number}/{verb}", data={"csrf_token": site.csrf_token()}
    )
    assert (answer.status_code, answer.location) == (303, f"/redakce/rozesilky/{number}")
    return site.dispatch(number).state


def progress(site: Site, number: int) -> str:
    return site.page(f"/redakce/rozesilky/{number}/prubeh")


def recorded(site: Site) -> list[str]:
    with site.store.reading() as session:
        query = select(AuditEntry.verb).where(AuditEntry.subject.startswith("dispatch:"))
        return [*session.scalars(query.order_by(AuditEntry.id))]


def test_a_dispatch_is_paused_continued_and_cancelled(site: Site) -> None:
    number = site.scene.plan()
    assert control(site, number, "pozastavit") is DispatchState.PAUSED
    page = progress(site, number)
    assert "Pozastavená" in page
    assert "Pozastaveno v redakci." in page
    assert control(site, number, "pozastavit") is DispatchState.PAUSED
    assert control(site, number, "pokracovat") is DispatchState.SENDING
    assert control(site, number, "zrusit") is DispatchState.CANCELLED
    assert set(site.scene.states(number).values()) == {DeliveryState.SKIPPED}
    assert control(site, number, "pokracovat") is DispatchState.CANCELLED


def test_cancelling_is_asked_first(site: Site) -> None:
    number = site.scene.plan()
    site.settle(number, [DeliveryState.ACCEPTED])
    before = site.dump()
    page = site.page(f"/redakce/rozesilky/{number}/zruseni")
    assert site.dump() == before
    assert "Odešlo 1 dopis" in page
    assert "Čeká 2 dopisy, které už neodejdou" in page
    control(site, number, "zrusit")
    assert "není co zrušit" in site.page(f"/redakce/rozesilky/{number}/zruseni")


def test_who_controlled_a_dispatch_is_recorded_once(site: Site) -> None:
    number = site.scene.plan()
    for verb in ("pozastavit", "pozastavit", "pokracovat", "zrusit", "zrusit"):
        control(site, number, verb)
    assert recorded(site) == ["dispatch-paused", "dispatch-resumed", "dispatch-cancelled"]


def test_an_unknown_dispatch_is_an_unknown_page(site: Site) -> None:
    data = {"csrf_token": site.csrf_token()}
    for number in ("0", "7", "2147483648", "9" * 40, "-1", "x"):
        assert site.client.get(f"/redakce/rozesilky/{number}").status_code == 404
        for verb in ("pozastavit", "pokracovat", "zrusit"):
            answer = site.client.post(f"/redakce/rozesilky/{number}/{verb}", data=data)
            assert answer.status_code == 404
    assert site.client.post("/redakce/rozesilky/1/smazat", data=data).status_code == 404


def test_progress_is_asked_for_until_there_is_nothing_to_wait_for(site: Site) -> None:
    number = site.scene.plan()
    assert POLLS in progress(site, number)
    assert "0 z 3 zásilek" in progress(site, number)
    control(site, number, "pozastavit")
    assert POLLS not in progress(site, number)
    control(site, number, "zrusit")
    assert POLLS not in progress(site, number)
    finished = site.sent()
    assert POLLS not in progress(site, finished)
    assert "Dokončená" in progress(site, finished)
    assert "3 z 3 zásilek" in progress(site, finished)


def test_the_progress_page_tells_why_nothing_moves(site: Site) -> None:
    number = site.scene.plan()
    with site.store.writing() as session:
        note_outage(
            session,
            number,
            Unreachable("Server neodpovídá.", needs_person=False),
            site.scene.clock(),
        )
    assert "Server neodpovídá." in progress(site, number)
    with site.store.writing() as session:
        pause(session, number, "Server odmítl heslo.")
    assert "Server odmítl heslo." in progress(site, number)


def test_doubt_is_explained(site: Site) -> None:
    number = site.scene.plan()
    assert "nikdo neví" not in progress(site, number)
    site.settle(number, [DeliveryState.UNCERTAIN])
    assert "nikdo neví" in progress(site, number)


def test_behind_each_number_stand_its_readers(site: Site) -> None:
    number = site.scene.plan()
    states = [DeliveryState.ACCEPTED, DeliveryState.REFUSED, DeliveryState.SENDING]
    site.settle(number, states)
    expected = {"accepted": READERS[0], "refused": READERS[1], "sending": READERS[2]}
    address = f"/redakce/rozesilky/{number}/zasilky"
    for state, reader in expected.items():
        page = site.page(f"{address}?stav={state}")
        assert [each for each in READERS if each in page] == [reader]
        assert "1 zásilka" in page
    assert "Schránka neexistuje." in site.page(f"{address}?stav=refused")
    assert "Žádné takové zásilky" in site.page(f"{address}?stav=uncertain")
    assert "3 zásilky" in site.page(address)
    assert site.client.get(f"{address}?stav=jiny").status_code == 404


def test_the_number_that_waits_is_the_number_of_those_listed(site: Site) -> None:
    """A letter on its way counts as waiting, and is listed there."""
    number = site.scene.plan()
    site.settle(number, [DeliveryState.SENDING])
    assert "3 zásilky" in site.page(f"/redakce/rozesilky/{number}/zasilky?stav=queued")


def test_a_name_is_found_in_a_long_list(site: Site) -> None:
    site.scene.subscribe([f"dalsi{number:03}@ctenari.example" for number in range(250)])
    number = site.scene.plan()
    address = f"/redakce/rozesilky/{number}/zasilky"
    page = site.page(f"{address}?stav=queued&hledat=DALSI24")
    assert "10 zásilek" in page
    assert set(re.findall(r"dalsi\d+", page)) == {f"dalsi24{digit}" for digit in range(10)}
    assert "nic nenašlo" in site.page(f"{address}?hledat=%25")
    last = site.page(f"{address}?hledat=dalsi&strana=9")
    assert "250 zásilek, strana 2 z 2" in last
    assert "hledat=dalsi" in re.findall(r'rel="prev"\s+href="([^"]+)"', last)[0]


def test_the_names_behind_a_number_are_handed_out_as_a_table(site: Site) -> None:
    number = site.scene.plan()
    site.settle(number, [DeliveryState.REFUSED])
    with site.store.writing() as session:
        row = session.scalars(select(Delivery).where(Delivery.address == READERS[0])).one()
        row.name, row.answer, row.code = "=HYPERLINK(0)", "+550 ne", 550
    data = {"csrf_token": site.csrf_token(), "stav": "refused"}
    answer = site.client.post(f"/redakce/rozesilky/{number}/zasilky.csv", data=data)
    assert answer.mimetype == "text/csv"
    assert "rozesilka-1-refused.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["e-mail", "jméno", "stav"]
    assert [row[:6] for row in rows[1:]] == [
        [READERS[0], "'=HYPERLINK(0)", "odmítnuto", "550", "Schránka neexistuje.", "'+550 ne"]
    ]
    assert recorded(site) == ["deliveries-exported"]
    everybody = data | {"stav": ""}
    answer = site.client.post(f"/redakce/rozesilky/{number}/zasilky.csv", data=everybody)
    assert answer.data.count(b"\r\n") == 4


def test_refused_letters_alone_are_sent_again(site: Site) -> None:
    number = site.sent()
    site.settle(number, [DeliveryState.REFUSED, DeliveryState.UNCERTAIN])
    link = f"/redakce/rozesilky/{number}/odmitnute/znovu"
    assert link in progress(site, number)
    before = site.dump()
    assert "1 odmítnutá zásilka" in site.page(link)
    assert site.dump() == before
    data = {"csrf_token": site.csrf_token()}
    for _ in range(2):
        assert site.client.post(link, data=data).status_code == 303
    assert list(site.scene.states(number).values()) == [
        DeliveryState.QUEUED,
        DeliveryState.UNCERTAIN,
        DeliveryState.ACCEPTED,
    ]
    assert site.dispatch(number).state is DispatchState.SENDING
    assert recorded(site) == ["refused-retried"]


def test_one_refused_letter_is_sent_again(site: Site) -> None:
    number = site.scene.plan()
    site.settle(number, [DeliveryState.REFUSED] * 2)
    page = site.page(f"/redakce/rozesilky/{number}/zasilky?stav=refused")
    link = re.findall(r'href="([^"]+/odmitnute/znovu\?zasilka=\d+)"', page)[1]
    assert READERS[1] in site.page(link)
    fields = {"csrf_token": site.csrf_token(), "zasilka": link.rpartition("=")[2]}
    assert site.client.post(link.partition("?")[0], data=fields).status_code == 303
    states = site.scene.states(number)
    assert (states[READERS[0]], states[READERS[1]]) == (
        DeliveryState.REFUSED,
        DeliveryState.QUEUED,
    )


def test_whoever_has_the_letter_by_now_is_not_sent_it_again(site: Site) -> None:
    first = site.scene.plan()
    site.settle(first, [DeliveryState.REFUSED] * 2)
    site.scene.unsubscribe(READERS[1])
    site.sent()
    page = site.page(f"/redakce/rozesilky/{first}/odmitnute/znovu")
    assert "1 odmítnutá zásilka" in page
    data = {"csrf_token": site.csrf_token()}
    site.client.post(f"/redakce/rozesilky/{first}/odmitnute/znovu", data=data)
    assert site.scene.states(first)[READERS[0]] is DeliveryState.REFUSED
    assert site.scene.states(first)[READERS[1]] is DeliveryState.QUEUED


def test_refused_letters_of_a_cancelled_dispatch_stay_so(site: Site) -> None:
    number = site.scene.plan()
    site.settle(number, [DeliveryState.REFUSED])
    control(site, number, "zrusit")
    link = f"/redakce/rozesilky/{number}/odmitnute/znovu"
    assert link not in progress(site, number)
    data = {"csrf_token": site.csrf_token()}
    assert site.client.post(link, data=data).status_code == 409


def test_the_letter_stays_as_it_left_when_the_issue_is_published_again(site: Site) -> None:
    number = site.sent()
    letter = site.page(f"/redakce/rozesilky/{number}/dopis.html")
    text = site.page(f"/redakce/rozesilky/{number}/dopis.txt")
    assert "Dobrý den," in letter
    assert "⟦" not in letter + text
    assert "vydáno znovu" not in site.page(f"/redakce/rozesilky/{number}")
    published_again(site)
    assert site.page(f"/redakce/rozesilky/{number}/dopis.html") == letter
    assert "vydáno znovu" in site.page(f"/redakce/rozesilky/{number}")
    assert "jak odešel" in site.page(f"/redakce/rozesilky/{number}/dopis")


def published_again(site: Site) -> int:
    """Another snapshot without artefacts is what readers see now."""
    with site.store.writing() as session:
        shown = session.scalars(select(SnapshotRecord)).one()
        columns = {each.key: getattr(shown, each.key) for each in SnapshotRecord.__table__.columns}
        again = SnapshotRecord(**columns | {"id": None, "sha256": "f" * 64})
        session.add(again)
        session.flush()
        issue = session.get_one(IssueRecord, shown.issue_id)
        issue.current_snapshot_id = again.id
        return again.id


def test_the_list_of_dispatches_is_counted_at_once(site: Site) -> None:
    """However many there are, the page asks the database as often."""
    site.page("/redakce/rozesilky/")
    numbers = [site.scene.plan() for _ in range(2)]
    few = statements(site, "/redakce/rozesilky/")
    numbers += [site.scene.plan() for _ in range(5)]
    assert statements(site, "/redakce/rozesilky/") == few
    page = site.page("/redakce/rozesilky/")
    assert all(f"Rozesílka {number}<" in page for number in numbers)
    assert "0 z 3" in page


def statements(site: Site, path: str) -> int:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(site.store.engine, "before_cursor_execute", note)
    site.page(path)
    event.remove(site.store.engine, "before_cursor_execute", note)
    return len(asked)


def test_a_scheduled_dispatch_says_when_it_begins(site: Site) -> None:
    number = scheduled(site)
    page = site.page(f"/redakce/rozesilky/{number}")
    assert "Naplánovaná" in page
    assert "úterý 25. prosince 2029, 8.00 h" in page
    assert "Teď by odešlo 3 dopisy" in page
    assert "25. 12. 2029 8.00" in site.page("/redakce/rozesilky/")


def test_it_is_given_another_moment(site: Site) -> None:
    number = scheduled(site)
    link = f"/redakce/rozesilky/{number}/termin"
    soon = (datetime.now(PRAGUE) + timedelta(days=30)).date()
    token = {"csrf_token": site.csrf_token()}
    moved = site.client.post(link, data=token | {"den": soon.isoformat(), "cas": "7:30"})
    assert moved.status_code == 303
    planned = site.dispatch(number).scheduled_for
    assert planned
    assert planned.astimezone(PRAGUE).replace(tzinfo=None) == datetime.combine(soon, time(7, 30))
    assert recorded(site) == ["dispatch-rescheduled"]
    for day, at, words in [
        ("2020-01-01", "8:00", "už minul"),
        ("2099-01-01", "8:00", "nejvýše rok"),
        ("", "8:00", "Vyberte den"),
        (soon.isoformat(), "25:00", "Napište čas"),
    ]:
        wrong = site.client.post(link, data=token | {"den": day, "cas": at})
        page = wrong.get_data(as_text=True)
        assert wrong.status_code == 422
        assert words in page
        assert 'aria-invalid="true"' in page
        assert f'value="{day}"' in page
        assert f'value="{at}"' in page
    assert site.dispatch(number).scheduled_for == planned


def test_what_was_late_asks_and_leaves_on_a_word(site: Site) -> None:
    number = scheduled(site)
    begin_due(site.store, lambda: datetime(2029, 12, 26, tzinfo=UTC))
    page = site.page(f"/redakce/rozesilky/{number}")
    assert "Odeslat nyní?" in page
    assert ">Odeslat nyní<" in page
    assert control(site, number, "pokracovat") is DispatchState.SENDING
    assert site.dispatch(number).audience == 3


def test_an_emptied_list_is_told_when_it_is_to_be_sent_now(site: Site) -> None:
    number = scheduled(site)
    begin_due(site.store, lambda: datetime(2029, 12, 26, tzinfo=UTC))
    for reader in READERS:
        site.scene.unsubscribe(reader)
    answer = site.client.post(
        f"/redakce/rozesilky/{number}/pokracovat", data={"csrf_token": site.csrf_token()}
    )
    assert answer.status_code == 422
    assert "nejdřív odběratele přidejte" in answer.get_data(as_text=True)


def test_a_scheduled_dispatch_takes_the_form_published_since(site: Site) -> None:
    number = scheduled(site)
    token = {"csrf_token": site.csrf_token()}
    again = published_again(site)
    assert "Odejde dopis v původní podobě" in site.page(f"/redakce/rozesilky/{number}")
    link = f"/redakce/rozesilky/{number}/podoba"
    assert site.client.post(link, data=token).status_code == 303
    assert site.dispatch(number).snapshot_id == again
    begun = site.scene.plan()
    assert site.client.post(f"/redakce/rozesilky/{begun}/podoba", data=token).status_code == 409


def scheduled(site: Site) -> int:
    with site.store.writing() as session:
        return schedule_dispatch(
            session,
            snapshot_id=1,
            list="magazin",
            at=site.scene.clock(),
            scheduled_for=datetime(2029, 12, 25, 7, tzinfo=UTC),
        ).id
