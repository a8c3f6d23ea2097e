"""The statement on accessibility: what the law asks for, and the barriers that there are."""

from datetime import UTC, date, datetime

from mitdomov.editorial.past.model import PastIssue, PastState
from tests.render.pages import heading_levels, page, words
from tests.web.in_chromium import chromium, put_axe_into, served, violations, window
from tests.web.served import Site

AT = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)


def past_issue(*, is_tagged: bool, mute_pages: int) -> PastIssue:
    return PastIssue(
        number="2/2023",
        theme="Prevence",
        dated=date(2023, 10, 2),
        state=PastState.PUBLISHED,
        is_tagged=is_tagged,
        mute_pages=mute_pages,
        pdf_sha256="0" * 64,
        pdf_bytes=1234,
        pages=80,
        cover_sha256="0" * 64,
        cover_width_px=10,
        cover_height_px=14,
        imported_at=AT,
        updated_at=AT,
    )


def shown(site: Site) -> str:
    answer = site.anonymous.get("/pristupnost/")
    assert answer.status_code == 200
    return words(page(answer.get_data(as_text=True))).replace("\xa0", " ")


def test_it_says_what_the_law_asks_for(module_site: Site) -> None:
    text = shown(module_site)
    for part in (
        "se zavazuje ke zpřístupnění",
        "99/2019 Sb.",
        "Stav souladu",
        "Toto prohlášení bylo vypracováno dne",
        "Zpětná vazba a kontakt",
        "Postup pro vymáhání práva",
        "Ukázkový text",
    ):
        assert part in text, part
    html = module_site.anonymous.get("/pristupnost/").get_data(as_text=True)
    assert heading_levels(page(html))[:2].count(1) == 1


def test_it_names_the_barriers_that_there_are(site: Site) -> None:
    assert "Co přístupné není" not in shown(site)
    with site.store.writing() as session:
        session.add(past_issue(is_tagged=False, mute_pages=3))
    text = shown(site)
    assert "částečně v souladu" in text
    assert "1 starší číslo máme jen jako PDF bez značek" in text
    assert "strany bez textu, jen jako obrázek (celkem 3)" in text


def test_a_tagged_past_issue_is_no_barrier(site: Site) -> None:
    with site.store.writing() as session:
        session.add(past_issue(is_tagged=True, mute_pages=0))
    assert "Co přístupné není" not in shown(site)


def test_every_page_leads_to_it(module_site: Site) -> None:
    for path in ("/", "/archiv/", "/cislo/1-2030/"):
        assert "/pristupnost/" in module_site.anonymous.get(path).get_data(as_text=True), path


def test_axe_finds_nothing_on_it(module_site: Site) -> None:
    found: list[str] = []
    with served(module_site) as url, chromium() as browser:
        for width, scheme in ((1280, "light"), (320, "dark")):
            with window(browser, width, color_scheme=scheme, bypass_csp=True) as tab:
                tab.goto(f"{url}/pristupnost/")
                put_axe_into(tab)
                found += violations(tab)
    assert found == []
