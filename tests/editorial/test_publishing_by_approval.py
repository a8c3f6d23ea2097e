"""Readers see what was approved, whole; whatever happens at the same moment."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from mitdomov.accounts.audit import Actor
from mitdomov.accounts.model import AuditEntry
from mitdomov.database import blobs
from mitdomov.database.store import Store, open_store
from mitdomov.durable import replace_file
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.model import Artefact, IssueState, SnapshotRecord
from mitdomov.editorial.publishing import (
    ChangedMeanwhileError,
    NotApprovedError,
    NotPublishable,
    publish,
)
from mitdomov.editorial.review import approving
from mitdomov.editorial.review.model import Approval
from mitdomov.magazine.snapshot import thaw
from tests.editorial.desk import NUMBER, URL, Desk, desk_with, press


@pytest.fixture
def desk(store: Store, files: dict[str, bytes], at: datetime) -> Desk:
    return desk_with(store, files, at)


def issue(desk: Desk, approval: Approval, meanwhile: Callable[[], object] = int) -> None:
    def renderer(snapshot, *, public_url, progress, **rest):  # type: ignore[no-untyped-def]
        meanwhile()
        return press(snapshot, public_url=public_url, progress=progress, **rest)

    publish(
        desk.store,
        NUMBER,
        public_url=URL,
        at=desk.tick(),
        renderer=renderer,
        approval_id=approval.id,
        by=Actor("Bob"),
    )


def seen(store: Store) -> str | None:
    """The content that readers see; every file of it is there and is of that content."""
    with store.reading() as session:
        record = issue_named(session, NUMBER)
        if record.current_snapshot_id is None:
            assert record.state is IssueState.DRAFT
            return None
        snapshot = session.get_one(SnapshotRecord, record.current_snapshot_id)
        rows = session.scalars(select(Artefact).where(Artefact.snapshot_id == snapshot.id)).all()
    assert len(rows) == 4
    assert {store.blobs.get(row.sha256) for row in rows} == {snapshot.sha256.encode()}
    assert thaw(store.blobs.get(snapshot.sha256), store.blobs.get).sha256 == snapshot.sha256
    return snapshot.sha256


def test_what_was_approved_is_published_and_noted(desk: Desk) -> None:
    approval = desk.approved(desk.person("bob"))
    issue(desk, approval)
    assert seen(desk.store) == approval.snapshot_sha256
    issue(desk, approval)
    with desk.store.reading() as session:
        query = select(AuditEntry).where(AuditEntry.verb == "issue-published")
        (entry,) = session.scalars(query)
    assert (entry.actor, entry.subject) == ("Bob", "issue:1/2030")


def test_the_terminal_publishes_without_an_approval_and_is_noted_too(desk: Desk) -> None:
    publish(desk.store, NUMBER, public_url=URL, at=desk.tick(), renderer=press)
    with desk.store.reading() as session:
        query = select(AuditEntry.actor).where(AuditEntry.verb == "issue-published")
        assert session.scalars(query).all() == ["terminál"]


def test_another_content_than_the_approved_is_not_published(desk: Desk) -> None:
    bob = desk.person("bob")
    approval = desk.approved(bob)
    desk.edit("prvni-klice", bob, title="Jiné klíče")
    with pytest.raises(NotApprovedError, match="znovu schválit"):
        issue(desk, approval)
    assert seen(desk.store) is None


def test_an_approval_of_another_issue_or_of_none_is_worth_nothing(desk: Desk) -> None:
    approval = desk.approved(desk.person("bob"))
    approval.id += 1
    with pytest.raises(NotApprovedError):
        issue(desk, approval)


def test_an_approval_withdrawn_while_the_issue_is_set_is_worth_nothing(desk: Desk) -> None:
    bob = desk.person("bob")
    approval = desk.approved(bob)

    def withdraw() -> None:
        with desk.store.writing() as session:
            approving.withdraw(session, session.get_one(Approval, approval.id), bob, desk.tick())

    with pytest.raises(NotApprovedError):
        issue(desk, approval, withdraw)
    assert seen(desk.store) is None


def test_an_edit_while_the_issue_is_set_keeps_it_from_readers(desk: Desk) -> None:
    bob = desk.person("bob")
    approval = desk.approved(bob)
    with pytest.raises(ChangedMeanwhileError):
        issue(desk, approval, lambda: desk.edit("prvni-klice", bob, title="Jiné klíče"))
    assert seen(desk.store) is None


def test_readers_see_nothing_but_what_was_approved(desk: Desk) -> None:
    """A hundred rounds of two publications, an edit and an approval at the same moment."""
    anna, bob, cyril = map(desk.person, ("anna", "bob", "cyril"))
    approved = {desk.approved(cyril).snapshot_sha256}
    outcomes = set()

    def try_publishing() -> str:
        with desk.store.reading() as session:
            record = issue_named(session, NUMBER)
            latest = approving.approvals_of(session, record)[0]
        try:
            issue(desk, latest)
        except (NotApprovedError, ChangedMeanwhileError) as error:
            return type(error).__name__
        return "published"

    def edit(number: int) -> str:
        desk.edit("prvni-klice", (anna, bob)[number % 2], title=f"Klíče {number}")
        return "edited"

    def approve() -> str:
        outcome = desk.approve(cyril)
        if isinstance(outcome, Approval):
            approved.add(outcome.snapshot_sha256)
            return "approved"
        return "refused"

    with ThreadPoolExecutor(4) as pool:
        for number in range(100):
            is_calm = number % 4 == 0
            if is_calm or number % 3:
                approve()
            meanwhile = [] if is_calm else [partial(edit, number)]
            acts: list[Callable[[], str]] = [try_publishing, try_publishing, *meanwhile, approve]
            turned = acts[number % 4 :] + acts[: number % 4]
            outcomes |= {each.result() for each in [pool.submit(act) for act in turned]}
            assert seen(desk.store) in approved | {None}
    assert {"published", "edited", "approved"} <= outcomes
    desk.approved(cyril)
    assert try_publishing() == "published"
    assert seen(desk.store) == desk.content()


def test_a_worker_killed_at_any_step_leaves_the_old_or_the_new(desk: Desk, tmp_path: Path) -> None:
    bob = desk.person("bob")
    issue(desk, desk.approved(bob))
    old = seen(desk.store)
    desk.edit("prvni-klice", desk.person("anna"), title="Jiné klíče")
    approval = desk.approved(bob)
    new = approval.snapshot_sha256
    found = []
    for steps in range(1, 200):
        done = _publish_and_die(tmp_path, steps, approval.id)
        store = open_store(f"sqlite:///{tmp_path / 'mitdomov.sqlite'}", tmp_path)
        found.append(seen(store))
        store.engine.dispose()
        if done == 0:
            break
        assert done == -signal.SIGKILL
    assert set(found[:-1]) <= {old, new}
    assert found[0] == old
    assert found[-1] == new
    assert len(found) > 20


def _publish_and_die(directory: Path, steps: int, approval: int) -> int:
    """How a process ended that publishes and is killed at that step."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _publish_until(directory, steps, approval)
    finally:
        os._exit(1)


def _publish_until(directory: Path, steps: int, approval: int) -> None:
    left = iter(range(steps - 1))

    def step(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(*arguments: Any) -> None:
        step()
        replace_file(*arguments)
        step()

    store = open_store(f"sqlite:///{directory / 'mitdomov.sqlite'}", directory)
    for moment in ("before_cursor_execute", "commit"):
        event.listen(store.engine, moment, step)
    setattr(blobs, "replace_file", write)  # noqa: B010 - not exported by that module
    later = datetime(2030, 5, 1, tzinfo=UTC)
    publish(store, NUMBER, public_url=URL, at=later, renderer=press, approval_id=approval)
    os._exit(0)


def test_a_permission_must_last_until_the_issue_really_comes_out(desk: Desk) -> None:
    approval = desk.approved(desk.person("bob"))
    desk.at = datetime(2035, 11, 6, tzinfo=UTC)
    with pytest.raises(NotPublishable, match="Svolení k překladu vypršelo"):
        issue(desk, approval)
    assert seen(desk.store) is None
