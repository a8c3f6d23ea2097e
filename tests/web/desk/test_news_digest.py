"""The letter of news: chosen, put in order, looked at, tried, sent once to each reader."""

import re
import zlib
from datetime import datetime, time, timedelta
from typing import Final

import pytest
from sqlalchemy import select

from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.clock import PRAGUE, now
from mitdomov.delivery.dispatches.control import cancel
from mitdomov.delivery.dispatches.digest_ledger import open_digest, unsent_news
from mitdomov.delivery.dispatches.scheduling import begin_due
from mitdomov.delivery.model import Delivery, Dispatch, DispatchState
from mitdomov.delivery.transports.mailbox import MailboxLetter, MailboxTransport
from mitdomov.delivery.trials.trials import Member, save_group
from mitdomov.editorial.integrity import verify
from mitdomov.editorial.model import Artefact, SnapshotRecord
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.pausing import pause
from tests.web.desk.filling import said
from tests.web.newsroom import PUBLISH, TEXT, post, published, version_of
from tests.web.served import READERS, Site

PAGE: Final = "/redakce/novinky/dopis/"
SOON: Final = now().date() + timedelta(days=30)
MORNING: Final = {"kdy": "termin", "den": SOON.isoformat(), "cas": "8:00"}
DUE: Final = datetime.combine(SOON, time(8, 1), PRAGUE)


@pytest.fixture
def two(site: Site) -> tuple[Site, int, int]:
    return site, published(site, title="První zpráva"), published(site, title="Druhá zpráva")


def save(site: Site, order: list[int], **changes: object) -> str:
    """Where the answer leads; saves from the version that is kept now."""
    with site.store.reading() as session:
        kept = open_digest(session)
    values: dict[str, object] = {
        "version": kept.version if kept else 0,
        "subject": "Novinky z Lipové",
        "word": "Dobrá zpráva hned na úvod.",
        "poradi": [str(each) for each in order],
        "polozky": [str(each) for each in order],
    }
    answer = post(site, PAGE, **(values | changes))
    assert answer.status_code == 303, said(answer)
    return str(answer.location)


def frozen(site: Site, order: list[int], **changes: object) -> int:
    found = re.search(r"/dopis/(\d+)/rozeslat", save(site, order, act="send", **changes))
    assert found
    return int(found[1])


