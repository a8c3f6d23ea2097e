"""An issue under edit is the folder that its editors would write by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.people import create_account
from mitdomov.accounts.roles import Role
from mitdomov.database.store import Store
from mitdomov.document.markdown.reader import parse
from mitdomov.editorial.article_model import ArticleRecord, ArticleVersion, Origin
from mitdomov.editorial.articles import (
    Conflict,
    Saved,
    article_record,
    create_article,
    history,
    may_write,
    read_source,
    save_article,
    version_numbered,
)
from mitdomov.editorial.frames import (
    FrameConflict,
    FrameSaved,
    NumberTaken,
    create_issue,
    next_frame,
    read_frame,
    save_frame,
)
from mitdomov.editorial.importing import export_files, import_issue, issue_named, load_folder
from mitdomov.editorial.media.model import IssuePicture
from mitdomov.editorial.model import IssueState
from mitdomov.editorial.moving import arrange, move_to_issue, move_to_pool, take_back, throw_away
from mitdomov.editorial.unpacking import unpack_what_is_not
from mitdomov.editorial.versions import SITTING
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.model import Article, ArticleType, Issue

NUMBER = "1/2030"


@pytest.fixture
def imported(store: Store, files: dict[str, bytes], at: datetime) -> Store:
    import_issue(store, files, at)
    return store


def somebody(session: Session) -> int:
    found = create_account(
        session,
        name="Jana",
        email="jana@redakce.example",
        roles=frozenset({Role.EDITOR}),
        by=PROGRAM,
        at=datetime(2030, 1, 1).astimezone(),
    )
    return found.id


def written(title: str = "Nový článek", section: str = "tema") -> Article:
    return Article("novy-clanek", ArticleType.FEATURE, section, title, body=parse("Text.\n"))


def first(session: Session) -> ArticleRecord:
    return articles_of(session, issue_named(session, NUMBER))[0]


def test_a_saved_article_is_in_the_folder(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        record = first(session)
        slug = record.slug
        changed = replace(read_source(record), title="Docela jiný titul")
        saved = save_article(
            session,
            record.id,
            base_version=record.version,
            article=changed,
            by=somebody(session),
            at=at,
        )
        assert saved == Saved(2, is_changed=True)
    articles = {each.slug: each for each in load_folder(imported, NUMBER).issue.articles}
    assert articles[slug] == changed


def test_saving_makes_a_published_issue_a_draft(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        issue_named(session, NUMBER).state = IssueState.PUBLISHED
        record = first(session)
        changed = replace(read_source(record), perex="Jiný perex.")
        save_article(
            session,
            record.id,
            base_version=record.version,
            article=changed,
            by=somebody(session),
            at=at,
        )
        assert issue_named(session, NUMBER).state is IssueState.DRAFT


def test_the_second_of_two_savers_is_told_and_nothing_is_lost(
    imported: Store, at: datetime
) -> None:
    with imported.writing() as session:
        by = somebody(session)
        record = first(session)
        base, article = record.version, read_source(record)
        hers, his = replace(article, perex="Její."), replace(article, perex="Jeho.")
        save_article(session, record.id, base_version=base, article=hers, by=by, at=at)
        answer = save_article(session, record.id, base_version=base, article=his, by=by, at=at)
        assert isinstance(answer, Conflict)
        assert read_source(answer.current).perex == "Její."
        again = save_article(session, record.id, base_version=base, article=hers, by=by, at=at)
        assert again == Saved(base + 1, is_changed=False)


def test_autosaves_of_one_sitting_are_one_version(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        by = somebody(session)
        record = first(session)
        article = read_source(record)
        moments = [at, at + timedelta(seconds=2), at + SITTING, at + SITTING + timedelta(hours=1)]
        for number, moment in enumerate(moments):
            save_article(
                session,
                record.id,
                base_version=record.version,
                article=replace(article, perex=f"Perex {number}."),
                by=by,
                at=moment,
            )
        kept = [(each.number, each.origin) for each in history(session, record.id)]
        assert kept == [
            (5, Origin.AUTOSAVED),
            (4, Origin.AUTOSAVED),
            (3, Origin.AUTOSAVED),
            (1, Origin.IMPORTED),
        ]
        second = version_numbered(session, record.id, 3)
        assert second is not None
        assert b"Perex 1." in second.source


def test_an_import_over_the_desks_work_keeps_that_as_a_revision(
    imported: Store, files: dict[str, bytes], at: datetime
) -> None:
    with imported.writing() as session:
        record = first(session)
        changed = replace(read_source(record), perex="Napsáno v redakci.")
        by = somebody(session)
        save_article(session, record.id, base_version=1, article=changed, by=by, at=at)
    edited = export_files(imported, NUMBER)
    assert import_issue(imported, files, at).revision == 3
    assert export_files(imported, NUMBER) == files
    assert export_files(imported, NUMBER, 2) == edited


def test_articles_go_to_the_pool_and_back(imported: Store, at: datetime) -> None:
    before = load_folder(imported, NUMBER).issue
    with imported.writing() as session:
        record = articles_of(session, issue_named(session, NUMBER))[1]
        number, slug, section = record.id, record.slug, record.section
        move_to_pool(session, imported.blobs, record, by=None, at=at)
    without = load_folder(imported, NUMBER).issue
    assert {each.slug for each in before.articles} - {each.slug for each in without.articles} == {
        slug
    }
    with imported.writing() as session:
        back = article_record(session, number)
        assert back is not None
        issue = issue_named(session, NUMBER)
        move_to_issue(session, imported.blobs, back, issue, section=section, by=None, at=at)
    again = load_folder(imported, NUMBER).issue
    assert set(again.articles) == set(before.articles)


def test_people_go_along_into_another_issue(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        record = next(
            each
            for each in articles_of(session, issue_named(session, NUMBER))
            if read_source(each).authors
        )
        author = read_source(record).authors[0]
        frame = Issue(
            "2/2030",
            "Jiné",
            date(2030, 9, 1),
            next_frame(None, number="2/2030", theme="Jiné", dated=date(2030, 9, 1)).sections,
        )
        other = create_issue(session, imported.blobs, frame, at)
        assert not isinstance(other, NumberTaken)
        known = read_frame(imported.blobs, issue_named(session, NUMBER)).contributors
        move_to_issue(session, imported.blobs, record, other, section="tema", by=None, at=at)
        people = read_frame(imported.blobs, other).contributors
    assert people == tuple(each for each in known if each.slug == author)
    assert load_folder(imported, "2/2030").issue.articles[0].authors == (author,)


def test_people_of_an_article_survive_a_stay_in_the_pool(imported: Store, at: datetime) -> None:
    """The pool is left in a transaction of its own, as in the desk."""
    with imported.writing() as session:
        record = next(
            each
            for each in articles_of(session, issue_named(session, NUMBER))
            if read_source(each).authors
        )
        number, author = record.id, read_source(record).authors[0]
        known = read_frame(imported.blobs, issue_named(session, NUMBER)).contributors
        move_to_pool(session, imported.blobs, record, by=None, at=at)
    frame = next_frame(None, number="2/2030", theme="Jiné", dated=date(2030, 9, 1))
    with imported.writing() as session:
        other = create_issue(session, imported.blobs, frame, at)
        assert not isinstance(other, NumberTaken)
        back = article_record(session, number)
        assert back is not None
        assert author in back.people
        move_to_issue(session, imported.blobs, back, other, section="tema", by=None, at=at)
    (person,) = load_folder(imported, "2/2030").issue.contributors
    assert person == next(each for each in known if each.slug == author)


def test_what_was_thrown_away_can_be_taken_back(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        record = first(session)
        throw_away(session, imported.blobs, record, by=None, at=at)
        assert record.deleted_at == at
        assert record.issue_id is None
        take_back(record)
        assert record.deleted_at is None


def test_an_order_with_other_articles_changes_nothing(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        ids = [each.id for each in articles_of(session, issue)]
        section = read_frame(imported.blobs, issue).sections[0].slug
        for wrong in (ids[1:], [*ids, 999], [*ids, ids[0]]):
            assert not arrange(session, imported.blobs, issue, {section: wrong}, by=None, at=at)
        assert [each.id for each in articles_of(session, issue)] == ids


def test_an_article_moves_to_another_section(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        sections = [each.slug for each in read_frame(imported.blobs, issue).sections]
        ids = [each.id for each in articles_of(session, issue)]
        last = {sections[-1]: ids[::-1]}
        assert arrange(session, imported.blobs, issue, last, by=None, at=at)
        assert [each.id for each in articles_of(session, issue)] == ids[::-1]
    articles = load_folder(imported, NUMBER).issue.articles
    assert {each.section for each in articles} == {sections[-1]}


def test_two_editors_of_a_frame_do_not_overwrite_each_other(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        base, frame = issue.frame_sha256, read_frame(imported.blobs, issue)
        hers, his = replace(frame, theme="Její téma"), replace(frame, theme="Jeho téma")
        saved = save_frame(session, imported.blobs, issue, hers, base_sha256=base, at=at)
        assert isinstance(saved, FrameSaved)
        answer = save_frame(session, imported.blobs, issue, his, base_sha256=base, at=at)
        assert isinstance(answer, FrameConflict)
        assert answer.current.theme == "Její téma"
        assert issue.theme == "Její téma"


def test_a_number_is_given_once(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        frame = next_frame(None, number=NUMBER, theme="Totéž", dated=date(2030, 9, 1))
        assert create_issue(session, imported.blobs, frame, at) == NumberTaken(NUMBER)


def test_a_slug_is_made_free_in_its_issue(imported: Store, at: datetime) -> None:
    with imported.writing() as session:
        issue = issue_named(session, NUMBER)
        one = create_article(session, article=written(), issue=issue, by=None, at=at)
        two = create_article(session, article=written(), issue=issue, by=None, at=at)
        assert (one.slug, two.slug) == ("novy-clanek", "novy-clanek-2")
        assert two.position == one.position + 1


def test_who_may_write() -> None:
    mine, others = ArticleRecord(assignee_id=7), ArticleRecord(assignee_id=8)
    assert may_write(7, [Role.AUTHOR], mine)
    assert not may_write(7, [Role.AUTHOR, Role.TRANSLATOR], others)
    assert may_write(7, [Role.EDITOR], others)
    assert not may_write(7, [Role.ADMINISTRATOR], mine)


def test_issues_of_an_older_program_can_be_edited(imported: Store, at: datetime) -> None:
    """That program kept revisions of files and nothing else."""
    before = export_files(imported, NUMBER)
    with imported.writing() as session:
        record = issue_named(session, NUMBER)
        record.frame_sha256, record.state = "", IssueState.PUBLISHED
        session.execute(delete(ArticleVersion))
        session.execute(delete(ArticleRecord))
        session.execute(delete(IssuePicture))
    unpack_what_is_not(imported, at)
    assert export_files(imported, NUMBER) == before
    with imported.reading() as session:
        assert issue_named(session, NUMBER).state is IssueState.PUBLISHED
