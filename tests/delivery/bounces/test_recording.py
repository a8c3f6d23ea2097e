"""A returned letter is recorded once, and only a genuine mark suppresses anybody."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mitdomov.accounts.model import AuditEntry
from mitdomov.database.store import Store
from mitdomov.delivery.bounces.model import Deed, ReturnedLetter
from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.taken import Fate
from mitdomov.delivery.dispatches.report import Equation
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.editorial.model import Artefact, IssueRecord, IssueState, SnapshotRecord
from mitdomov.subscribers.model import (
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from tests.delivery.bounces.returned import (
    ALICE,
    NAMES,
    READERS,
    bring_back,
    letter,
    mark_of,
    sent_scene,
)
from tests.dispatching import Scene

BOB = READERS[1]
ONE_ISSUE = {
    "closed-mailbox": Deed.COUNTED,
    "complaint": Deed.SUPPRESSED,
    "exchange-5.1.10": Deed.SUPPRESSED,
    "exim-report": Deed.SUPPRESSED,
    "forwarded-elsewhere": Deed.COUNTED,
    "gmail-over-quota": Deed.COUNTED,
    "plain-czech": Deed.COUNTED,
    "postfix-delayed": Deed.COUNTED,
    "postfix-expired": Deed.COUNTED,
    "postfix-null-mx": Deed.SUPPRESSED,
    "postfix-unknown-user": Deed.SUPPRESSED,
    "qmail": Deed.COUNTED,
    "seznam-spam": Deed.TOLD,
    "too-big": Deed.TOLD,
}


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Scene, int]:
    return sent_scene(tmp_path)


def rows(store: Store) -> list[ReturnedLetter]:
    with store.reading() as session:
        return list(session.scalars(select(ReturnedLetter).order_by(ReturnedLetter.id)))


def suppressed(store: Store) -> dict[str, SuppressionReason]:
    """By address."""
    with store.reading() as session:
        query = select(Subscriber.address, Suppression.reason).join(
            Suppression, Suppression.address_hash == Subscriber.address_hash
        )
        return dict(session.execute(query).all())


def next_issue(scene: Scene) -> int:
    """A dispatch of the issue after the last one, accepted by every server."""
    scene.clock.move(days=30)
    with scene.store.writing() as session:
        last = session.scalars(select(SnapshotRecord).order_by(SnapshotRecord.id.desc())).first()
        assert last is not None
        number = f"{last.id + 1}/2026"
        at, day = scene.clock(), last.dated
        issue = IssueRecord(
            number=number,
            theme="",
            dated=day,
            state=IssueState.PUBLISHED,
            imported_at=at,
            updated_at=at,
        )
        session.add(issue)
        session.flush()
        made = SnapshotRecord(
            issue_id=issue.id,
            sha256=f"{last.id:064d}",
            public_url=last.public_url,
            theme="",
            dated=day,
            publication_sha256=last.publication_sha256,
            frozen_at=at,
        )
        session.add(made)
        session.flush()
        for each in session.scalars(select(Artefact).where(Artefact.snapshot_id == last.id)).all():
            session.add(
                Artefact(
                    snapshot_id=made.id,
                    path=each.path,
                    sha256=each.sha256,
                    size_bytes=each.size_bytes,
                    media_type=each.media_type,
                )
            )
        scene.snapshot_id = made.id
    dispatch = scene.plan()
    scene.send(dispatch, MailboxTransport(scene.store, scene.clock))
    return dispatch


@pytest.mark.parametrize("name", ONE_ISSUE)
def test_what_follows_from_one_returned_letter(name: str, sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    before = scene.equation(dispatch)

    taken = bring_back(scene, dispatch, name)

    assert (taken.fate, taken.deed) == (Fate.RECORDED, ONE_ISSUE[name])
    (row,) = rows(scene.store)
    assert (row.delivery_id, row.deed) == (scene.delivery(dispatch, ALICE).id, ONE_ISSUE[name])
    assert set(suppressed(scene.store)) == ({ALICE} if taken.deed is Deed.SUPPRESSED else set())
    assert scene.equation(dispatch) == before == Equation(audience=4, accepted=4)


def test_a_mailbox_that_is_gone_is_mailed_no_more_and_nothing_is_withdrawn(
    sent: tuple[Scene, int],
) -> None:
    scene, dispatch = sent
    bring_back(scene, dispatch, "postfix-unknown-user")

    assert suppressed(scene.store) == {ALICE: SuppressionReason.HARD_BOUNCE}
    with scene.store.reading() as session:
        states = set(session.scalars(select(Subscription.state)))
        sentence = session.scalars(select(AuditEntry.sentence)).one()
    assert states == {SubscriptionState.ACTIVE}
    assert "zakázáno zasílat" in sentence
    assert "@" not in sentence
    second = next_issue(scene)
    assert scene.states(second)[ALICE] is DeliveryState.SKIPPED
    assert scene.states(second)[BOB] is DeliveryState.ACCEPTED


def test_a_complaint_ends_the_subscriptions(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    bring_back(scene, dispatch, "complaint-without-sender")

    assert suppressed(scene.store) == {ALICE: SuppressionReason.COMPLAINT}
    with scene.store.reading() as session:
        query = select(Subscription.state).join(Subscriber).where(Subscriber.address == ALICE)
        assert session.scalars(query).one() is SubscriptionState.ENDED


@pytest.mark.parametrize("name", ["closed-mailbox", "plain-czech", "postfix-domain-not-found"])
def test_less_certain_failures_count_when_two_issues_fail_in_a_row(
    name: str, sent: tuple[Scene, int]
) -> None:
    scene, first = sent
    bring_back(scene, first, name)
    again = scene.plan()
    scene.send(again, MailboxTransport(scene.store, scene.clock))
    assert bring_back(scene, again, name).deed is Deed.COUNTED, "the same issue is no second one"
    second = next_issue(scene)
    assert suppressed(scene.store) == {}

    assert bring_back(scene, second, name).deed is Deed.SUPPRESSED
    assert suppressed(scene.store) == {ALICE: SuppressionReason.HARD_BOUNCE}


def test_a_forward_that_fails_is_no_first_failure(sent: tuple[Scene, int]) -> None:
    scene, first = sent
    bring_back(scene, first, "forwarded-elsewhere")
    assert bring_back(scene, next_issue(scene), "closed-mailbox").deed is Deed.COUNTED


def test_an_issue_that_came_through_in_between_starts_the_count_anew(
    sent: tuple[Scene, int],
) -> None:
    scene, first = sent
    bring_back(scene, first, "closed-mailbox")
    next_issue(scene)
    third = next_issue(scene)

    assert bring_back(scene, third, "closed-mailbox").deed is Deed.COUNTED


def test_reports_may_come_in_any_order(sent: tuple[Scene, int]) -> None:
    scene, first = sent
    data = letter("closed-mailbox", mark_of(scene, first))
    scene.clock.move(days=-15)
    second = next_issue(scene)
    bring_back(scene, second, "closed-mailbox")

    taken = take_in(scene.store, scene.settings, data, scene.clock())
    assert taken.deed is Deed.SUPPRESSED


def test_full_mailboxes_never_add_up(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    for _ in range(4):
        assert bring_back(scene, dispatch, "gmail-over-quota").deed is Deed.COUNTED
        dispatch = next_issue(scene)
    assert suppressed(scene.store) == {}


def test_a_forged_notice_suppresses_nobody(sent: tuple[Scene, int]) -> None:
    """It names the reader everywhere, and bears a mark that somebody made up."""
    scene, dispatch = sent
    number = scene.delivery(dispatch, ALICE).id
    genuine = mark_of(scene, dispatch)
    forged = (
        "vraceni@posta.example",
        f"vraceni+{number}@posta.example",
        f"vraceni+{number}-aaaaaaaaaaaaaaaa@posta.example",
        genuine.replace(f"+{number}-", f"+{number + 1}-"),
        genuine.replace("@posta.example", "@jina.example"),
    )
    for data in (letter(name, mark) for mark in forged for name in NAMES):
        fate = take_in(scene.store, scene.settings, data, scene.clock()).fate
        assert fate in (Fate.STRANGE, Fate.IGNORED)
    assert rows(scene.store) == []
    assert suppressed(scene.store) == {}


def test_without_the_setting_no_mark_is_genuine(sent: tuple[Scene, int], tmp_path: Path) -> None:
    scene, dispatch = sent
    data = letter("postfix-unknown-user", mark_of(scene, dispatch))
    (tmp_path / "jina").mkdir()
    other, _ = sent_scene(tmp_path / "jina", SECRET_KEY="j" * 40)
    assert take_in(other.store, other.settings, data, scene.clock()).fate is Fate.STRANGE


def test_a_flood_of_the_same_notice_is_one(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    fates = [bring_back(scene, dispatch, "closed-mailbox").fate for _ in range(30)]
    assert fates == [Fate.RECORDED, *[Fate.REPEATED] * 29]
    assert len(rows(scene.store)) == 1


def test_ever_new_codes_fill_no_database_and_forestall_no_complaint(
    sent: tuple[Scene, int],
) -> None:
    scene, dispatch = sent
    data = letter("closed-mailbox", mark_of(scene, dispatch))
    for number in range(40):
        changed = data.replace(b"5.2.1", f"5.3.{number + 10}".encode())
        take_in(scene.store, scene.settings, changed, scene.clock())
    assert len(rows(scene.store)) == 5
    assert bring_back(scene, dispatch, "complaint").deed is Deed.SUPPRESSED


@pytest.mark.parametrize(("name", "days"), [("postfix-unknown-user", 31), ("complaint", 181)])
def test_a_mark_does_not_hold_for_ever(name: str, days: int, sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    with scene.store.writing() as session:
        session.execute(update(Delivery).values(updated_at=scene.clock()))
    scene.clock.move(days=days)
    assert bring_back(scene, dispatch, name).fate is Fate.LATE
    assert suppressed(scene.store) == {}


def test_what_was_suppressed_before_keeps_its_reason(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    bring_back(scene, dispatch, "complaint")
    assert bring_back(scene, dispatch, "postfix-unknown-user").deed is Deed.KNOWN
    assert suppressed(scene.store) == {ALICE: SuppressionReason.COMPLAINT}


def test_an_address_that_a_reader_has_left_tells_nothing_of_the_new_one(
    sent: tuple[Scene, int],
) -> None:
    scene, dispatch = sent
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == ALICE)).one()
        who.address = "alice@novy-urad.example"
    assert bring_back(scene, dispatch, "postfix-unknown-user").deed is Deed.COUNTED
    assert suppressed(scene.store) == {}


def test_a_letter_in_doubt_that_comes_back_had_left(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    with scene.store.writing() as session:
        uncertain = update(Delivery).where(Delivery.address == ALICE)
        session.execute(uncertain.values(state=DeliveryState.UNCERTAIN))
    bring_back(scene, dispatch, "postfix-unknown-user")
    found = scene.delivery(dispatch, ALICE)
    assert (found.state, found.reason) == (
        DeliveryState.ACCEPTED,
        "Že dopis odešel, je jisté: vrátil se.",
    )


def test_nothing_of_a_person_stands_in_the_log(
    sent: tuple[Scene, int], caplog: pytest.LogCaptureFixture
) -> None:
    scene, dispatch = sent
    with caplog.at_level(logging.DEBUG, "mitdomov"):
        for name in NAMES:
            bring_back(scene, dispatch, name)
    assert "postfix" not in caplog.text
    assert "delivery 1: failed, no-mailbox" in caplog.text
    assert "@" not in caplog.text


def test_the_words_of_a_notice_are_cut_and_made_fit_to_show(sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    data = letter("closed-mailbox", mark_of(scene, dispatch))
    data = data.replace(b"inactive.", b"in\x00\x1bactive \xe2\x80\xae" + b"x" * 5_000)
    take_in(scene.store, scene.settings, data, scene.clock())
    (row,) = rows(scene.store)
    assert len(row.words) == 500
    assert row.words.isprintable()
    with scene.store.reading() as session:
        assert session.scalars(select(func.count()).select_from(Suppression)).one() == 0
