"""The front page and the archive show every issue with all the ways to read it."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mitdomov.editorial import digests
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.editorial.queries import published_issues
from mitdomov.magazine.folder.disk import read_files
from mitdomov.render import manifest
from mitdomov.web.app import create_app
from tests.conftest import SMALL_ISSUE
from tests.render.pages import by_class, elements, page, words
from tests.state import migrated_store
from tests.web.served import PUBLIC_URL, Site, rendered, site_in

CORRECTION = """
[[corrections]]
dated = 2030-06-03
note = "V článku „První klíče“ byl opraven počet bytů."
"""
Change = Callable[[str], str]


def published(site: Site, change: Change, *, days: int = 1, renderer: object = rendered) -> None:
    """The small issue, its `issue.toml` changed, shown to readers."""
    files = read_files(SMALL_ISSUE / "1-2030")
    toml = change(files["issue.toml"].decode()).encode()
    at = site.scene.clock() + timedelta(days=days)
    import_issue(site.store, files | {"issue.toml": toml}, at)
    number = re.search(rb'number = "(.+)"', toml)
    assert number
    publish(site.store, number[1].decode(), public_url=PUBLIC_URL, at=at, renderer=renderer)  # type: ignore[arg-type]


def as_issue(number: str, dated: str, theme: str) -> Change:
    def change(toml: str) -> str:
        toml = re.sub(r'(?m)^number = ".*"$', f'number = "{number}"', toml)
        toml = re.sub(r'(?m)^theme = ".*"$', f'theme = "{theme}"', toml)
        return re.sub(r"(?m)^dated = .*$", f"dated = {dated}", toml)

    return change


def mended(toml: str) -> str:
    return toml + CORRECTION


def test_the_front_page_opens_with_the_newest_issue(public_site: Site) -> None:
    published(public_site, as_issue("2/2030", "2030-03-20", "Druhé klíče"))
    home = page(public_site.page("/"))
    assert words(next(elements(home, "h1"))) == "Druhé klíče"
    newest = by_class(home, "newest")[0]
    links = [each.get("href") for each in elements(newest, "a")]
    assert {"/cislo/2-2030/", "/cislo/2-2030/mit-domov-2-2030.pdf"} <= set(links)
    assert ", 1 strana)" in words(newest)
    assert "První klíče" in words(by_class(home, "earlier")[0])
    assert "Byt není odměna" in words(by_class(newest, "perex")[0]).replace("byt", "Byt"), (
        "the first words of the opening"
    )


def test_before_the_first_issue_pages_say_what_will_come(tmp_path: Path) -> None:
    migrated_store(tmp_path).engine.dispose()
    site = next(site_in(tmp_path, DEMO=""))
    assert "Až vyjde první" in site.page("/")
    assert "Zatím žádné číslo nevyšlo" in site.page("/archiv/")
    for path in ("/", "/archiv/"):
        tree = page(site.page(path))
        assert len(list(elements(tree, "h1"))) == 1
        assert not by_class(tree, "card")


def test_the_search_asks_by_its_address(public_site: Site) -> None:
    for path in ("/", "/archiv/", "/neni"):
        tree = page(public_site.client.get(path).get_data(as_text=True))
        [form] = [each for each in elements(tree, "form") if each.get("action") == "/hledani/"]
        assert form.get("method") == "get"
        [field] = list(elements(form, "input"))
        assert field.get("name") == "q"
        assert [each for each in elements(form, "label") if each.get("for") == field.get("id")]


def test_the_archive_stands_by_year_newest_first(public_site: Site) -> None:
    published(public_site, as_issue("2/2030", "2030-03-20", "Druhé klíče"))
    published(public_site, as_issue("1/2031", "2031-03-10", "Třetí klíče"))
    archive = page(public_site.page("/archiv/"))
    years = by_class(archive, "year")
    assert [each.get("id") for each in years] == ["rok-2031", "rok-2030"]
    titles = [[words(title) for title in elements(year, "h3")] for year in years]
    assert titles == [["Třetí klíče"], ["Druhé klíče", "První klíče"]]
    [nav] = by_class(archive, "years")
    assert [each.get("href") for each in elements(nav, "a")] == ["#rok-2031", "#rok-2030"]


def test_a_card_tells_size_and_pages_and_leads_to_each_form(public_site: Site) -> None:
    archive = page(public_site.page("/archiv/"))
    [card] = by_class(archive, "card")
    links = {each.get("href"): words(each) for each in elements(card, "a")}
    assert links["/cislo/1-2030/"] in {"První klíče", "Číst na webu číslo 1/2030"}
    pdf = links["/cislo/1-2030/mit-domov-1-2030.pdf"]
    assert re.fullmatch(r"PDF \(.+ k?B, 1 strana\), číslo 1/2030", pdf), pdf
    for href in links:
        assert public_site.client.get(href or "").status_code == 200, href


def test_pages_are_told_by_the_manifest_without_opening_the_pdf(public_site: Site) -> None:
    """What the manifest says counts, even of a PDF that has another number of pages."""

    def told(*args: object, **kwargs: object) -> dict[str, bytes]:
        files = rendered(*args, **kwargs)  # type: ignore[arg-type]
        listed = files[manifest.NAME].replace(b'"pdf_pages": null', b'"pdf_pages": 84')
        assert b"84" in listed
        return files | {manifest.NAME: listed}

    published(public_site, as_issue("2/2030", "2030-03-20", "Druhé klíče"), renderer=told)
    assert ", 84 stran)" in public_site.page("/archiv/")


def test_a_correction_is_told_on_the_shelf_and_among_the_forms(public_site: Site) -> None:
    first = words(page(public_site.page("/cislo/1-2030/vydani/")))
    assert "První vydání." in first
    published(public_site, mended)
    card = words(by_class(page(public_site.page("/archiv/")), "card")[0])
    assert "Opraveno 3. 6. 2030" in card
    assert "byl opraven počet bytů" in card
    forms = page(public_site.page("/cislo/1-2030/vydani/"))
    [newest, oldest] = by_class(forms, "form-list")[0].findall("li")
    assert "Současná podoba" in words(newest)
    assert "Opraveno 3. 6. 2030: V článku" in words(newest)
    assert "První vydání." in words(oldest)
    assert "Současná podoba" not in words(oldest)
    assert len(by_class(forms, "fingerprint")) == 2


def test_what_was_never_published_has_no_forms(public_site: Site) -> None:
    files = read_files(SMALL_ISSUE / "1-2030")
    toml = as_issue("2/2030", "2030-03-20", "Tajné klíče")(files["issue.toml"].decode())
    import_issue(
        public_site.store, files | {"issue.toml": toml.encode()}, public_site.scene.clock()
    )
    for path in ("/cislo/2-2030/vydani/", "/cislo/9-2030/vydani/", "/cislo/x/vydani/"):
        assert public_site.client.get(path).status_code == 404
    assert "Tajné klíče" not in public_site.page("/archiv/") + public_site.page("/")


def test_pages_of_all_readers_are_kept_and_set_no_cookie(public_site: Site) -> None:
    for path in ("/", "/archiv/", "/cislo/1-2030/vydani/"):
        answer = public_site.anonymous.get(path)
        assert answer.cache_control.public, path
        assert "Set-Cookie" not in answer.headers
        assert "cookie" not in answer.headers.get("Vary", "").lower()
        again = public_site.anonymous.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_a_damaged_snapshot_costs_lines_not_the_page(public_site: Site) -> None:
    before = public_site.page("/archiv/")
    with public_site.store.reading() as session:
        [(_, snapshot)] = published_issues(session)
    public_site.store.blobs.path(snapshot.sha256).write_bytes(b"{")
    digests.digest_of.cache_clear()
    fresh = create_app(public_site.scene.settings, public_site.store).test_client()
    for path in ("/", "/archiv/", "/cislo/1-2030/vydani/"):
        assert fresh.get(path).status_code == 200, path
    after = fresh.get("/archiv/").get_data(as_text=True)
    assert "jaro" in before
    assert "jaro" not in after
    assert "První klíče" in after.replace("\xa0", " ")
    digests.digest_of.cache_clear()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/cislo/", "/archiv/"),
        ("/archiv", "/archiv/"),
        ("/Archiv/", "/archiv/"),
        ("/archiv/2030/", "/archiv/#rok-2030"),
        ("/cislo/1/2030", "/cislo/1-2030/"),
        ("/cislo/1/2030/", "/cislo/1-2030/"),
        ("/cislo/01-2030/", "/cislo/1-2030/"),
        ("/cislo/1_2030/", "/cislo/1-2030/"),
        ("/cislo/2030-1/", "/cislo/1-2030/"),
        ("/CISLO/1-2030/", "/cislo/1-2030/"),
        ("/cislo/1-2030/clanky/", "/cislo/1-2030/"),
        ("/cislo/1-2030/clanky/prvni-klice", "/cislo/1-2030/clanky/prvni-klice/"),
        ("/cislo/1-2030/Clanky/Prvni-Klice/", "/cislo/1-2030/clanky/prvni-klice/"),
        ("/cislo/1/2030/clanky/prvni-klice/index.html", "/cislo/1-2030/clanky/prvni-klice/"),
        ("/cislo/1-2030/MIT-DOMOV-1-2030.PDF", "/cislo/1-2030/mit-domov-1-2030.pdf"),
        ("/cislo/1/2030/vydani", "/cislo/1-2030/vydani/"),
    ],
)
def test_an_address_that_is_not_quite_right_leads_on_for_good(
    public_site: Site, typed: str, meant: str
) -> None:
    answer = public_site.client.get(typed)
    assert (answer.status_code, answer.location) == (308, meant)
    assert public_site.client.get(meant.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/cislo/2/2030/",
        "/cislo/1/30/",
        "/cislo/1/2030/clanky/neni/",
        "/cislo/1/2030/%2e%2e/%2e%2e/redakce/",
        "/archiv/neni",
        "/ARCHIVY/",
        "/Odebirat/potvrdit/AbC",
    ],
)
def test_what_nobody_can_tell_is_not_guessed(public_site: Site, path: str) -> None:
    answer = public_site.client.get(path)
    if answer.location:  # by the slash alone, to the same place, which is not there either
        answer = public_site.client.get(answer.location)
    assert answer.status_code == 404


def test_a_page_that_is_not_there_helps_on(public_site: Site) -> None:
    tree = page(public_site.client.get("/cislo/1-2030/clanky/prvni-klic/").get_data(as_text=True))
    assert words(next(elements(tree, "h1"))) == "Stránka tu není"
    [field] = [each for each in elements(tree, "input") if each.get("name") == "q"]
    assert field.get("value") == "prvni klic"
    assert by_class(tree, "help"), "the help box stands on every page"
    assert "Spolufinancováno" in words(tree)


def test_a_broken_database_leaves_readers_a_page(public_site: Site) -> None:
    client = public_site.anonymous
    assert client.get("/neni").status_code == 404
    public_site.store.engine.dispose()
    [database] = public_site.store.blobs.root.parent.glob("*.sqlite")
    database.write_bytes(b"no database at all" * 400)
    for each in database.parent.glob("*.sqlite-*"):
        each.unlink()
    answer = client.get("/neni")
    assert answer.status_code == 404
    assert "Stránka tu není" in answer.get_data(as_text=True)
    broken = client.get("/cislo/1-2030/vydani/")
    assert broken.status_code in {500, 503}
    assert "<h1>" in broken.get_data(as_text=True)


def test_the_desk_keeps_its_own_page_of_errors(public_site: Site) -> None:
    words_of_desk = public_site.client.get("/redakce/neni").get_data(as_text=True)
    assert "/static/screens-" in words_of_desk
    assert "/static/site-" in public_site.client.get("/neni").get_data(as_text=True)
