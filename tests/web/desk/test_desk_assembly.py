"""An issue is put together at the desk: founded, ordered, filled from the pool."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.document.markdown.reader import parse
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import create_article
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.importing import issue_named, load_folder
from mitdomov.editorial.media.library import add_picture
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.model import Article, ArticleType, Issue
from tests.hostile_pictures import png
from tests.web.desk.filling import said
from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.served import Site

HERE = "/redakce/cislo/1-2030/"


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


def post(site: Site, editor: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    return editor.post(path, data={"csrf_token": site.csrf_token(editor), **fields})


def frame(site: Site, number: str = "1/2030") -> Issue:
    with site.store.reading() as session:
        return read_frame(site.store.blobs, issue_named(session, number))


def order(site: Site) -> list[tuple[str, int]]:
    with site.store.reading() as session:
        found = articles_of(session, issue_named(session, "1/2030"))
        return [(each.section, each.id) for each in found]


def fields_in(page: str) -> dict[str, str]:
    """Of the form of the title, as a browser sends them back."""
    form = page[page.index('/titul"') : page.index('id="rubriky"')]
    inputs = re.findall(r'<input[^>]*?\sname="([\w-]+)"[^>]*?\svalue="([^"]*)"([^>]*)', form)
    return {
        name: unescape(value)
        for name, value, rest in inputs
        if name != "csrf_token" and (name != "ukazka" or "checked" in rest)
    }


def title_fields(editor: FlaskClient) -> dict[str, str]:
    return fields_in(said(editor.get(f"{HERE}titul")))


def title_versions(editor: FlaskClient) -> dict[str, str]:
    found = title_fields(editor)
    return {name: value for name, value in found.items() if name.startswith("verze-")}


def pooled(site: Site, title: str = "Z zásobníku") -> int:
    article = Article("ze-zasobniku", ArticleType.FEATURE, "tema", title, body=parse("Text.\n"))
    with site.store.writing() as session:
        at = datetime(2030, 5, 1, tzinfo=UTC)
        return create_article(session, article=article, issue=None, by=None, at=at).id


def test_the_buttons_move_an_article_by_one(site: Site, editor: FlaskClient) -> None:
    before = order(site)
    moved = before[1][1]
    answer = post(site, editor, f"{HERE}posunout", clanek=str(moved), smer="nahoru")
    assert answer.status_code == 303
    assert answer.location.endswith(f"#nahoru-{moved}")
    assert re.search(r"je \d+\. v rubrice", said(editor.get(answer.location)))
    after = order(site)
    assert [number for _, number in after].index(moved) <= 1
    assert after != before
    assert sorted(number for _, number in after) == sorted(number for _, number in before)


def test_dragging_sends_the_whole_order(site: Site, editor: FlaskClient) -> None:
    section = frame(site).sections[0].slug
    ids = [number for _, number in order(site)][::-1]
    pairs = [f"{section}:{number}" for number in ids]
    assert post(site, editor, f"{HERE}poradi", poradi=pairs).status_code == 204
    assert order(site) == [(section, number) for number in ids]


@pytest.mark.parametrize("wrong", ["tema:999", "neni:1", "tema:1"])
def test_an_order_of_a_stale_page_changes_nothing(
    site: Site, editor: FlaskClient, wrong: str
) -> None:
    before = order(site)
    assert post(site, editor, f"{HERE}poradi", poradi=[wrong]).status_code == 409
    assert order(site) == before


def test_an_article_leaves_for_the_pool_and_comes_back(site: Site, editor: FlaskClient) -> None:
    section, number = order(site)[0]
    answer = post(site, editor, f"{HERE}vyradit", clanek=str(number))
    page = said(editor.get(answer.location))
    assert "Vzít zpět" in page
    assert number not in [each for _, each in order(site)]
    post(site, editor, f"{HERE}zaradit", clanek=str(number), rubrika=section)
    assert (section, number) in order(site)
    with site.store.reading() as session:
        verbs = session.scalars(select(AuditEntry.verb)).all()
    assert {"article-excluded", "article-included"} <= {*verbs}


def test_the_pool_is_offered_to_every_issue(site: Site, editor: FlaskClient) -> None:
    number = pooled(site)
    assert "Z zásobníku" in said(editor.get(HERE))
    post(site, editor, f"{HERE}zaradit", clanek=str(number), rubrika=frame(site).sections[0].slug)
    assert "Z zásobníku" in [
        each.title for each in load_folder(site.store, "1/2030").issue.articles
    ]


def test_an_article_of_another_issue_is_not_taken_by_a_stale_page(
    site: Site, editor: FlaskClient
) -> None:
    number = pooled(site)
    post(site, editor, "/redakce/cislo/nove", cislo="2/2030", datum="2030-10-01", tema="T")
    section = frame(site, "2/2030").sections[0].slug
    other = "/redakce/cislo/2-2030/zaradit"
    assert post(site, editor, other, clanek=str(number), rubrika=section).status_code == 303
    late = {"clanek": str(number), "rubrika": frame(site).sections[0].slug}
    assert post(site, editor, f"{HERE}zaradit", **late).status_code == 409
    assert number not in [each for _, each in order(site)]
    assert len(load_folder(site.store, "2/2030").issue.articles) == 1


_FRAME_FIELDS = {
    "cislo": "1/2030",
    "datum": "2030-03-14",
    "vyjde": "2030-03-14",
    "tema": "Téma",
    "obdobi": "jaro",
    "obalka": "klice.png",
    "obalka_popis": "Klíče",
    "obalka_autor": "Jana",
}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"obalka": "neni.png"}, "Obrázek „neni.png“ v knihovně není"),
        ({"obalka": ""}, "Vyberte soubor z knihovny"),
    ],
)
def test_a_cover_is_a_picture_of_the_library(
    site: Site, editor: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    before = frame(site)
    answer = post(site, editor, f"{HERE}titul", **_FRAME_FIELDS | typed, **title_versions(editor))
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert frame(site) == before


@pytest.mark.parametrize("name", _FRAME_FIELDS)
def test_control_characters_never_get_into_a_frame(
    site: Site, editor: FlaskClient, name: str
) -> None:
    """They would make a file that nothing can read again."""
    add_picture(site.store, png(), name="klice.png", by=None, at=now())
    fields = _FRAME_FIELDS | {name: f"\x02{_FRAME_FIELDS[name]}\x02"}
    answer = post(site, editor, f"{HERE}titul", **fields, **title_versions(editor))
    assert answer.status_code == 303
    assert "\x02" not in repr(frame(site))
    assert frame(site).theme == "Téma"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("rubriky", {"ukon": "pridat", "nazev": "No\x02vá", "barva": "plum"}),
        (
            "lide/novy",
            {"jmeno": "E\x02va Nová", "medailonek": "Pí\x02še.", "pusobiste": "Br\x02no"},
        ),
    ],
)
def test_nor_into_its_sections_and_people(
    site: Site, editor: FlaskClient, path: str, fields: dict[str, str]
) -> None:
    assert post(site, editor, f"{HERE}{path}", **fields).status_code == 303
    found = frame(site)
    assert "\x02" not in "".join(each.title for each in found.sections)
    assert not any(
        "\x02" in each.name + each.profile + each.affiliation for each in found.contributors
    )
    assert "Nová" in {*(each.title for each in found.sections)} | {
        each.name.removeprefix("Eva ") for each in found.contributors
    }


def test_a_new_issue_takes_the_frame_of_the_last(site: Site, editor: FlaskClient) -> None:
    last = frame(site)
    fields = {"cislo": "2/2030", "datum": "2030-10-01", "tema": "Podzimní téma", "podle": "1"}
    answer = post(site, editor, "/redakce/cislo/nove", **fields)
    assert answer.location.endswith("/redakce/cislo/2-2030/")
    new = frame(site, "2/2030")
    assert (new.sections, new.contributors) == (last.sections, last.contributors)
    assert new.theme == "Podzimní téma"
    page = said(editor.get(answer.location))
    assert "prázdná rubrika" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(site: Site, editor: FlaskClient) -> None:
    fields = {"cislo": "podzim", "datum": "zítra", "tema": "Téma, které nezmizí"}
    answer = post(site, editor, "/redakce/cislo/nove", **fields)
    page = said(answer)
    assert answer.status_code == 422
    assert "pořadí a rok" in page
    assert 'value="Téma, které nezmizí"' in page
    taken = post(
        site, editor, "/redakce/cislo/nove", cislo="1/2030", datum="1. 10. 2030", tema="Totéž"
    )
    assert (taken.status_code, "už tu je" in said(taken)) == (422, True)


def test_the_number_of_a_published_issue_stays(site: Site, editor: FlaskClient) -> None:
    fields = {"cislo": "5/2030", "datum": "2030-04-01", "tema": "T"}
    answer = post(site, editor, f"{HERE}titul", **fields, **title_versions(editor))
    assert answer.status_code == 422
    assert "odkazy" in said(answer)


def test_what_others_change_of_the_issue_is_no_conflict(site: Site, editor: FlaskClient) -> None:
    before = title_fields(editor)
    post(site, editor, f"{HERE}rubriky", ukon="pridat", nazev="Anketa", barva="plum")
    hers = before | {"obdobi": "léto", "vyjde": "2030-05-01"}
    assert post(site, editor, f"{HERE}titul", **hers).status_code == 303
    assert post(site, editor, f"{HERE}titul", **before | {"tema": "Jeho téma"}).status_code == 303
    kept = title_fields(editor)
    assert (kept["tema"], kept["obdobi"], kept["vyjde"]) == ("Jeho téma", "léto", "2030-05-01")
    assert frame(site).sections[-1].title == "Anketa"


def test_two_texts_of_one_field_of_the_title_are_shown_side_by_side(
    site: Site, editor: FlaskClient
) -> None:
    before = title_fields(editor)
    hers = before | {"tema": "Její téma", "obdobi": "léto"}
    assert post(site, editor, f"{HERE}titul", **hers).status_code == 303
    answer = post(site, editor, f"{HERE}titul", **before | {"tema": "Jeho téma"})
    page = said(answer)
    assert answer.status_code == 409
    assert re.findall(r'<dd class="typed">([^<]*)', page) == ["Její téma"]
    assert frame(site).theme == "Její téma"
    shown = fields_in(page)
    assert (shown["tema"], shown["obdobi"]) == ("Jeho téma", "léto")
    assert post(site, editor, f"{HERE}titul", **shown).status_code == 303
    assert (frame(site).theme, frame(site).season) == ("Jeho téma", "léto")


def test_a_refused_title_goes_on_from_where_it_began(site: Site, editor: FlaskClient) -> None:
    before = title_fields(editor)
    hers = before | {"tema": "Její téma"}
    assert post(site, editor, f"{HERE}titul", **hers).status_code == 303
    refused = post(site, editor, f"{HERE}titul", **before | {"tema": "Jeho téma", "datum": "?"})
    assert refused.status_code == 422
    again = fields_in(said(refused)) | {"datum": "2030-03-14"}
    assert post(site, editor, f"{HERE}titul", **again).status_code == 409


def test_sections_are_added_renamed_moved_and_removed(site: Site, editor: FlaskClient) -> None:
    path = f"{HERE}rubriky"
    before = [each.slug for each in frame(site).sections]
    post(site, editor, path, ukon="pridat", nazev="Nová rubrika", barva="plum")
    assert frame(site).sections[-1].slug == "nova-rubrika"
    answer = post(site, editor, path, ukon="nahoru", rubrika="nova-rubrika")
    assert frame(site).sections[-2].slug == "nova-rubrika"
    assert answer.location.endswith("#nahoru-nova-rubrika")
    shown = said(editor.get(answer.location))
    assert 'id="nahoru-nova-rubrika"' in shown
    assert f"je {len(before)}. z {len(before) + 1}" in shown
    answer = post(site, editor, path, ukon="dolu", rubrika="nova-rubrika")
    assert answer.location.endswith("#nahoru-nova-rubrika"), "the other button is disabled there"
    post(site, editor, path, ukon="nahoru", rubrika="nova-rubrika")
    rename = {"ukon": "ulozit", "rubrika": "nova-rubrika", "barva": "moss"}
    shown = said(editor.get(f"{HERE}titul"))
    found = re.search(
        r'value="nova-rubrika">\s*<input type="hidden" name="version" value="(\w+)"', shown
    )
    assert found
    rename["version"] = found[1]
    post(site, editor, path, **rename, nazev="Jinak")
    assert frame(site).sections[-2].title == "Jinak"
    late = post(site, editor, path, **rename, nazev="Ještě jinak")
    page = said(late)
    assert late.status_code == 409
    assert "teď je to „Jinak“" in page
    assert 'value="Ještě jinak"' in page
    assert frame(site).sections[-2].title == "Jinak"
    post(site, editor, path, ukon="smazat", rubrika="nova-rubrika")
    assert [each.slug for each in frame(site).sections] == before
    gone = post(site, editor, path, **rename, nazev="Ještě jinak")
    assert gone.status_code == 409
    page = said(gone)
    assert re.search(r'id="nazev"[^>]*value="Ještě jinak"', page), "to be added as a new one"


def test_a_section_with_articles_is_not_removed(site: Site, editor: FlaskClient) -> None:
    section = order(site)[0][0]
    answer = post(site, editor, f"{HERE}rubriky", ukon="smazat", rubrika=section)
    assert answer.status_code == 422
    assert section in [each.slug for each in frame(site).sections]


def test_people_are_added_changed_and_removed(site: Site, editor: FlaskClient) -> None:
    fields = {"jmeno": "Žofie Šťastná", "rod": "feminine", "medailonek": "Píše o bydlení."}
    post(site, editor, f"{HERE}lide/novy", **fields)
    added = frame(site).contributors[-1]
    assert (added.slug, added.name) == ("zofie-stastna", "Žofie Šťastná")
    stale = post(site, editor, f"{HERE}lide/zofie-stastna", zaklad="stara", **fields)
    assert stale.status_code == 409
    late = fields | {"medailonek": "Píše o městech.", "zaklad": "stara"}
    both = said(post(site, editor, f"{HERE}lide/zofie-stastna", **late))
    assert "Píše o bydlení.</dd>" in both
    assert "Píše o městech.</textarea>" in both
    post(site, editor, f"{HERE}lide/zofie-stastna/smazat")
    assert "zofie-stastna" not in [each.slug for each in frame(site).contributors]


def test_whoever_signed_an_article_stays(site: Site, editor: FlaskClient) -> None:
    signed = next(
        slug for each in load_folder(site.store, "1/2030").issue.articles for slug in each.authors
    )
    assert post(site, editor, f"{HERE}lide/{signed}/smazat").status_code == 409


def test_an_article_is_ready_at_one_press(site: Site, editor: FlaskClient) -> None:
    number = order(site)[0][1]
    assert "Hotovo: " not in said(editor.get(HERE))
    with site.store.writing() as session:
        session.get_one(ArticleRecord, number).stage = Stage.EDITING
    assert "Hotovo: " in said(editor.get(HERE))
    answer = post(site, editor, f"{HERE}hotovo", clanek=str(number))
    assert answer.headers["Location"].startswith(f"{HERE}?presunuto={number}")
    with site.store.reading() as session:
        assert session.get_one(ArticleRecord, number).stage is Stage.READY
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry
        assert (entry.verb, entry.subject) == ("article-details-saved", f"article:{number}")
    elsewhere = pooled(site)
    assert post(site, editor, f"{HERE}hotovo", clanek=str(elsewhere)).status_code == 404


def test_a_section_leads_to_a_new_article_of_its_own(editor: FlaskClient) -> None:
    page = said(editor.get(HERE))
    link = next(each for each in re.findall('href="([^"]+)"', page) if "rubrika=tema" in each)
    form = said(editor.get(link.replace("&amp;", "&")))
    assert '<option value="1-2030" selected>' in form
    assert '<option value="tema" selected>' in form


def test_the_first_page_says_what_is_missing(editor: FlaskClient) -> None:
    page = said(editor.get("/redakce/"))
    assert "Čísla v práci" in page
    assert "Vydání nic nebrání" in page or "Vydání brání" in page


def test_an_author_sees_nothing_but_the_own_work(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    page = said(author.get("/redakce/"))
    assert "Čeká na mne" in page
    assert "Čísla v práci" not in page
    assert author.get(HERE).status_code == 403


@pytest.fixture
def at_desk(site: Site, tmp_path: Path) -> Iterator[tuple[Site, str]]:
    del tmp_path
    with served(site) as url:
        yield site, url


@pytest.mark.journey
def test_dragging_in_a_browser_saves_and_says_so(at_desk: tuple[Site, str]) -> None:
    site, url = at_desk
    before = order(site)
    with chromium() as browser, window(browser) as page:
        page.context.add_cookies(
            [{"name": "session", "value": site.cookie(Role.EDITOR), "url": url}]
        )
        page.goto(url + HERE)
        with page.expect_response("**/poradi") as answered:
            page.locator(".slot-grip").nth(0).drag_to(page.locator("[data-article]").nth(2))
        assert answered.value.status == 204
        said = page.locator("[data-assembly-said]")
        said.wait_for(state="attached")
        page.wait_for_function("document.querySelector('[data-assembly-said]').textContent")
        assert "v rubrice" in (said.text_content() or "")
    assert order(site) != before


@pytest.mark.journey
def test_an_article_is_dragged_out_of_the_pool_and_back(at_desk: tuple[Site, str]) -> None:
    site, url = at_desk
    number = pooled(site)
    with chromium() as browser, window(browser) as page:
        page.context.add_cookies(
            [{"name": "session", "value": site.cookie(Role.EDITOR), "url": url}]
        )
        page.goto(url + HERE)
        grip = page.locator(f"[data-pool] [data-article='{number}'] .slot-grip")
        grip.drag_to(page.locator("[data-section] [data-article]").nth(0))
        page.get_by_text("je zařazený do čísla 1/2030").wait_for()
        assert number in [each for _, each in order(site)]
        slot = page.locator(f"[data-section] [data-article='{number}'] .slot-grip")
        slot.drag_to(page.locator("[data-pool]"))
        page.get_by_role("button", name="Vzít zpět").wait_for()
        assert number not in [each for _, each in order(site)]


@pytest.mark.journey
def test_the_pages_have_no_barriers(at_desk: tuple[Site, str]) -> None:
    site, url = at_desk
    pooled(site)
    person = next(each.slug for each in frame(site).contributors)
    paths = ("/redakce/", HERE, f"{HERE}titul", f"{HERE}lide", f"{HERE}lide/{person}")
    with chromium() as browser:
        for width, scheme in ((1280, "light"), (1280, "dark"), (320, "light")):
            options = {"color_scheme": scheme, "bypass_csp": True}
            with window(browser, width, **options) as page:
                page.context.add_cookies(
                    [{"name": "session", "value": site.cookie(Role.PUBLISHER), "url": url}]
                )
                for path in (*paths, "/redakce/cislo/nove"):
                    page.goto(url + path)
                    put_axe_into(page)
                    assert violations(page) == [], (path, width, scheme)
                    overflow = "document.documentElement.scrollWidth - innerWidth"
                    assert page.evaluate(overflow) <= 0, (path, width)


def test_every_issue_is_listed_once(site: Site, editor: FlaskClient) -> None:
    with site.store.reading() as session:
        numbers = session.scalars(select(IssueRecord.number)).all()
        assert session.scalars(select(ArticleRecord.id)).first() is not None
    page = said(editor.get("/redakce/"))
    assert [page.count(f'href="/redakce/cislo/{each.replace("/", "-")}/"') > 0 for each in numbers]