def order_form(site: Site, digest: int, list_slug: str = "magazin") -> dict[str, str]:
    page = site.page(f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit?seznam={list_slug}")
    names = ("key", "list", "again", "snapshot", "shown")
    form = {
        name: found[1]
        for name in names
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }
    return form | {"pocet": form["shown"], "kdy": "ted"}


def send(site: Site, digest: int, **changes: str) -> int:
    path = f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit"
    answer = post(site, path, **(order_form(site, digest) | changes))
    assert answer.status_code == 303, said(answer)
    return int(answer.location.rsplit("/", 1)[1])


def waiting(site: Site) -> list[str]:
    with site.store.reading() as session:
        return [each.title for each in unsent_news(session)]


def letters(site: Site) -> list[MailboxLetter]:
    with site.store.reading() as session:
        return list(session.scalars(select(MailboxLetter)))


def test_all_that_no_letter_took_is_ticked(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    page = site.page(PAGE)
    for number in (first, second):
        assert re.search(rf'name="polozky"\s+value="{number}"\s+checked', page)
    assert "Druhá zpráva a 1 další novinka" in page


def test_lists_tell_of_readers_who_paused_their_letters(two: tuple[Site, int, int]) -> None:
    """Otherwise the sum that is to be sent could not be understood."""
    site, first, _ = two
    digest = frozen(site, [first])
    with site.store.writing() as session:
        reader = session.scalars(select(Subscriber).limit(1)).one()
        pause(reader, SOON, now())
    page = site.page(f"/redakce/novinky/dopis/{digest}/rozeslat")
    assert "1 přeskočíme: zasílání si pozastavili" in page


def test_looking_at_the_page_and_its_previews_changes_nothing(two: tuple[Site, int, int]) -> None:
    site = two[0]
    before = site.dump()
    site.page(PAGE)
    for look in ("den", "telefon", "tma", "bez-obrazku", "text"):
        assert "První zpráva" in site.page(f"{PAGE}nahled?podoba={look}")
    assert site.client.get(f"{PAGE}obrazky/dopis-fasada.png").mimetype == "image/png"
    assert site.client.get(f"{PAGE}nahled?podoba=jiny").status_code == 404
    assert site.dump() == before


def test_buttons_move_an_item_and_keep_the_rest(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    save(site, [first, second], nahoru=str(second))
    page = site.page(f"{PAGE}nahled?podoba=text")
    assert page.index("Druhá zpráva") < page.index("První zpráva")


def test_what_is_wrong_comes_back_with_what_was_typed(two: tuple[Site, int, int]) -> None:
    site, first, _ = two
    values = {"version": "0", "word": "Napsané.", "poradi": [str(first)]}
    answer = post(site, PAGE, **values, subject="")
    page = said(answer)
    assert answer.status_code == 422
    assert "Napište předmět" in page
    assert "Vyberte aspoň jednu novinku." in page
    assert "Napsané." in page


def test_what_nobody_sees_does_not_reach_a_letter(two: tuple[Site, int, int]) -> None:
    site, first, _ = two
    values = {"version": "0", "word": "", "poradi": [str(first)]}
    answer = post(site, PAGE, **values, subject="Nov\u202einky\u200b")
    assert 'value="Novinky"' in said(answer)


def test_two_who_assemble_at_once_lose_nothing(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    save(site, [first, second])
    values = {"version": "0", "subject": "Můj předmět", "poradi": [str(first)]}
    answer = post(site, PAGE, **values, polozky=[str(first)])
    assert answer.status_code == 409
    assert "Můj předmět" in said(answer)
    assert "Novinky z Lipové" in said(answer)


def test_what_was_typed_survives_that_a_colleague_sent_the_letter(
    two: tuple[Site, int, int],
) -> None:
    site, first, second = two
    typed = {"subject": "Můj předmět", "word": "Moje pečlivá slova.", "version": "1"}
    send(site, frozen(site, [first]))
    order = [str(first), str(second)]

    answer = post(site, PAGE, **typed, poradi=order, polozky=order)
    page = said(answer)
    assert answer.status_code == 409
    assert "už nečeká: vzal ji jiný dopis" in page
    assert ">Moje pečlivá slova.</textarea>" in page

    answer = post(site, PAGE, **typed, poradi=order[1:], polozky=order[1:])
    page = said(answer)
    assert answer.status_code == 409
    assert "Uložením začnete nový." in page
    assert ">Moje pečlivá slova.</textarea>" in page

    send(site, frozen(site, [second]))
    answer = post(site, PAGE, **typed, poradi=order, polozky=order)
    page = said(answer)
    assert answer.status_code == 409
    assert "Všechny novinky už odešly." in page
    assert "Moje pečlivá slova." in page


def test_each_reader_gets_one_letter_and_the_next_digest_is_empty(
    two: tuple[Site, int, int],
) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    number = send(site, digest)
    terms = site.scene.send(number, MailboxTransport(site.store))
    assert (terms.audience, terms.accepted) == (3, 3)
    got = letters(site)
    assert sorted(each.recipient for each in got) == sorted(READERS)
    assert {each.subject for each in got} == {"Novinky z Lipové"}
    assert waiting(site) == []
    assert "Všechny novinky už odešly." in site.page(PAGE)
    page = site.page(f"/redakce/rozesilky/{number}")
    assert "Novinky" in page
    assert "Číslo" not in page
    assert "Novinky " in site.page("/redakce/rozesilky/")
    assert "Dopis Novinky" in site.page(f"/redakce/rozesilky/{number}/dopis")


def test_the_second_digest_holds_only_what_the_first_did_not(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    send(site, frozen(site, [first, second]))
    third = published(site, title="Třetí zpráva")
    assert waiting(site) == ["Třetí zpráva"]
    values = {"version": "0", "subject": "Znovu", "poradi": [str(first), str(third)]}
    answer = post(site, PAGE, **values, polozky=[str(first), str(third)])
    assert answer.status_code == 409
    assert send(site, frozen(site, [third])) == 2


def test_the_same_form_twice_is_one_dispatch_and_nobody_gets_two(
    two: tuple[Site, int, int],
) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    form = order_form(site, digest)
    path = f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit"
    locations = {post(site, path, **form).location for _ in range(2)}
    assert len(locations) == 1
    with site.store.reading() as session:
        assert len(session.scalars(select(Dispatch)).all()) == 1
        assert len(session.scalars(select(Delivery)).all()) == 3
    site.scene.send(1, MailboxTransport(site.store))
    page = site.page(f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit?seznam=magazin")
    assert "Tento dopis už na seznam" in page
    assert "Všichni odběratelé tohoto seznamu už tento dopis mají." in page


def test_a_dispatch_cancelled_before_it_began_frees_its_news(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    number = send(site, digest, **MORNING)
    assert waiting(site) == []
    assert "Všechny novinky už odešly." in site.page(PAGE)
    with site.store.writing() as session:
        assert cancel(session, number)
    assert waiting(site) == ["Druhá zpráva", "První zpráva"]
    assert "Novinky z Lipové" in site.page(PAGE)


def test_no_reader_gets_the_same_news_in_two_letters(two: tuple[Site, int, int]) -> None:
    """Scheduled, cancelled, its news sent in another letter; its own page then sends nothing."""
    site, first, second = two
    stale = frozen(site, [first])
    number = send(site, stale, **MORNING)
    other = frozen(site, [second])
    with site.store.writing() as session:
        assert cancel(session, number)
    form = order_form(site, stale)
    assert frozen(site, [first, second]) == other
    send(site, other)

    path = f"/redakce/novinky/dopis/{stale}/rozeslat"
    for answer in (
        post(site, f"{path}/potvrdit", **form),
        site.client.get(f"{path}/potvrdit?seznam=magazin"),
    ):
        assert answer.status_code == 409
        assert "už vzal jiný dopis: „První zpráva“" in said(answer)
    assert "už vzal jiný dopis" in site.page(path)
    assert "Všechny novinky už odešly." in site.page(PAGE)
    with site.store.reading() as session:
        assert len(session.scalars(select(Dispatch)).all()) == 2


def test_a_scheduled_letter_asks_when_its_news_were_withdrawn(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    number = send(site, frozen(site, [first, second]), **MORNING)
    page = site.page(f"/redakce/novinky/{second}")
    assert "čeká na odeslání" in page
    assert f'href="/redakce/rozesilky/{number}"' in page

    post(site, f"/redakce/novinky/{second}/stahnout")
    begin_due(site.store, lambda: DUE)
    assert site.dispatch(number).state is DispatchState.PAUSED
    page = site.page(f"/redakce/rozesilky/{number}")
    assert "V dopise je, co už není zveřejněné: „Druhá zpráva“." in page
    assert ">Odeslat nyní<" in page


def test_a_scheduled_letter_asks_when_it_would_say_something_else(
    two: tuple[Site, int, int],
) -> None:
    site, first, second = two
    number = send(site, frozen(site, [first, second]), **MORNING)
    corrected = {"title": "Druhá zpráva, opravená", "version": version_of(site, second)} | PUBLISH
    assert post(site, f"/redakce/novinky/{second}", **(TEXT | corrected)).status_code == 303
    begin_due(site.store, lambda: DUE)
    assert site.dispatch(number).state is DispatchState.PAUSED
    assert "změnilo, co dopis říká" in site.page(f"/redakce/rozesilky/{number}")


def test_a_scheduled_letter_leaves_by_itself_when_it_says_the_same(
    two: tuple[Site, int, int],
) -> None:
    """Its news withdrawn and brought back, with more said on the page of the item alone."""
    site, first, second = two
    number = send(site, frozen(site, [first, second]), **MORNING)
    post(site, f"/redakce/novinky/{second}/stahnout")
    values = TEXT | {"title": "Druhá zpráva", "body": "Doplněno.", "act": "publish"}
    values["version"] = version_of(site, second)
    assert post(site, f"/redakce/novinky/{second}", **values).status_code == 303
    begin_due(site.store, lambda: DUE)
    assert site.dispatch(number).state is DispatchState.SENDING


def test_a_change_after_closing_is_seen_before_anything_leaves(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    form = order_form(site, digest)
    post(site, f"/redakce/novinky/{second}/stahnout")
    path = f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit"
    assert post(site, path, **form).status_code == 409
    assert "od uzavření změnily" in site.page(f"/redakce/novinky/dopis/{digest}/rozeslat")
    with site.store.reading() as session:
        assert session.scalars(select(Dispatch)).all() == []


def test_a_wrong_count_sends_nothing(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    path = f"/redakce/novinky/dopis/{digest}/rozeslat/potvrdit"
    answer = post(site, path, **(order_form(site, digest) | {"pocet": "7"}))
    assert answer.status_code == 422
    assert "Napsané číslo nesouhlasí" in said(answer)


def test_what_was_frozen_stays_as_it_was(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    digest = frozen(site, [first, second])
    number = send(site, digest)
    before = site.page(f"/redakce/rozesilky/{number}/dopis.txt")
    post(site, f"/redakce/novinky/{first}/stahnout")
    assert site.page(f"/redakce/rozesilky/{number}/dopis.txt") == before
    name = "dopis-fasada.png"
    assert site.anonymous.get(f"/novinky/dopisy/{digest}/{name}").mimetype == "image/png"
    assert site.anonymous.get(f"/novinky/dopisy/{digest}/email.html").status_code == 404
    assert verify(site.store) == ()


def test_a_lost_file_of_a_letter_is_found_by_the_doctor(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    frozen(site, [first, second])
    with site.store.reading() as session:
        found = session.scalars(
            select(Artefact.sha256)
            .join(SnapshotRecord)
            .where(SnapshotRecord.issue_id.is_(None), Artefact.path == "email.html")
        ).one()
    site.store.blobs.path(found).unlink()
    assert [each.code for each in verify(site.store)] == ["missing-blob"]


def test_a_letter_goes_on_trial_to_a_group_and_counts_in_no_dispatch(
    two: tuple[Site, int, int],
) -> None:
    site, first, second = two
    with site.store.writing() as session:
        group = save_group(
            session, None, "Redakce", [Member("jana@redakce.example")], site.scene.clock()
        ).id
    digest = frozen(site, [first, second])
    path = f"/redakce/novinky/dopis/{digest}/zkouska"
    answer = post(site, path, key="k1", skupina=str(group))
    assert answer.status_code == 303
    page = site.page(answer.location)
    assert "[ZKOUŠKA] Novinky z Lipové" in page
    assert "jana@redakce.example" in page
    assert waiting(site) == ["Druhá zpráva", "První zpráva"]
    assert post(site, path, key="k1", skupina=str(group)).location == answer.location


def test_one_click_ends_the_list_of_the_letter(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    number = send(site, frozen(site, [first, second]))
    site.scene.send(number, MailboxTransport(site.store))
    letter = next(each for each in letters(site) if each.recipient == READERS[0])
    head = zlib.decompress(letter.packed).decode("ascii").replace("\r\n ", "")
    found = re.search(r"List-Unsubscribe: <http://[^/]+(/odhlaseni/[^>]+)>", head)
    assert found
    answer = site.anonymous.post(found[1], data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert site.subscription(READERS[0]).ended_at is not None


def test_the_person_behind_an_address_is_told_of_the_letter(two: tuple[Site, int, int]) -> None:
    site, first, second = two
    number = send(site, frozen(site, [first, second]))
    site.scene.send(number, MailboxTransport(site.store))
    with site.store.reading() as session:
        reader = site.subscription(READERS[0]).subscriber_id
        assert session.get_one(DigestRecord, 1).subject
    assert "Zásilka dopisu Novinky" in site.page(f"/redakce/odberatele/{reader}")
