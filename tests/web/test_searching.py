"""A reader searches: by address alone, without scripts, and nothing of it is kept anywhere."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mitdomov.search.index import Entry, Kind, prepare, replace
from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.pages_of_web import tree
from tests.web.served import HOSTILE, Site, copied, site_in

PAST = Entry(
    url="/cislo/2-2021/text/#strana-41",
    title="Prevence ztráty bydlení, strana 41",
    text="Obce, které pomáhají s bydlením, mají v rozpočtu vlastní kapitolu.",
    dated=date(2021, 10, 1),
    issue="2/2021",
)
NEWS = tuple(
    Entry(
        url=f"/novinky/vyzva-{number}/",
        title=f"Výzva číslo {number}",
        text="Peníze pro obce.",
        dated=date(2026, 6, 1),
        authors=(f"Redaktor {number:02}",),
        section="Novinky z\N{NO-BREAK SPACE}ČR",
    )
    for number in range(1, 31)
)
HOSTILE_NEWS = Entry(
    url="/novinky/utok/",
    title=f"Útok {HOSTILE}",
    text=f"Záludnost {HOSTILE}",
    dated=date(2026, 6, 1),
    authors=(HOSTILE,),
    section=HOSTILE,
)


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    for found in site_in(copied(published, tmp_path_factory.mktemp("site") / "data")):
        prepared = (
            prepare(Kind.PAST_PAGE, "2-2021", (PAST,)),
            prepare(Kind.NEWS, "many", (*NEWS, HOSTILE_NEWS)),
        )
        with found.store.writing() as session:
            for each in prepared:
                replace(session, each)
        yield found


LOWEST_LINK = """() => Math.min(24, ...[...document.querySelectorAll(
    ".to-narrowing, .narrowing a, .narrowing summary, .chips a, .pager a"
)].map((each) => each.getBoundingClientRect().height).filter(Boolean))"""
"""In pixels; what is hidden aside (WCAG 2.2, 2.5.8)."""


def links(page: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]+)"', page)


def search(site: Site, **values: str) -> str:
    answer = site.anonymous.get("/hledani/", query_string=values)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("\xa0", " ")


def test_a_published_article_is_found_and_opens(site: Site) -> None:
    page = search(site, q="klice")
    assert "<title>klice – hledání ·" in page
    address = next(each for each in links(page) if each.startswith("/cislo/1-2030/clanky/"))
    assert site.anonymous.get(address).status_code == 200
    assert "<mark>klíče</mark>" in page.lower()


def test_a_page_of_a_past_issue_leads_to_that_page_of_its_pdf(site: Site) -> None:
    page = search(site, q="rozpočet obcí")
    assert links(page) == [PAST.url]
    assert 'href="/cislo/2-2021/mit-domov-2-2021.pdf#page=41"' in page
    assert "strana 41, PDF" in page


def test_filters_stand_in_the_address_and_can_be_taken_away(site: Site) -> None:
    page = search(site, q="obce", druh="novinky", rok="2026", autor="Redaktor 07")
    assert links(page) == ["/novinky/vyzva-7/"]
    assert "rok 2026" in page
    without_author = "/hledani/?q=obce&amp;druh=novinky&amp;rok=2026"
    assert f'<a href="{without_author}">' in page
    assert "30 nálezů" in search(site, q="obce", druh="novinky", rok="2026")


def test_a_filter_that_cannot_be_is_none(site: Site) -> None:
    everything = search(site, q="obce")
    for values in ({"druh": "x"}, {"rok": "MMXX"}, {"rok": "9" * 40}, {"strana": "x"}):
        assert links(search(site, q="obce", **values)) == links(everything)


def test_results_come_by_pages(site: Site) -> None:
    first = search(site, q="vyzva", druh="novinky")
    assert 'rel="next" href="/hledani/?q=vyzva&amp;druh=novinky&amp;strana=2"' in first
    assert "strana 1 z 2" in first
    second = search(site, q="vyzva", druh="novinky", strana="2")
    assert '<ol class="results" role="list" start="21">' in second
    assert len(links(first) + links(second)) == len(set(links(first) + links(second))) == 30


def test_nothing_found_teaches_and_suggests(site: Site) -> None:
    page = search(site, q="rozpctu")
    assert "Nic jsme nenašli" in search(site, q="krokodýl")
    assert "Nemysleli jste" in page
    assert links(search(site, q=re.findall(r'Nemysleli jste <a href="[^"]*">(.*?)</a>', page)[0]))
    parted = search(site, q="rozpoctu krokodyl")
    assert 'jen část dotazu: <a href="/hledani/?q=rozpoctu">' in parted


def test_what_was_probably_meant_is_found_without_another_press(site: Site) -> None:
    page = search(site, q="vyzav")
    assert "Nálezy na „výzva“" in page
    assert links(page) == links(search(site, q="výzva"))[:5]
    assert "Všech 30 nálezů" in page
    alone = search(site, q="kapitloa")
    assert links(alone) == [PAST.url]
    assert "Všech" not in alone


def test_words_that_are_nowhere_together_lead_to_most_of_them(site: Site) -> None:
    page = search(site, q="krokodýl rozpočtu")
    assert "Nic jsme nenašli" in page
    assert "Slovo „krokodýl“ u&nbsp;nás v&nbsp;žádném textu není. Bez něj:" in page
    assert links(page) == links(search(site, q="rozpočtu"))[:5]
    assert "Nejblíž dotazu" not in search(site, q="krokodýl")


def test_an_empty_question_explains_and_lets_browse(site: Site) -> None:
    page = search(site)
    assert "Jak hledat" in page
    assert links(page) == []
    assert '<a href="/hledani/?rok=2021">2021</a>' in page
    assert links(search(site, rok="2021")) == [PAST.url]


def test_a_long_question_is_given_back_with_a_sentence(site: Site) -> None:
    answer = site.anonymous.get("/hledani/", query_string={"q": "dům " * 80})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Dotaz má nejvýš 200 znaků" in page
    assert 'aria-invalid="true"' in page
    assert "dům dům" in page


@pytest.mark.parametrize(
    "query",
    [HOSTILE, "útok", "záludnost", f'"{HOSTILE}"', "<b>x</b>", "'; DROP TABLE search_entry; --"],
)
def test_markup_stays_text_wherever_it_comes_from(site: Site, query: str) -> None:
    for values in ({"q": query}, {"q": "obce", "rubrika": query, "autor": query}):
        page = search(site, **values)
        assert "<script>alert" not in page
        assert "<b>x" not in page


@pytest.mark.parametrize(
    "query", ['"', "-", "*", "a*", "NEAR(a b)", "{title}: x", "a OR", "\0", "^"]
)
def test_signs_are_no_commands(site: Site, query: str) -> None:
    assert site.anonymous.get("/hledani/", query_string={"q": query}).status_code == 200


def test_only_the_reader_s_browser_keeps_the_page_and_no_robot_does(site: Site) -> None:
    answer = site.anonymous.get("/hledani/?q=obce")
    assert answer.cache_control.private
    assert not answer.cache_control.public
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers
    assert "X-Robots-Tag" not in site.anonymous.get("/hledani/").headers


def test_what_did_not_change_is_not_sent_again_and_head_sends_nothing(site: Site) -> None:
    address = "/hledani/?q=obce"
    etag = site.anonymous.get(address).headers["ETag"]
    again = site.anonymous.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    head = site.anonymous.head(address)
    assert (head.status_code, head.data) == (200, b"")


@pytest.mark.parametrize("query", ["", "?q=obce&rok=2026", "?q=krokodyl+obce", f"?q={'a' * 230}"])
def test_every_state_of_the_page_is_well_formed(site: Site, query: str) -> None:
    page = tree(site.anonymous.get(f"/hledani/{query}").get_data(as_text=True))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for each in page.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set((each.get(name) or "").split()) <= set(ids)


def test_looking_changes_nothing(site: Site) -> None:
    before = site.dump()
    for query in ("obce", "krokodýl", ""):
        site.anonymous.get("/hledani/", query_string={"q": query})
        site.anonymous.head("/hledani/", query_string={"q": query})
    assert site.dump() == before


def test_axe_finds_nothing_wrong_and_the_keyboard_suffices(site: Site) -> None:
    pages = ("?q=obce", "?q=obce&druh=novinky&rok=2026", "", "?q=krokodyl", f"?q={'a' * 230}")
    with served(site) as url, chromium() as browser:
        for width, scheme in ((1280, "light"), (320, "dark")):
            with window(browser, width, color_scheme=scheme, bypass_csp=True) as page:
                for query in pages:
                    page.goto(f"{url}/hledani/{query}")
                    put_axe_into(page)
                    assert violations(page) == [], (query, width, scheme)
                    assert page.evaluate(LOWEST_LINK) >= 24, (query, width)
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        with window(browser, java_script_enabled=False) as page:
            page.goto(f"{url}/hledani/")
            page.get_by_label("Hledání").focus()
            page.keyboard.type("rozpocet obci")
            page.keyboard.press("Enter")
            page.wait_for_url("**/hledani/?q=rozpocet+obci")
            assert page.locator(".results mark").all_inner_texts() == ["Obce", "rozpočtu"]
