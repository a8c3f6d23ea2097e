"""Whoever the settings name is told once that a dispatch finished or was paused."""

import email
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, update

from mitdomov.clock import now
from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.scheduling import begin_due, schedule_dispatch
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.outbox.notices import due_notices, notify
from mitdomov.delivery.outbox.post import SingleLetter, send_single
from mitdomov.delivery.outbox.queue import LetterState, SingleLetterRecord, due_letters, send_letter
from mitdomov.delivery.transports.mailbox import MailboxTransport, find_letters, raw_letter
from mitdomov.editorial.model import IssueRecord
from mitdomov.settings import UncertainPolicy
from tests.dispatching import Scene, made_scene
from tests.relay import running_relay

CONTACT = "redakce@mitdomov.example"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path, NOTICE_TO=CONTACT)
    made.subscribe(["alice@obec.example", "bob@obec.example"])
    return made


def deliver_outbox(scene: Scene) -> None:
    for letter in due_letters(scene.store, now()):
        send_letter(scene.store, scene.settings, letter)


def notices(scene: Scene) -> list[EmailMessage]:
    deliver_outbox(scene)
    with scene.store.reading() as session:
        raw = [raw_letter(each) for each in find_letters(session, CONTACT)]
    return [email.message_from_bytes(each, policy=policy.default) for each in raw]


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_finished_dispatch_is_reported_once_with_its_equation(scene: Scene) -> None:
    dispatch = scene.plan()
    assert due_notices(scene.store, scene.settings) == []
    scene.send(dispatch, MailboxTransport(scene.store))

    assert due_notices(scene.store, scene.settings) == [dispatch]
    notify(scene.store, scene.settings, dispatch)
    notify(scene.store, scene.settings, dispatch)

    (notice,) = notices(scene)
    assert notice["Subject"] == "Rozesílka čísla 1/2026 skončila"
    assert notice["To"] == CONTACT
    assert notice["Auto-Submitted"] == "auto-generated"
    assert "Převzal další server:  2" in text(notice)
    assert f"/redakce/rozesilky/{dispatch}" in text(notice)
    assert due_notices(scene.store, scene.settings) == []


def test_a_notice_names_the_issue_as_it_was_mailed(scene: Scene) -> None:
    """Its editors are at work on the next form of it already."""
    dispatch = scene.plan()
    with scene.store.writing() as session:
        session.scalars(select(IssueRecord)).one().theme = "Jiné téma"
    scene.send(dispatch, MailboxTransport(scene.store))
    notify(scene.store, scene.settings, dispatch)
    (notice,) = notices(scene)
    assert "(První klíče)" in text(notice)


@pytest.mark.parametrize("policy", list(UncertainPolicy))
def test_doubt_is_left_to_a_person_under_either_policy(
    policy: UncertainPolicy, tmp_path: Path
) -> None:
    scene = made_scene(tmp_path, NOTICE_TO=CONTACT, UNCERTAIN_POLICY=policy)
    scene.subscribe(["alice@obec.example"])
    dispatch = scene.plan()
    scene.send(dispatch, MailboxTransport(scene.store))
    with scene.store.writing() as session:
        session.execute(update(Delivery).values(state=DeliveryState.UNCERTAIN))
    notify(scene.store, scene.settings, dispatch)

    (notice,) = notices(scene)
    assert "Program je sám už znovu" in text(notice)


def test_what_is_overdue_is_told_without_an_equation(scene: Scene) -> None:
    """Nothing has left, and whether it may is for a person to say."""
    with scene.store.writing() as session:
        number = schedule_dispatch(
            session,
            snapshot_id=scene.snapshot_id,
            list="magazin",
            at=scene.clock(),
            scheduled_for=scene.clock(),
        ).id
    scene.clock.move(hours=1)
    begin_due(scene.store, scene.clock)
    notify(scene.store, scene.settings, number)

    (notice,) = notices(scene)
    assert "Odeslat nyní?" in text(notice)
    assert "Odběratelů celkem" not in notice.as_string()
    assert "Odeslat nyní, přeplánovat nebo zrušit" in text(notice)


def test_each_pause_is_reported_with_its_reason(scene: Scene) -> None:
    dispatch = scene.plan()
    for reason in ("Poštovní server odmítl přihlášení.", "A <znovu> & jinak."):
        with scene.store.writing() as session:
            control.pause(session, dispatch, reason)
        notify(scene.store, scene.settings, dispatch)
        with scene.store.writing() as session:
            control.resume(session, dispatch)

    again, first = notices(scene)
    assert first["Subject"] == "Rozesílka čísla 1/2026 je pozastavená"
    assert "Důvod: Poštovní server odmítl přihlášení." in text(first)
    assert "Důvod: A <znovu> & jinak." in text(again)


def test_a_notice_outlives_a_relay_that_is_away(tmp_path: Path) -> None:
    """A relay that is away is what most pauses are about."""
    with running_relay() as relay:
        pass
    scene = made_scene(tmp_path, SMTP_URL=relay.url, NOTICE_TO=CONTACT)
    scene.subscribe(["alice@obec.example"])
    dispatch = scene.plan()
    with scene.store.writing() as session:
        control.pause(session, dispatch, "Poštovní server odmítl přihlášení.")

    notify(scene.store, scene.settings, dispatch)
    deliver_outbox(scene)

    assert due_notices(scene.store, scene.settings) == []
    with scene.store.reading() as session:
        (letter,) = session.scalars(select(SingleLetterRecord))
    assert (letter.address, letter.state, letter.attempts) == (CONTACT, LetterState.WAITING, 1)
    assert letter.due_at > now()


def test_a_single_letter_has_short_encoded_lines_and_a_domain_of_its_own(tmp_path: Path) -> None:
    long_html = f"<p>{'Příliš žluťoučký kůň. ' * 200}</p>"
    with running_relay() as relay:
        scene = made_scene(tmp_path, SMTP_URL=relay.url, MAIL_FROM="Mít domov <info@dům.example>")
        letter = SingleLetter("jana@město.example", "Potvrzení odběru ✓", "Ahoj", long_html)
        send_single(scene.store, scene.settings, letter)

    (received,) = relay.accepted
    assert received.recipient == "jana@xn--msto-gwa.example"
    assert received.message["Subject"] == "Potvrzení odběru ✓"
    assert received.message["From"] == "Mít domov <info@xn--dm-sua.example>"
    assert received.message["Message-ID"].endswith("@xn--dm-sua.example>")
    assert max(map(len, received.raw.split(b"\r\n"))) <= 78
    assert received.raw.isascii()


def test_nobody_is_told_unless_the_settings_name_somebody(tmp_path: Path) -> None:
    silent = made_scene(tmp_path)
    silent.subscribe(["alice@obec.example"])
    silent.send(silent.plan(), MailboxTransport(silent.store))
    assert due_notices(silent.store, silent.settings) == []
