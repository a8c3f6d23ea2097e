"""Letters on trial reach a named group alone, marked so that nobody takes them for real."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import AuditEntry
from mitdomov.clock import now
from mitdomov.delivery.model import Dispatch
from mitdomov.delivery.outbox.queue import due_letters, send_letter
from mitdomov.delivery.transports.mailbox import MailboxLetter, find_letters, raw_letter
from mitdomov.delivery.trials.trials import Trial, TrialGroup, TrialMember
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.folder.disk import read_files
from mitdomov.subscribers.model import SuppressionReason
from mitdomov.subscribers.suppressing import suppress_address
from tests.conftest import SMALL_ISSUE
from tests.web.served import READERS, Site

GROUPS = "/redakce/zkusebni-skupiny/"
TRIAL = "/redakce/cislo/1-2030/zkouska"
ADDRESSES = "Jana Ukázková <jana@redakce.example>\n\npetr@redakce.example\nPETR@redakce.example"


def save(site: Site, place: str = f"{GROUPS}nova", **values: str) -> Any:
    data = {"nazev": "Redakce", "adresy": ADDRESSES, "csrf_token": site.csrf_token()} | values
    return site.client.post(place, data=data)


def imprint(site: Site) -> str:
    """Of what the form of the first group shows."""
    found = re.search(r'name="imprint" value="([0-9a-f]+)"', site.page(f"{GROUPS}1"))
    assert found
    return found[1]


def order(site: Site, **values: str) -> Any:
    given = {"skupina": "1", "podoba": "vydana", "key": "klíč", "csrf_token": site.csrf_token()}
    return site.client.post(TRIAL, data=given | values)


def arrived(site: Site) -> list[MailboxLetter]:
    """What the worker has put into the mailbox, in the order of recipients."""
    with site.store.reading() as session:
        due = due_letters(site.store, now())
    for letter in due:
        send_letter(site.store, site.scene.settings, letter)
    with site.store.reading() as session:
        found = [session.get_one(MailboxLetter, each.id) for each in find_letters(session)]
        for each in found:
            assert each.packed
        return sorted(found, key=lambda each: each.recipient)


def members(site: Site) -> list[tuple[str, str]]:
    with site.store.reading() as session:
        rows = session.scalars(select(TrialMember).order_by(TrialMember.id))
        return [(each.name, each.address) for each in rows]


def test_a_group_is_kept_under_its_name(site: Site) -> None:
    assert "Zatím tu žádná skupina není" in site.page(GROUPS)
    assert save(site).location == GROUPS
    assert members(site) == [
        ("Jana Ukázková", "jana@redakce.example"),
        ("", "petr@redakce.example"),
    ]
    assert "Redakce" in site.page(GROUPS)
    page = site.page(f"{GROUPS}1")
    assert "Jana Ukázková &lt;jana@redakce.example&gt;" in page
    changed = {"nazev": "Vedení", "adresy": "sef@redakce.example", "imprint": imprint(site)}
    save(site, f"{GROUPS}1", **changed)
    assert members(site) == [("", "sef@redakce.example")]


def test_a_group_asked_for_by_an_issue_leads_back_to_its_sending(site: Site) -> None:
    sending = "/redakce/cislo/1-2030/rozeslat"
    found = re.search(rf'href="({GROUPS}nova[^"]*)"', site.page(sending))
    assert found
    assert save(site, found[1]).location == f"{sending}#zkouska"
    assert "Redakce (2 adresy)" in site.page(sending).replace("\xa0", " ")
    wrong = f"{GROUPS}nova?cislo=//jinde.example"
    assert save(site, wrong, nazev="Jiná").location == GROUPS


def test_two_people_change_a_group_and_neither_loses_an_address(site: Site) -> None:
    save(site)
    shown = imprint(site)
    theirs = {"adresy": f"{ADDRESSES}\nnova@redakce.example", "imprint": shown}
    assert save(site, f"{GROUPS}1", **theirs).status_code == 303
    late = save(site, f"{GROUPS}1", adresy="moje@redakce.example", imprint=shown)
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "moje@redakce.example</textarea>" in page
    assert "nova@redakce.example</dd>" in page
    assert ("", "nova@redakce.example") in members(site)
    second = save(site, f"{GROUPS}1", adresy="moje@redakce.example", imprint=imprint(site))
    assert second.status_code == 303
    assert members(site) == [("", "moje@redakce.example")]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"nazev": " "}, "nazev", "Pojmenujte skupinu"),
        ({"nazev": "n" * 101}, "nazev", "zkraťte"),
        ({"nazev": "a\u2028b"}, "nazev", "řídicí znak"),
        ({"adresy": ""}, "adresy", "aspoň jednu"),
        ({"adresy": "a@b.cz\nnesmysl"}, "adresy", "Řádek 2"),
        ({"adresy": "Bcc: x <a@b.cz, c@d.cz>"}, "adresy", "jediná adresa"),
        ({"adresy": "a@b.cz%0d%0aBcc: c@d.cz"}, "adresy", "Řádek 1"),
        ({"adresy": "\n".join(f"a{n}@b.cz" for n in range(31))}, "adresy", "nejvýše 30"),
    ],
)
def test_what_will_not_do_is_told_at_its_field(
    site: Site, values: dict[str, str], field: str, sentence: str
) -> None:
    answer = save(site, **values)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', page)
    assert members(site) == []


def test_two_groups_do_not_share_a_name(site: Site) -> None:
    save(site)
    answer = save(site, nazev="REDAKCE")
    assert answer.status_code == 422
    assert "už je" in answer.get_data(as_text=True)
    assert save(site, f"{GROUPS}1", imprint=imprint(site)).status_code == 303


def test_deleting_a_group_is_asked_first(site: Site) -> None:
    save(site)
    before = site.dump()
    assert "Smazat skupinu Redakce?" in site.page(f"{GROUPS}1/smazat")
    assert site.dump() == before
    answer = site.client.post(f"{GROUPS}1/smazat", data={"csrf_token": site.csrf_token()})
    assert answer.location == GROUPS
    assert members(site) == []
    assert site.client.get(f"{GROUPS}1").status_code == 404


def test_the_group_gets_the_letter_and_nobody_else(site: Site) -> None:
    save(site)
    answer = order(site)
    assert answer.location == f"{TRIAL}/1"
    letters = arrived(site)
    assert [each.recipient for each in letters] == ["jana@redakce.example", "petr@redakce.example"]
    page = site.page(f"{TRIAL}/1")
    assert "2 adresy" in page
    assert page.count("odesláno") == 2
    assert "Redakce" in site.page("/redakce/cislo/1-2030/rozeslat")
    with site.store.reading() as session:
        assert session.scalars(select(Dispatch)).all() == []
        sentences = session.scalars(
            select(AuditEntry.sentence).where(AuditEntry.verb == "trial-sent")
        ).all()
    assert sentences == ["Zkušební dopis čísla 1/2030 skupině „Redakce“ na 2\xa0adresy."]


def test_its_state_comes_by_itself_while_letters_wait(site: Site) -> None:
    save(site)
    order(site)
    asks = f'hx-get="{TRIAL}/1" hx-select="#prubeh"'
    page = site.page(f"{TRIAL}/1")
    assert asks in page
    assert "Na cestě: 2 dopisy" in page
    assert re.search(rf'<noscript>\s*<p><a href="{TRIAL}/1">Obnovit stav</a>', page)
    arrived(site)
    page = site.page(f"{TRIAL}/1")
    assert asks not in page
    assert "Žádný dopis už není na cestě." in page


def test_a_letter_is_tried_before_it_is_sent(site: Site) -> None:
    page = site.page("/redakce/cislo/1-2030/rozeslat")
    assert page.index('id="zkouska"') < page.index('id="komu"')


def test_it_is_marked_and_ends_nobodys_subscription(site: Site) -> None:
    save(site)
    order(site)
    (letter, _) = arrived(site)
    assert letter.subject.startswith("[ZKOUŠKA] [Ukázka] Mít domov 1/2030")
    message = message_from_bytes(raw_letter(letter), policy=policy.default)
    for subtype in ("html", "plain"):
        body = message.get_body((subtype,))
        assert body
        text = body.get_content()
        assert "ZKOUŠKA" in text
        assert "Redakce" in text
        assert "⟦" not in text
        assert "odhlaseni/ukazka" in text
        assert all(reader not in text for reader in READERS)
    assert "List-Unsubscribe" not in message


def test_the_form_sent_twice_is_one_trial(site: Site) -> None:
    save(site)
    assert {order(site).location for _ in range(3)} == {f"{TRIAL}/1"}
    assert len(arrived(site)) == 2
    assert order(site, key="jiný").location == f"{TRIAL}/2"


def test_the_working_copy_is_tried_before_it_is_published(site: Site) -> None:
    files = read_files(SMALL_ISSUE / "1-2030")
    files["issue.toml"] = files["issue.toml"].replace(b'number = "1/2030"', b'number = "2/2030"')
    with site.store.reading() as session:
        assert len(session.scalars(select(IssueRecord)).all()) == 1
    import_issue(site.store, files, site.scene.clock())
    save(site)
    page = site.page("/redakce/cislo/2-2030/rozeslat")
    assert "ještě není vydané" in page
    data = {"skupina": "1", "podoba": "rozpracovana", "key": "k", "csrf_token": site.csrf_token()}
    place = "/redakce/cislo/2-2030/zkouska"
    assert site.client.post(place, data=data | {"podoba": "vydana"}).status_code == 409
    assert site.client.post(place, data=data).location == f"{place}/1"
    (letter, _) = arrived(site)
    assert letter.subject.startswith("[ZKOUŠKA] [Ukázka] Mít domov 2/2030")
    message = message_from_bytes(raw_letter(letter), policy=policy.default)
    body = message.get_body(("html",))
    assert body
    assert "rozpracované číslo" in body.get_content()
    assert site.client.get(f"{TRIAL}/1").status_code == 404


def break_frame(site: Site, session: Session) -> None:
    """Articles stand in a section that the issue no longer has."""
    issue = session.scalars(select(IssueRecord)).one()
    frame = site.store.blobs.get(issue.frame_sha256)
    issue.frame_sha256 = site.store.blobs.put(frame.replace(b'"tema"', b'"jinak"'))


def break_picture(site: Site, session: Session) -> None:
    for item in session.scalars(select(MediaItem)):
        item.sha256 = site.store.blobs.put(b"nic")


@pytest.mark.parametrize(("damage", "words"), [(break_frame, "Rubriku"), (break_picture, "brázek")])
def test_an_issue_that_makes_no_letter_yet_says_why(
    site: Site, damage: Callable[[Site, Session], None], words: str
) -> None:
    save(site)
    with site.store.writing() as session:
        damage(site, session)
    answer = order(site, podoba="rozpracovana")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Nic neodešlo" in page
    assert words in page
    assert not re.search(r"[.]md|řádek|articles/|pole „", page), "words of the command line"
    assert re.search(r'<a href="/redakce/[^"]+">[^<]+</a><span class="finding">', page)
    assert arrived(site) == []


def test_a_forbidden_address_gets_no_trial_either(site: Site) -> None:
    save(site)
    with site.store.writing() as session:
        suppress_address(
            session,
            "petr@redakce.example",
            SuppressionReason.REQUEST,
            site.scene.clock(),
            secret_key=site.scene.settings.secret_key,
            actor="zkouška",
        )
    order(site)
    assert [each.recipient for each in arrived(site)] == ["jana@redakce.example"]
    assert "zakázáno zasílat" in site.page(f"{TRIAL}/1")


@pytest.mark.parametrize(
    "wrong", [{"skupina": "x"}, {"podoba": ""}, {"key": ""}, {"key": "k" * 65}]
)
def test_what_no_form_of_ours_sends_is_refused(site: Site, wrong: dict[str, str]) -> None:
    save(site)
    assert order(site, **wrong).status_code == 400
    with site.store.reading() as session:
        assert session.scalars(select(Trial)).all() == []


def test_a_group_deleted_meanwhile_is_a_conflict(site: Site) -> None:
    assert order(site).status_code == 409
    with site.store.reading() as session:
        assert session.scalars(select(TrialGroup)).all() == []
