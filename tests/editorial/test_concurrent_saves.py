"""Two people in one article, saving in any order: whatever was accepted is in the history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.orm import undefer

from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.people import create_account
from mitdomov.accounts.roles import Role
from mitdomov.document.tree import Document, Paragraph, Text
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import (
    Conflict,
    Saved,
    create_article,
    history,
    read_source,
    save_article,
    version_numbered,
)
from mitdomov.editorial.versions import Choice, settle
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.model import Article, ArticleType
from tests.state import migrated_store

Clash = Conflict[ArticleRecord]
people = st.sampled_from([0, 1])


def article(words: str) -> Article:
    return Article(
        "byty", ArticleType.FEATURE, "tema", "Byty", Document((Paragraph((Text(words),)),))
    )


def words_of(found: Article) -> str:
    (block,) = found.body.blocks
    assert isinstance(block, Paragraph)
    (text,) = block.content
    assert isinstance(text, Text)
    return text.text


class Saving(RuleBasedStateMachine):
    """Each window holds the version that it began from and the words typed in it since."""

    @initialize()
    def open(self) -> None:
        self.directory = TemporaryDirectory()
        self.store = migrated_store(Path(self.directory.name))
        self.at = datetime(2030, 1, 1, tzinfo=UTC)
        self.count = 0
        with self.store.writing() as session:
            self.ids = [
                create_account(
                    session,
                    name=name,
                    email=f"{name}@redakce.example",
                    roles=frozenset({Role.EDITOR}),
                    by=PROGRAM,
                    at=self.at,
                ).id
                for name in ("jana", "petr")
            ]
            made = create_article(
                session, article=article("začátek"), issue=None, by=None, at=self.at
            )
            self.article_id = made.id
        self.versions = [1, 1]
        self.texts = ["začátek", "začátek"]
        self.last_of_sitting: dict[int, str] = {}
        self.kept: set[str] = {"začátek"}
        """Texts that must be found in the history for ever."""
        self.now = "začátek"

    def _save(self, who: int, origin: Origin) -> None:
        self.at += timedelta(seconds=7)
        with self.store.writing() as session:
            outcome = save_article(
                session,
                self.article_id,
                base_version=self.versions[who],
                article=article(self.texts[who]),
                by=self.ids[who],
                at=self.at,
                origin=origin,
            )
        match outcome:
            case Saved():
                self.now = self.texts[who]
                self.versions[who] = outcome.version
            case Conflict():
                assert self.now != self.texts[who]
                assert outcome.current.version > self.versions[who]

    @rule(who=people, minutes=st.sampled_from([0, 11]))
    def type_and_autosave(self, who: int, minutes: int) -> None:
        """With or without a pause that ends a sitting."""
        self.at += timedelta(minutes=minutes)
        self.count += 1
        self.texts[who] = f"slova {self.count} od {who}"
        before = self.now
        self._save(who, Origin.AUTOSAVED)
        if self.now != before and self._author_of(before) != who:
            self.kept.add(before)

    @rule(who=people)
    def type_and_save_by_hand(self, who: int) -> None:
        self.count += 1
        self.texts[who] = f"verze {self.count} od {who}"
        before = self.now
        self._save(who, Origin.SAVED)
        if self.now == self.texts[who]:
            self.kept |= {self.now, before}

    @rule(who=people, choice=st.sampled_from([*Choice]))
    def settle(self, who: int, choice: Choice) -> None:
        """Whoever sees both texts decides; both stay."""
        self.at += timedelta(seconds=7)
        with self.store.writing() as session:
            options = [undefer(ArticleRecord.source)]
            record = session.get_one(ArticleRecord, self.article_id, options=options)
            theirs, mine = self.now, self.texts[who]
            if choice is Choice.MERGE:
                self.count += 1
                mine = f"spojeno {self.count}"

            def save(words: str, base: int, origin: Origin, note: str) -> Saved | Clash:
                return save_article(
                    session,
                    record.id,
                    base_version=base,
                    article=article(words),
                    by=self.ids[who],
                    at=self.at,
                    origin=origin,
                    note=note,
                )

            outcome = settle(
                save, choice=choice, seen_version=record.version, mine=mine, theirs=theirs
            )
        assert isinstance(outcome, Saved)
        self.now = theirs if choice is Choice.THEIRS else mine
        self.versions[who], self.texts[who] = outcome.version, self.now
        self.kept |= {theirs, mine} if theirs != mine else set()

    @rule(who=people)
    def load_the_newest(self, who: int) -> None:
        with self.store.reading() as session:
            self.versions[who] = session.get_one(ArticleRecord, self.article_id).version
        self.texts[who] = self.now

    @invariant()
    def nothing_accepted_is_lost(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            options = [undefer(ArticleRecord.source)]
            record = session.get_one(ArticleRecord, self.article_id, options=options)
            assert words_of(read_source(record)) == self.now
            found = set()
            for each in history(session, self.article_id):
                version = version_numbered(session, self.article_id, each.number)
                assert version is not None
                found.add(words_of(read_article(version.source, "byty")))
            assert self.now in found
            assert self.kept <= found

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.engine.dispose()
            self.directory.cleanup()

    @staticmethod
    def _author_of(words: str) -> int | None:
        return int(words[-1]) if words[-1] in "01" and " od " in words else None


TestSaving = Saving.TestCase
TestSaving.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
