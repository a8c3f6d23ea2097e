"""The desk lists every issue, in work, published and past, year by year, with its state."""

import re
from datetime import date, timedelta

import pytest

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.past.model import PastIssue
from tests.web.desk.filling import Visitor
from tests.web.served import Site

HERE = "/redakce/cisla/"


@pytest.fixture
def desk(site: Site) -> Visitor:
    """With a published issue of 2030, one in work and a past one."""
    at = now()
    with site.store.writing() as session:
        draft = IssueRecord(
            number="2/2030",
            theme="Byty pro sestry",
            dated=date(2030, 11, 14),
            state=IssueState.DRAFT,
            imported_at=at,
            updated_at=at,
            frame_sha256=session.get_one(IssueRecord, 1).frame_sha256,
        )
        past = PastIssue(
            number="2/2023",
            theme="Prevence",
            dated=date(2023, 10, 1),
            pdf_sha256="0" * 64,
            pdf_bytes=1,
            pages=1,
            cover_sha256="0" * 64,
            cover_width_px=3,
            cover_height_px=4,
            imported_at=at,
            updated_at=at,
        )
        session.add_all((draft, past))
    return Visitor(site.client_as(Role.EDITOR))


def numbers(page: str) -> list[str]:
    """Of the rows, and the years over them, from above."""
    main = page.partition("<main")[2]
    return re.findall(r'(?:id="rok-\d+">|scope="row"[^>]*><a href="[^"]*">)([\d/]+)<', main)


def test_all_issues_stand_under_their_years(desk: Visitor) -> None:
    page = desk.see(HERE)
    assert numbers(page) == ["2030", "2/2030", "1/2030", "2023", "2/2023"]
    for words in ("rozpracované", "vydané", "skryté, jen PDF"):
        assert f">{words}</span>" in page
    assert 'href="/redakce/cislo/2-2030/"' in page
    assert 'href="/redakce/starsi-cisla/1"' in page


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("v-praci", ["2030", "2/2030"]),
        ("vydana", ["2030", "1/2030"]),
        ("starsi", ["2023", "2/2023"]),
    ],
)
def test_they_are_told_apart_by_state(desk: Visitor, state: str, shown: list[str]) -> None:
    page = desk.see(f"{HERE}?stav={state}")
    assert numbers(page) == shown
    assert f'href="{HERE}?stav={state}" aria-current="page"' in page


def test_what_changed_since_it_was_published_is_both(desk: Visitor, site: Site) -> None:
    with site.store.writing() as session:
        session.get_one(IssueRecord, 1).state = IssueState.DRAFT
    for state in ("v-praci", "vydana"):
        page = desk.see(f"{HERE}?stav={state}")
        assert "1/2030" in numbers(page)
        assert "změněné od vydání" in page


def test_rail_breadcrumb_and_home_lead_there(desk: Visitor) -> None:
    assert f'<a href="{HERE}">Všechna čísla</a>' in desk.see("/redakce/")
    page = desk.see("/redakce/cislo/1-2030/")
    assert f'<a href="{HERE}" aria-current="page">Čísla</a>' in page
    head = page.partition("<main")[2].partition("<h1>")[0]
    assert f'<a href="{HERE}">Čísla</a>' in head
    assert "·" not in head, "a narrow window would end a line with it"


def test_home_keeps_a_published_issue_until_it_is_sent(desk: Visitor, site: Site) -> None:
    """A newer one stands beside it; after two months nobody means to send it any more."""

    def shown() -> list[str]:
        return re.findall(r'<h3 class="title"><a href="/redakce/cislo/([\d-]+)/">', home())

    def home() -> str:
        return desk.see("/redakce/")

    def published(days_ago: int) -> None:
        with site.store.writing() as session:
            session.get_one(IssueRecord, 1).published_at = now() - timedelta(days=days_ago)

    published(61)
    assert shown() == ["2-2030"]
    published(59)
    assert shown() == ["2-2030", "1-2030"]
    assert "Zatím nerozeslané" in home().partition('href="/redakce/cislo/1-2030/"')[2]
    site.sent()
    assert shown() == ["2-2030"]


def test_where_there_is_none_the_page_says_what_to_do(desk: Visitor, site: Site) -> None:
    with site.store.writing() as session:
        for each in session.query(PastIssue):
            session.delete(each)
    assert "Takové číslo tu není žádné." in desk.see(f"{HERE}?stav=starsi")
