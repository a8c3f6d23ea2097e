"""Findings, proofs, approval and publishing in a browser: what axe finds, on a telephone too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.link_checks import Answer, Checked, outcome_of
from mitdomov.editorial.review import proof_links, proofs
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from tests.web.in_chromium import chromium, put_axe_into, served, sign_in, violations, window
from tests.web.served import Site

TELEPHONE = 360
NARROW = 320


class Review:
    """An issue under review: findings, an author with comments, orders of long work."""

    def __init__(self, site: Site) -> None:
        self.site = site
        person = site.person(*Role)
        with site.store.writing() as session:
            query = select(ArticleRecord).where(ArticleRecord.slug == "prvni-klice")
            record = session.scalars(query).one()
            self.article_id = record.id
            link, self.token = proof_links.invite(
                session,
                record,
                name="Jan Autor",
                email="jan@autor.example",
                message="Prosím do pátku.",
                by=person,
                at=now(),
            )
            proofs.comment(session, link, block_id="", text="Titulek je dlouhý.", at=now())
            proofs.approve(session, link, record, record.sha256, now())
            record.source = record.source.replace("První klíče".encode(), "Druhé klíče".encode())
            record.sha256, record.version = "druhe", record.version + 1
            dead = Checked("https://obec.example/", Answer.DEAD, "stránka tu není (404).")
            session.add(self._order(WorkKind.CHECK_LINKS, WorkState.DONE, outcome_of([dead])))
            session.add(self._order(WorkKind.PUBLISH, WorkState.FAILED, {}))

    @staticmethod
    def _order(kind: WorkKind, state: WorkState, outcome: dict[str, object]) -> WorkOrder:
        return WorkOrder(
            kind=kind,
            issue_id=1,
            state=state,
            outcome=outcome,
            problem="Nepovedlo se." if state is WorkState.FAILED else "",
            ordered_at=now(),
            finished_at=now(),
        )

    def unfinished(self) -> None:
        """A placeholder, and publishing under way."""
        with self.site.store.writing() as session:
            query = select(ArticleRecord).where(ArticleRecord.slug == "uvodni-slovo")
            record = session.scalars(query).one()
            record.source = record.source.replace("Milé".encode(), "TODO Milé".encode())
            record.sha256 = "todo"
            session.add(self._order(WorkKind.PUBLISH, WorkState.RUNNING, {}))

    @property
    def pages(self) -> list[str]:
        issue = "/redakce/cislo/1-2030"
        return [
            f"{issue}/nalezy",
            f"{issue}/schvaleni",
            f"{issue}/vydani",
            f"/redakce/clanek/{self.article_id}/autorizace",
            f"/korektura/{self.token}",
            "/korektura/neplatny",
        ]


@pytest.fixture
def review(site: Site) -> Review:
    return Review(site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (NARROW, "light"), (NARROW, "dark")]
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    review: Review, browser: Browser, width: int, scheme: str
) -> None:
    found = []
    with (
        served(review.site) as base,
        window(browser, width, color_scheme=scheme, bypass_csp=True) as page,
    ):
        sign_in(page, review.site, base)
        for is_unfinished in (False, True):
            if is_unfinished:
                review.unfinished()
            for path in review.pages:
                page.goto(f"{base}{path}")
                put_axe_into(page)
                found += [f"{path}: {each}" for each in violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{path}: wider than {width}")
    assert found == []


def test_an_author_comments_and_agrees_on_a_telephone(review: Review, browser: Browser) -> None:
    """Without scripts, and with a text that changes between reading and agreeing."""
    with (
        served(review.site) as base,
        window(browser, TELEPHONE, java_script_enabled=False) as page,
    ):
        page.goto(f"{base}/korektura/{review.token}")
        expect(page.get_by_role("heading", name="První klíče", level=1)).to_be_visible()
        page.get_by_text("Připomínka k části 1", exact=True).click()
        first = page.locator(".proof-block").first
        first.get_by_role("textbox").fill("Tady chybí rok.")
        first.get_by_role("button", name="Uložit připomínku").click()
        said = page.locator(".proof-block").first.locator(".remark-said")
        expect(said).to_contain_text("chybí rok")
        page.get_by_role("button", name="Souhlasím s textem").click()
        expect(page.get_by_role("heading", name="Text se mezitím změnil")).to_be_visible()
        expect(page.locator("ins").first).to_contain_text("Druhé")
        page.get_by_role("button", name="Souhlasím s novým zněním").click()
        expect(page.get_by_role("status")).to_contain_text("souhlasíte s tímto zněním")
        expect(page.get_by_role("heading", name="Druhé klíče", level=1)).to_be_visible()


def test_the_link_to_a_proof_is_copied_or_marked(review: Review, browser: Browser) -> None:
    """Marked where the browser lets no page write to the clipboard."""
    with served(review.site) as base, window(browser) as page:
        sign_in(page, review.site, base)
        page.goto(f"{base}/redakce/clanek/{review.article_id}/autorizace")
        page.get_by_label("Jméno").fill("Jan Autor")
        page.get_by_role("button", name="Vytvořit odkaz", exact=True).click()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        link = page.locator("[data-copy-words]").text_content()
        copy, said = page.get_by_role("button", name="Zkopírovat"), page.locator("[data-copy-said]")
        copy.click()
        expect(said).to_have_text("Zkopírováno")
        assert page.evaluate("navigator.clipboard.readText()") == link
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        copy.click()
        expect(said).to_contain_text("Ctrl+C")
        assert page.evaluate("getSelection().toString()") == link


def test_the_proof_is_read_and_answered_by_keyboard_alone(review: Review, browser: Browser) -> None:
    with served(review.site) as base, window(browser) as page:
        page.goto(f"{base}/korektura/{review.token}")
        complaints = listen(page)
        press_until(page, "summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Jinak prosím.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".remark-said").first).to_contain_text("Jinak prosím.")
        assert complaints == []


def listen(page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    return found


def press_until(page: Page, tag: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName.toLowerCase()") == tag:
            return
    raise AssertionError(f"{tag} is out of the keyboard's reach")


def test_a_finding_leads_to_its_block_in_the_editor(review: Review, browser: Browser) -> None:
    """It is in sight, marked and holds the caret; typing there takes the mark away."""
    review.unfinished()
    with served(review.site) as base, window(browser) as page:
        sign_in(page, review.site, base)
        page.goto(f"{base}/redakce/cislo/1-2030/nalezy")
        complaints = listen(page)
        page.get_by_role("link", name="TODO Milé").click()
        expect(page.locator("#psani")).to_have_attribute("data-ready", "yes")
        marked = page.locator(".landed")
        expect(marked).to_contain_text("TODO Milé")
        expect(marked).to_be_in_viewport()
        page.keyboard.type("Ach! ")
        expect(page.locator("[data-text]")).to_contain_text("Ach! TODO Milé")
        expect(page.locator(".landed")).to_have_count(0)
        page.evaluate("window.location.hash = '#blok-neni'")
        expect(page.get_by_text("Místo, na které odkaz vedl, už text nemá.")).to_be_visible()
        assert complaints == []


def test_a_finding_leads_to_its_field(review: Review, browser: Browser) -> None:
    with served(review.site) as base, window(browser) as page:
        sign_in(page, review.site, base)
        page.goto(f"{base}/redakce/clanek/{review.article_id}/#perex")
        expect(page.locator("#perex")).to_be_focused()
