"""Whatever takes long is done before the write lock is taken: nobody else waits for it."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.database.store import open_store
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.search import index
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.model import Subscriber, TableDraft
from mitdomov.web.desk.dispatches import deliveries
from mitdomov.web.desk.readers import listing as readers
from mitdomov.web.desk.readers import tables as reader_tables
from tests.web.desk.filling import Visitor, said
from tests.web.newsroom import PUBLISH, TEXT, draft, post, version_of
from tests.web.served import Site

TABLES = "/redakce/odberatele/nacteni/"
CSV = b"email;name\na@obec.example;Anna\n"


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(*Role))


def watch(site: Site, monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[str]:
    """Calls of the function, at each of which somebody else gets to write at once."""
    settings, original, calls = site.scene.settings, getattr(module, name), []
    other = open_store(settings.database_url, settings.data_dir, busy_timeout_ms=50)

    def watched(*values: Any, **more: Any) -> Any:
        with other.writing():
            calls.append(name)
        return original(*values, **more)

    monkeypatch.setattr(module, name, watched)
    return calls


def preview(desk: Visitor) -> str:
    form = {"seznam": "magazin", "zdroj": "Konference 7. 2. 2026", "doklad": "ano"}
    answer = desk.send(TABLES, soubor=(BytesIO(CSV), "a.csv"), **form)
    assert answer.status_code == 303, said(answer)
    return answer.location


def audited(site: Site) -> list[str]:
    with site.store.reading() as session:
        return list(
            session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc()).limit(1))
        )


def readers_known(site: Site) -> int:
    with site.store.reading() as session:
        return session.scalars(select(func.count()).select_from(Subscriber)).one()


def test_tables_are_read(desk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    here, before = preview(desk), readers_known(site)
    calls = watch(site, monkeypatch, reader_tables, "read_csv")
    assert desk.send(here, ukon="nacist").status_code == 303
    assert calls
    assert readers_known(site) == before + 1


def test_lists_are_written_out(desk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = watch(site, monkeypatch, readers, "export_subscribers")
    answer = desk.send("/redakce/odberatele/csv", seen_on="/redakce/odberatele/", seznam="magazin")
    assert (answer.status_code, len(calls)) == (200, 1)
    assert audited(site) == ["readers-exported"]


def test_deliveries_are_written_out(
    desk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = f"/redakce/rozesilky/{site.sent()}/zasilky"
    calls = [watch(site, monkeypatch, deliveries, name) for name in ("deliveries", "_csv")]
    assert desk.send(f"{here}.csv", seen_on="/redakce/", stav="").status_code == 200
    assert calls == [["deliveries"], ["_csv"]]
    assert audited(site) == ["deliveries-exported"]


@pytest.mark.parametrize("title", [TEXT["title"], "Titulek, který změní adresu"])
def test_words_of_news_are_folded_for_the_search(
    site: Site, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    number = draft(site)
    calls = watch(site, monkeypatch, index, "prepare")
    values = TEXT | {"title": title, "version": version_of(site, number)} | PUBLISH
    assert post(site, f"/redakce/novinky/{number}", **values).status_code == 303
    assert calls
    address = f"/novinky/{slug_of_title(title, ())}/"
    assert address in site.page(f"/hledani/?q={title.split(maxsplit=1)[0]}")


@pytest.mark.parametrize("encoding", ["", "windows-1250"])
def test_a_table_that_changed_while_it_was_read_is_not_imported(
    encoding: str, desk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else has thrown it away, or says that it is to be read otherwise."""
    here, before, read = preview(desk), readers_known(site), read_csv

    def reading(data: bytes, chosen: str) -> object:
        with site.store.writing() as session:
            draft = session.scalars(select(TableDraft)).one()
            if encoding:
                draft.encoding = encoding
            else:
                session.delete(draft)
        return read(data, chosen)

    monkeypatch.setattr(reader_tables, "read_csv", reading)
    assert desk.send(here, ukon="nacist", seen_on=TABLES).status_code == 409
    assert readers_known(site) == before
