"""What readers have of a past issue: its page, its text, its PDF, its cover; and what machines."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mitdomov.accounts.audit import TERMINAL
from mitdomov.clock import now
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.importing import Imported, import_past
from mitdomov.web.public.archive.past_shelf import past_shelf
from tests.editorial import past_pdfs
from tests.web.served import Site, copied, site_in

HERE = "/cislo/2-2023/"
PDF = f"{HERE}mit-domov-2-2023.pdf"


@pytest.fixture(scope="module")
def magazine() -> bytes:
    return past_pdfs.magazine()


@pytest.fixture(scope="module")
def site(
    published: Path, tmp_path_factory: pytest.TempPathFactory, magazine: bytes
) -> Iterator[Site]:
    for made in site_in(copied(published, tmp_path_factory.mktemp("site") / "data")):
        words = Details("2/2023", "Prevence a ztráta", date(2023, 10, 1), "O čem.", "CC BY 4.0")
        done = import_past(made.store, magazine, words, by=TERMINAL, at=now(), is_shown=True)
        assert isinstance(done, Imported)
        yield made


def page(site: Site, path: str = HERE) -> str:
    answer = site.anonymous.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_page_tells_of_the_file_and_its_contents(site: Site) -> None:
    text = page(site).replace("\xa0", " ")
    assert re.search(r"Otevřít PDF \(\d+ kB, 4 strany\)", text)
    assert f'href="{PDF}#page=2"' in text
    assert "Nájemní garance v Ořechově" in text
    assert 'id="strana-3"' in text
    assert "1. října 2023" in text
    assert "PDF nemá značky pro čtečky obrazovky" in text
    assert "Datum poslední aktualizace" in text
    assert "Prevence a\u00a0ztráta" in page(site)


def test_the_issue_can_be_cited(site: Site) -> None:
    words = re.sub(r"<[^>]+>", "", page(site)).replace("\xa0", " ")
    assert re.search(
        r"Mít domov: Prevence a ztráta\. Online\. .+\. 2023, č\. 2\. .*"
        rf"Dostupné z: http://web\.example{HERE}\. \[cit\. RRRR-MM-DD\]\.",
        words,
    )


def test_each_page_is_text_at_its_own_anchor(site: Site) -> None:
    text = page(site, f"{HERE}text/").replace("\xa0", " ")
    start = text.index('id="strana-2"')
    sheet = text[start : text.index('id="strana-3"')]
    assert (
        "Ručitelský fond je\N{NON-BREAKING HYPHEN}li potřeba pomůže s kaucí česko-slovenské rodině."
        in sheet
    )
    assert f'href="{PDF}#page=2"' in sheet
    assert "Mít domov 2/2023" not in sheet
    assert site.anonymous.get(f"{HERE}text").location == f"{HERE}text/"


def test_the_pdf_is_served_as_it_came_whole_and_in_parts(site: Site, magazine: bytes) -> None:
    answer = site.anonymous.get(PDF)
    assert answer.data == magazine
    assert answer.mimetype == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert answer.cache_control.public
    assert (answer.cache_control.max_age or 0) >= 3600
    part = site.anonymous.get(PDF, headers={"Range": "bytes=5-104"})
    assert (part.status_code, part.data) == (206, magazine[5:105])
    again = site.anonymous.get(PDF, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert site.anonymous.get(f"{HERE}obalka.jpg").data.startswith(b"\xff\xd8\xff")


def test_nothing_else_lies_below(site: Site) -> None:
    for path in ("neni", "mit-domov-1-2023.pdf", "text/1", "../1-2030/", "issue.pdf"):
        assert site.anonymous.get(f"{HERE}{path}").status_code in (301, 302, 308, 404), path
    assert site.anonymous.get("/cislo/3-2023/").status_code == 404


def test_machines_know_the_issue(site: Site) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(site), re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "PublicationIssue"
    assert data["issueNumber"] == "2"
    assert data["datePublished"] == "2023-10-01"
    assert data["isPartOf"]["@type"] == "Periodical"
    assert data["encoding"]["contentUrl"] == f"http://web.example{PDF}"


def test_the_sitemap_has_the_page_and_its_text(site: Site) -> None:
    found = re.findall(r"loc>http://web\.example([^<]+)</", page(site, "/sitemap.xml"))
    assert {HERE, f"{HERE}text/"} <= set(found)


def test_the_shelf_has_what_readers_see(site: Site) -> None:
    with site.store.reading() as session:
        card = past_shelf(session)[0]
    assert (card.number, card.pages, card.pdf_url) == ("2/2023", 4, PDF)
    assert "2-2023" in page(site, "/archiv/")


def test_no_reader_gets_a_cookie(site: Site) -> None:
    for path in (HERE, f"{HERE}text/", PDF):
        assert "Set-Cookie" not in site.anonymous.get(path).headers


def test_the_search_leads_to_the_issue_by_its_number(site: Site) -> None:
    text = page(site, "/hledani/?q=č. 2/2023&druh=cisla")
    assert re.findall(r'<h3><a href="([^"]+)"', text) == [HERE]


def test_the_search_leads_to_the_page(site: Site) -> None:
    text = page(site, "/hledani/?q=kaucí")
    link = re.search(rf'href="({HERE}text/#strana-2)"', text)
    assert link
