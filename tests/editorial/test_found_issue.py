"""An issue can be found from the moment readers see it, as they see it."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlalchemy import text

from mitdomov.database.store import Store
from mitdomov.editorial import findable, publishing
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.jobs.indexing import everything
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.issue import Progress
from mitdomov.search.finding import find
from mitdomov.search.rebuilding import rebuild

NUMBER = "1/2030"
URL = "https://mitdomov.example"


def press(
    snapshot: Snapshot, *, public_url: str, progress: Progress, **_: object
) -> Mapping[str, bytes]:
    del progress
    return {"web/index.html": f"{snapshot.sha256} {public_url}".encode()}


def go_out(store: Store, files: dict[str, bytes], at: datetime) -> None:
    import_issue(store, files, at)
    publish(store, NUMBER, public_url=URL, at=at, renderer=press)


def with_word(files: dict[str, bytes], word: str) -> dict[str, bytes]:
    path = next(path for path in files if path.startswith("articles/"))
    return {**files, path: files[path] + f"\n\nNakonec {word}.\n".encode()}


def found(store: Store, query: str) -> list[str]:
    with store.reading() as session:
        return [result.url for result in find(session, query).results]


def test_every_article_is_found_by_its_title_at_its_own_address(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    go_out(store, files, at)
    for article in read_issue(files).issue.articles:
        assert f"/cislo/1-2030/clanky/{article.slug}/" in found(store, f'"{article.title}"')


def test_the_issue_itself_is_found_by_its_number_and_its_theme(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    assert found(store, NUMBER) == []
    go_out(store, files, at)
    issue = read_issue(files).issue
    for query in (NUMBER, "č. 1-2030", issue.theme, issue.articles[-1].title):
        assert "/cislo/1-2030/" in found(store, query)
    assert found(store, NUMBER)[0] == "/cislo/1-2030/"


def test_an_imported_issue_is_not_found_before_it_is_published(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, with_word(files, "velryba"), at)
    assert found(store, "velryba") == []
    publish(store, NUMBER, public_url=URL, at=at, renderer=press)
    assert len(found(store, "velryby")) == 1


def test_a_corrected_issue_is_found_by_what_it_says_now(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    go_out(store, with_word(files, "velryba"), at)
    import_issue(store, with_word(files, "medvěd"), at)
    assert len(found(store, "velryba")) == 1, "readers still see what was published"
    publish(store, NUMBER, public_url=URL, at=at, renderer=press)
    assert found(store, "velryba") == []
    assert len(found(store, "medvědem")) == 1


def test_a_crash_while_publishing_leaves_the_search_as_it_was(
    store: Store, files: dict[str, bytes], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_out(store, with_word(files, "velryba"), at)
    import_issue(store, with_word(files, "medvěd"), at)

    def crash(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(publishing, "show", crash)  # the step after the index was replaced
    with pytest.raises(ZeroDivisionError):
        publish(store, NUMBER, public_url=URL, at=at, renderer=press)
    assert found(store, "medvěd") == []
    assert len(found(store, "velryba")) == 1


def test_an_issue_published_before_there_was_a_search_is_found_after_a_rebuild(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    go_out(store, with_word(files, "velryba"), at)
    with store.writing() as session:
        for table in ("search_words", "search_entry", "search_term"):
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
    assert found(store, "velryba") == []
    rebuild(store, everything)
    assert len(found(store, "velryba")) == 1


def test_a_damaged_issue_does_not_keep_the_others_from_being_found(
    store: Store, files: dict[str, bytes], at: datetime
) -> None:
    go_out(store, files, at)
    sha256 = freeze(read_issue(files)).sha256
    store.blobs.path(sha256).chmod(0o600)
    store.blobs.path(sha256).write_bytes(b"{}")
    assert list(findable.published(store)) == []
    assert rebuild(store, everything) == 0


def test_what_stands_beside_the_text_is_found_too(files: dict[str, bytes]) -> None:
    issue = read_issue(files).issue
    entries = {entry.url.split("/")[-2]: entry for entry in findable.entries(issue)}
    for article in issue.articles:
        entry = entries[article.slug]
        assert entry.issue == NUMBER
        if article.good_practice:
            assert article.good_practice.place in entry.text
        if article.event:
            assert article.event.place in entry.text
        if article.original:
            assert article.original.title in entry.text
