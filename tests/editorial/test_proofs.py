"""An outside author reads one article through a link, comments on it, and agrees or does not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mitdomov.accounts.model import Account
from mitdomov.database.store import Store
from mitdomov.document.markdown.reader import parse
from mitdomov.document.tree import Document, plain
from mitdomov.document.walk import inlines_of
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import Saved, create_article, save_article
from mitdomov.editorial.review import proof_links, proofs
from mitdomov.editorial.review.model import ProofComment, ProofLink, ProofVerdict, Verdict
from mitdomov.editorial.review.proofs import LinkState, Stale
from mitdomov.magazine.model import Article, ArticleType

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
TEXT = "{#uvod}\nDům stojí u řeky.\n\n{#klice}\nKlíče visí na háčku."


def article(text: str = TEXT, section: str = "tema") -> Article:
    return Article("dum", ArticleType.FEATURE, section, "Dům u řeky", parse(text))


@pytest.fixture
def invited(store: Store) -> tuple[Store, str]:
    """Article 1, of which its author has a link with this token."""
    with store.writing() as session:
        session.add(Account(email="eva@redakce.example", name="Eva Redaktorová", created_at=AT))
        session.flush()
        record = create_article(session, article=article(), issue=None, by=1, at=AT)
        _, token = proof_links.invite(session, record, name="Jan Autor", by=1, at=AT)
    return store, token


def rewrite(store: Store, changed: Article, at: datetime = AT) -> None:
    with store.writing() as session:
        version = session.get_one(ArticleRecord, 1).version
        saved = save_article(session, 1, base_version=version, article=changed, by=1, at=at)
        assert isinstance(saved, Saved)


def shown_sha256(store: Store) -> str:
    with store.reading() as session:
        text = proof_links.shown(session, session.get_one(ProofLink, 1))
        assert text
        return text.sha256


def approve(store: Store, seen: str) -> ProofVerdict | Stale:
    with store.writing() as session:
        link, record = session.get_one(ProofLink, 1), session.get_one(ArticleRecord, 1)
        return proofs.approve(session, link, record, seen, AT)


def state(store: Store, at: datetime = AT) -> LinkState:
    with store.reading() as session:
        (standing,) = proofs.standings(session, session.get_one(ArticleRecord, 1), at)
        return standing.state


def stage(store: Store) -> Stage:
    with store.reading() as session:
        return session.get_one(ArticleRecord, 1).stage


def opens(store: Store, token: str, at: datetime = AT) -> bool:
    with store.reading() as session:
        return proof_links.open_link(session, token, at) is not None


def words(document: Document) -> str:
    return " ".join(plain(run) for block in document.blocks for run in inlines_of(block))


def test_the_token_is_long_and_kept_nowhere(invited: tuple[Store, str]) -> None:
    store, token = invited
    assert len(token) >= 22
    assert opens(store, token)
    with store.reading() as session:
        (link,) = session.scalars(select(ProofLink))
        assert token not in [str(value) for value in vars(link).values()]


def test_only_the_right_token_opens(invited: tuple[Store, str]) -> None:
    store, token = invited
    with store.reading() as session:
        sha256 = session.get_one(ProofLink, 1).token_sha256
    for wrong in ("", "x", token[:-1], token.swapcase(), sha256):
        assert not opens(store, wrong), wrong


def test_a_link_ends_with_its_time_its_revocation_or_its_article(
    invited: tuple[Store, str],
) -> None:
    store, token = invited
    assert opens(store, token, AT + timedelta(days=13))
    assert not opens(store, token, AT + timedelta(days=14))
    with store.writing() as session:
        session.get_one(ArticleRecord, 1).deleted_at = AT
    assert not opens(store, token)
    with store.writing() as session:
        session.get_one(ArticleRecord, 1).deleted_at = None
        proof_links.revoke(session, session.get_one(ProofLink, 1), AT)
    assert not opens(store, token)
    assert state(store) is LinkState.REVOKED


def test_a_new_link_ends_the_old_one(invited: tuple[Store, str]) -> None:
    store, token = invited
    late = AT + timedelta(days=20)
    with store.writing() as session:
        new = proof_links.renew(session, session.get_one(ProofLink, 1), by=1, at=late)
    assert opens(store, new, late)
    assert not opens(store, token, late)


def test_an_invitation_moves_the_article_to_its_author_and_a_yes_to_ready(
    invited: tuple[Store, str],
) -> None:
    store, _ = invited
    assert (stage(store), state(store)) == (Stage.PROOFING, LinkState.WAITING)
    verdict = approve(store, shown_sha256(store))
    assert isinstance(verdict, ProofVerdict)
    assert (stage(store), state(store)) == (Stage.READY, LinkState.APPROVED)


def test_a_yes_with_an_unsettled_comment_waits_for_the_answer_to_it(
    invited: tuple[Store, str],
) -> None:
    store, _ = invited
    with store.writing() as session:
        link = session.get_one(ProofLink, 1)
        assert proofs.comment(session, link, block_id="", text="Prosím opravit.", at=AT)
    assert isinstance(approve(store, shown_sha256(store)), ProofVerdict)
    assert (stage(store), state(store)) == (Stage.PROOFING, LinkState.APPROVED)
    with store.writing() as session:
        proofs.resolve(session, session.get_one(ProofComment, 1), 1, AT)
    assert stage(store) is Stage.READY


def test_a_text_changed_after_its_authors_yes_is_not_ready(invited: tuple[Store, str]) -> None:
    store, _ = invited
    approve(store, shown_sha256(store))
    rewrite(store, article(section="praxe"))
    assert stage(store) is Stage.READY
    rewrite(store, article(TEXT.replace("u řeky", "u rybníka"), section="praxe"))
    assert (stage(store), state(store)) == (Stage.EDITING, LinkState.STALE)


def test_what_an_editor_calls_ready_stays_so(store: Store) -> None:
    with store.writing() as session:
        session.add(Account(email="eva@redakce.example", name="Eva Redaktorová", created_at=AT))
        session.flush()
        create_article(session, article=article(), issue=None, by=1, at=AT, stage=Stage.READY)
    rewrite(store, article("Překlep opraven."))
    assert stage(store) is Stage.READY


def test_every_author_has_to_agree(invited: tuple[Store, str]) -> None:
    store, _ = invited
    with store.writing() as session:
        record = session.get_one(ArticleRecord, 1)
        second, _ = proof_links.invite(session, record, name="Ivo Druhý", by=1, at=AT)
    approve(store, shown_sha256(store))
    assert stage(store) is Stage.PROOFING
    with store.writing() as session:
        proof_links.revoke(session, second, AT)
    approve(store, shown_sha256(store))
    assert stage(store) is Stage.READY


def test_the_author_sees_what_was_sent_not_what_is_being_typed(
    invited: tuple[Store, str],
) -> None:
    store, _ = invited
    before = shown_sha256(store)
    rewrite(store, article("Rozepsaná vě"))
    assert shown_sha256(store) == before


def test_a_yes_to_an_older_text_is_refused_and_both_texts_are_shown(
    invited: tuple[Store, str],
) -> None:
    store, _ = invited
    seen = shown_sha256(store)
    rewrite(store, article(TEXT.replace("u řeky", "u rybníka")))
    refused = approve(store, seen)
    assert isinstance(refused, Stale)
    assert "u řeky" in words(refused.before.body)
    assert "u rybníka" in words(refused.now.body)
    with store.reading() as session:
        assert session.scalars(select(ProofVerdict)).all() == []
    assert isinstance(approve(store, shown_sha256(store)), ProofVerdict)
    assert state(store) is LinkState.APPROVED


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_yes_to_no_text_is_refused(invited: tuple[Store, str], seen: str) -> None:
    store, _ = invited
    assert isinstance(approve(store, seen), Stale)
    assert state(store) is LinkState.OPENED


def test_a_yes_grows_stale_with_the_text_and_fresh_again_with_it(
    invited: tuple[Store, str],
) -> None:
    store, _ = invited
    approve(store, shown_sha256(store))
    rewrite(store, article("Něco jiného."))
    assert state(store) is LinkState.STALE
    rewrite(store, article())
    assert state(store) is LinkState.APPROVED


def test_another_section_is_no_other_text(invited: tuple[Store, str]) -> None:
    store, _ = invited
    seen = shown_sha256(store)
    rewrite(store, article(section="praxe"))
    assert isinstance(approve(store, seen), ProofVerdict)
    rewrite(store, article(section="tema"))
    assert state(store) is LinkState.APPROVED


def test_what_was_approved_is_kept_when_autosaves_join(invited: tuple[Store, str]) -> None:
    """Autosaves of one sitting become one version; the text that the author saw stays."""
    store, _ = invited
    rewrite(store, article("Prvé znění."))
    with store.writing() as session:
        link, record = session.get_one(ProofLink, 1), session.get_one(ArticleRecord, 1)
        proof_links.show(session, link, record, AT)
    seen = shown_sha256(store)
    rewrite(store, article("Druhé znění."), AT + timedelta(minutes=1))
    refused = approve(store, seen)
    assert isinstance(refused, Stale)
    assert words(refused.before.body) == "Prvé znění."


def test_a_wish_for_changes_sends_the_article_back(invited: tuple[Store, str]) -> None:
    store, _ = invited
    seen = shown_sha256(store)
    rewrite(store, article("Něco jiného."))
    with store.writing() as session:
        link, record = session.get_one(ProofLink, 1), session.get_one(ArticleRecord, 1)
        verdict = proofs.want_changes(session, link, record, seen, "Zkraťte to.", AT)
    assert (verdict.verdict, verdict.article_sha256) == (Verdict.CHANGES_WANTED, seen)
    assert (stage(store), state(store)) == (Stage.EDITING, LinkState.CHANGES_WANTED)


def test_a_comment_remembers_its_block(invited: tuple[Store, str]) -> None:
    store, _ = invited
    with store.writing() as session:
        link = session.get_one(ProofLink, 1)
        for block in ("klice", "", "neznamy"):
            assert proofs.comment(session, link, block_id=block, text="Ne.", at=AT)
    with store.reading() as session:
        found = [(each.block_id, each.quote) for each in proofs.comments_on(session, 1)]
    assert found == [("klice", "Klíče visí na háčku."), ("", ""), ("", "")]
    assert state(store) is LinkState.COMMENTED


def test_a_comment_is_resolved_and_opened_again(invited: tuple[Store, str]) -> None:
    store, _ = invited
    with store.writing() as session:
        link = session.get_one(ProofLink, 1)
        assert proofs.comment(session, link, block_id="", text="Ne.", at=AT)
    for is_resolved in (True, False):
        with store.writing() as session:
            found = session.get_one(ProofComment, 1)
            proofs.resolve(session, found, 1, AT) if is_resolved else proofs.reopen(session, found)
        with store.reading() as session:
            (standing,) = proofs.standings(session, session.get_one(ArticleRecord, 1), AT)
        assert standing.open_comments == (0 if is_resolved else 1)


def test_nobody_fills_the_database_through_a_link(
    invited: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = invited
    monkeypatch.setattr(proofs, "COMMENTS_MAX", 2)
    with store.writing() as session:
        link = session.get_one(ProofLink, 1)
        made = [
            proofs.comment(session, link, block_id="", text="x" * 9_000, at=AT) for _ in range(3)
        ]
    assert [bool(each) for each in made] == [True, True, False]
    assert made[0]
    assert len(made[0].text) == proofs.COMMENT_MAX_CHARS
