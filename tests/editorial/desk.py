"""The small issue on the desk: people who edit its articles, approve it and publish it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from mitdomov.accounts.model import Account
from mitdomov.database.store import Store
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import Saved, article_record, read_source, save_article
from mitdomov.editorial.importing import import_issue, issue_named
from mitdomov.editorial.judging import judge
from mitdomov.editorial.review import approving
from mitdomov.editorial.review.approving import Refused
from mitdomov.editorial.review.model import Approval
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Progress

NUMBER = "1/2030"
URL = "https://mitdomov.example"


@dataclass
class Desk:
    """Each act happens a minute after the one before."""

    store: Store
    at: datetime

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def person(self, name: str) -> int:
        with self.store.writing() as session:
            account = Account(email=f"{name}@redakce.example", name=name, created_at=self.at)
            session.add(account)
            session.flush()
            return account.id

    def article_id(self, slug: str) -> int:
        with self.store.reading() as session:
            query = select(ArticleRecord.id).where(ArticleRecord.slug == slug)
            return session.scalars(query).one()

    def edit(self, slug: str, by: int, **changes: Any) -> None:
        number = self.article_id(slug)
        with self.store.writing() as session:
            record = article_record(session, number)
            assert record
            saved = save_article(
                session,
                number,
                base_version=record.version,
                article=replace(read_source(record), **changes),
                by=by,
                at=self.tick(),
            )
            assert isinstance(saved, Saved)

    def content(self) -> str:
        with self.store.reading() as session:
            found = judge(session, self.store.blobs, issue_named(session, NUMBER)).content_sha256
        assert found
        return found

    def approve(self, by: int, seen: str = "") -> Approval | Refused:
        seen = seen or self.content()
        with self.store.writing() as session:
            issue = issue_named(session, NUMBER)
            return approving.approve(
                session, self.store.blobs, issue, seen_sha256=seen, by=by, at=self.tick()
            )

    def approved(self, by: int) -> Approval:
        found = self.approve(by)
        assert isinstance(found, Approval), found
        return found

    def holding(self) -> Approval | None:
        with self.store.reading() as session:
            issue = issue_named(session, NUMBER)
            return approving.valid_approval(session, self.store.blobs, issue)


def desk_with(store: Store, files: Mapping[str, bytes], at: datetime) -> Desk:
    """Imported on the terminal."""
    import_issue(store, files, at)
    return Desk(store, at)


def press(
    snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
) -> dict[str, bytes]:
    """A renderer that takes no time; every file says which content it is of."""
    progress(public_url, 1)
    mark = snapshot.sha256.encode()
    return dict.fromkeys(("email.html", "issue.pdf", "web/index.html", "web/style.css"), mark)
