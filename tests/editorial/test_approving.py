"""A publisher approves an issue: exactly its content, and not alone; any edit voids it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mitdomov.accounts.model import AccountRole
from mitdomov.accounts.roles import Role
from mitdomov.database.store import Store
from mitdomov.document.tree import Document
from mitdomov.editorial import judging
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.frames import FrameSaved, read_frame, save_frame
from mitdomov.editorial.importing import export_files, import_issue, issue_named
from mitdomov.editorial.review import approving, proof_links, proofs
from mitdomov.editorial.review.approving import Refused
from mitdomov.editorial.review.model import Approval
from mitdomov.editorial.revisions import Changes
from mitdomov.magazine.model import Correction
from tests.editorial.desk import NUMBER, Desk, desk_with


@pytest.fixture
def desk(store: Store, files: dict[str, bytes], at: datetime) -> Desk:
    return desk_with(store, files, at)


@pytest.fixture
def anna(desk: Desk) -> int:
    return desk.person("anna")


@pytest.fixture
def bob(desk: Desk) -> int:
    return desk.person("bob")


def test_an_approval_names_the_content_and_keeps_it(desk: Desk, bob: int) -> None:
    approval = desk.approved(bob)
    assert approval.snapshot_sha256 == desk.content()
    holding = desk.holding()
    assert holding
    assert holding.id == approval.id
    before = export_files(desk.store, NUMBER)
    desk.edit("prvni-klice", bob, title="Jiné klíče")
    assert export_files(desk.store, NUMBER, approval.revision) == before


def test_any_edit_voids_it_and_taking_the_edit_back_does_not_matter(
    desk: Desk, anna: int, bob: int
) -> None:
    """What counts is the content, not who touched it when."""
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    assert desk.holding() is None
    desk.edit("prvni-klice", anna, title="První klíče")
    assert desk.holding()


def test_a_change_of_the_frame_or_of_the_publication_voids_it(
    desk: Desk, bob: int, files: dict[str, bytes], at: datetime
) -> None:
    desk.approved(bob)
    with desk.store.writing() as session:
        issue = issue_named(session, NUMBER)
        frame = read_frame(desk.store.blobs, issue)
        changed = replace(frame, corrections=(Correction(at.date(), "Opraven počet bytů."),))
        saved = save_frame(
            session, desk.store.blobs, issue, changed, base_sha256=issue.frame_sha256, at=at
        )
        assert isinstance(saved, FrameSaved)
    assert desk.holding() is None
    desk.approved(bob)
    publication = files["publication.toml"].replace("Zkušební".encode(), "Pokusný".encode(), 1)
    assert publication != files["publication.toml"]
    new = export_files(desk.store, NUMBER) | {"publication.toml": publication}
    import_issue(desk.store, new, at, adopt_publication=True)
    assert desk.holding() is None


def test_a_blocking_finding_forbids_it(desk: Desk, anna: int, bob: int) -> None:
    seen = desk.content()
    desk.edit("prvni-klice", anna, body=Document())
    refused = desk.approve(bob, seen)
    assert isinstance(refused, Refused)
    assert "nálezy" in refused.sentence


def test_a_permission_that_has_expired_since_the_cover_date_forbids_it(
    desk: Desk, bob: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = desk.content()
    monkeypatch.setattr(judging, "today", lambda: date(2035, 11, 6))
    refused = desk.approve(bob, seen)
    assert isinstance(refused, Refused)
    assert "nálezy" in refused.sentence


def test_what_was_not_seen_is_not_approved(desk: Desk, anna: int, bob: int) -> None:
    seen = desk.content()
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    refused = desk.approve(bob, seen)
    assert isinstance(refused, Refused)
    assert refused.is_changed
    assert desk.holding() is None


def test_nobody_approves_what_only_they_edited(desk: Desk, anna: int, bob: int) -> None:
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    refused = desk.approve(anna)
    assert isinstance(refused, Refused)
    assert "„Jiné klíče“" in refused.sentence
    assert "jiný vydavatel" in refused.sentence
    assert desk.approved(bob)


def test_the_refusal_names_who_can_approve(desk: Desk, anna: int, bob: int) -> None:
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    refused = desk.approve(anna)
    assert isinstance(refused, Refused)
    assert "účet mu založí správce" in refused.sentence
    with desk.store.writing() as session:
        session.add_all(AccountRole(account_id=each, role=Role.PUBLISHER) for each in (anna, bob))
    refused = desk.approve(anna)
    assert isinstance(refused, Refused)
    assert "jiný vydavatel: bob." in refused.sentence


def test_another_editor_makes_it_two_pairs_of_eyes(desk: Desk, anna: int, bob: int) -> None:
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    desk.edit("prvni-klice", bob, perex="Přečetl jsem to.")
    assert desk.approved(anna)


def test_so_does_the_authors_yes_as_long_as_it_holds(
    desk: Desk, anna: int, bob: int, at: datetime
) -> None:
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    number = desk.article_id("prvni-klice")
    with desk.store.writing() as session:
        record = session.get_one(ArticleRecord, number)
        link, _ = proof_links.invite(session, record, name="Jan", by=bob, at=at)
        proofs.approve(session, link, record, record.sha256, at)
    assert desk.approved(anna)
    desk.edit("prvni-klice", anna, title="Ještě jiné klíče")
    assert isinstance(desk.approve(anna), Refused)


def test_nobody_agrees_with_themselves_by_a_link_that_they_made(
    desk: Desk, anna: int, bob: int, at: datetime
) -> None:
    """Nor by one that they renewed, even when somebody else renews it after that."""
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    number = desk.article_id("prvni-klice")
    with desk.store.writing() as session:
        record = session.get_one(ArticleRecord, number)
        link, _ = proof_links.invite(session, record, name="Jan", by=anna, at=at)
        proofs.approve(session, link, record, record.sha256, at)
        other, _ = proof_links.invite(session, record, name="Eva", by=bob, at=at)
        proof_links.renew(session, other, by=anna, at=at)
        proofs.approve(session, other, record, record.sha256, at)
        proof_links.renew(session, other, by=bob, at=at)
    refused = desk.approve(anna)
    assert isinstance(refused, Refused)
    assert "odkazem, který vytvořil někdo jiný než vy" in refused.sentence
    assert desk.approved(bob)


def test_what_an_import_brought_somebody_else_wrote(desk: Desk, anna: int) -> None:
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    assert desk.approved(anna)


def test_what_was_approved_needs_no_third_pair_of_eyes(desk: Desk, anna: int, bob: int) -> None:
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    desk.approved(bob)
    desk.edit("dum-u-reky", bob, title="Jiný dům")
    assert desk.approved(anna)


def test_a_withdrawn_approval_holds_no_longer_and_stays_on_record(
    desk: Desk, anna: int, bob: int
) -> None:
    approval = desk.approved(bob)
    with desk.store.writing() as session:
        approving.withdraw(session, session.get_one(Approval, approval.id), anna, desk.tick())
    assert desk.holding() is None
    again = desk.approved(bob)
    with desk.store.reading() as session:
        issue = issue_named(session, NUMBER)
        every = approving.approvals_of(session, issue)
    assert [each.id for each in every] == [again.id, approval.id]
    assert every[1].withdrawn_by == anna
    assert again.revision == approval.revision


def test_what_changed_since_the_approval_is_told(desk: Desk, anna: int, bob: int) -> None:
    with desk.store.reading() as session:
        issue = issue_named(session, NUMBER)
        assert approving.changes_since_approval(session, desk.store.blobs, issue) is None
    desk.approved(bob)
    desk.edit("prvni-klice", anna, title="Jiné klíče")
    with desk.store.reading() as session:
        issue = issue_named(session, NUMBER)
        changes = approving.changes_since_approval(session, desk.store.blobs, issue)
        (edits,) = approving.edits_since_approval(session, issue, desk.at)
    assert changes == Changes(changed=("articles/02-prvni-klice.md",))
    assert edits.article.title == "Jiné klíče"
    assert edits.edited.editors == {anna}
