"""One person edits, another approves, the worker publishes; any edit starts that anew."""

import html
import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.clock import now, today
from mitdomov.editorial import judging
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import Saved, article_record, read_source, save_article
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueState
from mitdomov.editorial.review.model import Approval
from mitdomov.editorial.work.model import WorkOrder, WorkState
from mitdomov.jobs import publishing as job
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from tests.web.served import Site, rendered

APPROVAL = "/redakce/cislo/1-2030/schvaleni"
HOME = "/redakce/"
PUBLISHING = "/redakce/cislo/1-2030/vydani"


def words(answer: TestResponse) -> str:
    return " ".join(html.unescape(answer.get_data(as_text=True)).split())


@dataclass
class Desk:
    """The small issue, published before; an editor and a publisher who are two people."""

    site: Site

    def __post_init__(self) -> None:
        self.editor_id = self.site.person(Role.EDITOR)
        self.publisher_id = self.site.person(Role.PUBLISHER)
        self.editor: FlaskClient = self.site.client_as(Role.EDITOR)
        self.publisher: FlaskClient = self.site.client_as(Role.PUBLISHER)

    def edit(self, by: int, **changes: str) -> None:
        with self.site.store.writing() as session:
            query = select(ArticleRecord.id).where(ArticleRecord.slug == "prvni-klice")
            number = session.scalars(query).one()
            record = article_record(session, number)
            assert record
            article = replace(read_source(record), **changes)  # type: ignore[arg-type]
            saved = save_article(
                session, number, base_version=record.version, article=article, by=by, at=now()
            )
            assert isinstance(saved, Saved)

    def page(self, path: str = APPROVAL, client: FlaskClient | None = None) -> str:
        answer = (client or self.publisher).get(path)
        assert answer.status_code == 200, path
        return words(answer)

    def post(self, path: str, client: FlaskClient | None = None, **data: str) -> TestResponse:
        client = client or self.publisher
        found = re.search(r'name="csrf_token" value="([^"]+)"', words(client.get(APPROVAL)))
        assert found
        return client.post(path, data={"csrf_token": found[1], **data})

    def content(self) -> str:
        with self.site.store.reading() as session:
            issue = issue_named(session, "1/2030")
            found = judge(session, self.site.store.blobs, issue).content_sha256
        assert found
        return found

    def approve(self, seen: str = "") -> TestResponse:
        return self.post(APPROVAL, otisk=seen or self.content())

    def approvals(self) -> list[Approval]:
        with self.site.store.reading() as session:
            return list(session.scalars(select(Approval)))

    def order(self) -> WorkOrder:
        with self.site.store.reading() as session:
            return session.scalars(select(WorkOrder).order_by(WorkOrder.id.desc())).all()[0]

    def work(self) -> WorkOrder:
        shop = Shop(self.site.store, self.site.scene.settings)
        do_work(shop, self.order().id, "here/1/0", HANDLERS)
        return self.order()

    def issue_state(self) -> IssueState:
        with self.site.store.reading() as session:
            return issue_named(session, "1/2030").state

    def verbs(self) -> list[tuple[str, str]]:
        with self.site.store.reading() as session:
            found = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [(each.verb, each.actor) for each in found if each.subject == "issue:1/2030"]


@pytest.fixture
def desk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The worker's renderer sets no PDF here."""
    monkeypatch.setattr(job, "render_apart", rendered)
    return Desk(site)


def test_the_page_says_what_would_be_approved(desk: Desk) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    page = desk.page()
    assert "Čeká na schválení" in page
    assert f"otisk <code>{desk.content()[:12]}</code>" in page
    assert "Jiné klíče" in page
    assert "Osoba redaktor" in page
    assert "Schválit číslo 1/2030" in page
    assert desk.approvals() == []


def test_a_publisher_approves_and_the_record_says_so(desk: Desk) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    assert desk.post(APPROVAL, otisk=desk.content(), poznamka="Přečteno.").status_code == 303
    (approval,) = desk.approvals()
    assert (approval.approved_by, approval.note) == (desk.publisher_id, "Přečteno.")
    page = desk.page()
    assert ">Schváleno</span>" in page
    assert "„Přečteno.“" in page
    assert ("issue-approved", "Osoba vydavatel") in desk.verbs()


def test_what_was_not_seen_is_refused(desk: Desk) -> None:
    seen = desk.content()
    desk.edit(desk.editor_id, title="Jiné klíče")
    answer = desk.approve(seen)
    assert answer.status_code == 409
    assert "Číslo se mezitím změnilo" in words(answer)
    assert desk.approvals() == []


def test_an_editor_may_read_but_not_approve(desk: Desk) -> None:
    page = desk.page(client=desk.editor)
    assert "Číslo schvaluje vydavatel." in page
    assert "Schválit číslo" not in page
    token = {"csrf_token": desk.site.csrf_token()}
    assert desk.editor.post(APPROVAL, data=token).status_code in {400, 403}
    assert desk.editor.get(PUBLISHING).status_code == 403
    assert desk.site.client_as(Role.AUTHOR).get(APPROVAL).status_code == 403


def test_nobody_approves_alone(desk: Desk) -> None:
    desk.approve()
    desk.edit(desk.publisher_id, title="Jiné klíče")
    page = desk.page()
    assert "upravovali jen vy: „Jiné klíče“" in page
    assert "Schválit číslo" not in page
    answer = desk.approve()
    assert answer.status_code == 409
    assert "jiný vydavatel" in words(answer)
    desk.edit(desk.editor_id, perex="Přečteno druhým.")
    assert desk.approve().status_code == 303


def test_any_edit_voids_the_approval(desk: Desk) -> None:
    desk.approve()
    desk.edit(desk.editor_id, title="Jiné klíče")
    page = desk.page()
    assert "Čeká na schválení" in page
    assert "text se od té doby změnil" in page
    assert len(desk.approvals()) == 1


def test_the_field_of_the_note_takes_no_more_than_is_kept(desk: Desk) -> None:
    assert re.search(r'<textarea id="poznamka"[^>]* maxlength="1000"', desk.page())


def test_an_approval_is_withdrawn(desk: Desk) -> None:
    desk.approve()
    assert desk.post(f"{APPROVAL}/1/odvolat").status_code == 303
    page = desk.page()
    assert "Čeká na schválení" in page
    assert "odvolal(a) Osoba vydavatel" in page
    assert desk.post(f"{APPROVAL}/9/odvolat").status_code == 404


def test_a_blocking_finding_leads_to_the_findings(desk: Desk) -> None:
    desk.edit(desk.editor_id, perex="TODO")
    page = desk.page()
    assert "Schválit zatím nejde" in page
    assert "/redakce/cislo/1-2030/nalezy" in page
    assert desk.approve().status_code == 409


def test_what_is_not_approved_is_not_published(desk: Desk) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    page = desk.page(PUBLISHING)
    assert "zatím nikdo neschválil" in page
    assert "Vydat" not in re.sub(r"<[^>]+>", "", page.partition("<main")[2]).replace("Vydání", "")
    assert desk.post(PUBLISHING).status_code == 409
    with desk.site.store.reading() as session:
        assert session.scalars(select(WorkOrder)).all() == []


def test_an_approved_issue_is_published_by_the_worker(desk: Desk) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    desk.approve()
    assert "Vydat novou podobu čísla 1/2030" in desk.page(PUBLISHING)
    assert desk.post(PUBLISHING).status_code == 303
    assert desk.post(PUBLISHING).status_code == 303
    page = desk.page(PUBLISHING)
    assert "Vydává se" in page
    assert 'hx-trigger="every 2s"' in page
    assert desk.page(f"{PUBLISHING}/prubeh").startswith('<div class="stack" id="vydani"')
    assert "Jiné klíče" not in words(desk.publisher.get("/cislo/1-2030/"))
    assert desk.work().state is WorkState.DONE
    assert desk.issue_state() is IssueState.PUBLISHED
    page = desk.page(PUBLISHING)
    assert "Čtenáři vidí přesně tuto podobu" in page
    assert "Rozeslat…" in page
    assert 'hx-trigger="every' not in page
    arrived = desk.page(f"{PUBLISHING}/prubeh").partition('id="stav-cisla"')
    assert "hx-swap-oob" in arrived[2]
    assert ">vydané</span>" in arrived[2]
    assert "hx-swap-oob" not in page
    assert "Jiné klíče" in words(desk.publisher.get("/cislo/1-2030/"))
    assert ("issue-published", "Osoba vydavatel") in desk.verbs()


def test_approval_of_what_is_published_leads_to_its_sending(desk: Desk) -> None:
    def step() -> list[str]:
        return re.findall(r'<a class="button primary" href="([^"]+)"', desk.page())

    desk.edit(desk.editor_id, title="Jiné klíče")
    desk.approve()
    assert step() == [PUBLISHING]
    assert desk.post(PUBLISHING).status_code == 303
    assert desk.work().state is WorkState.DONE
    assert step() == ["/redakce/cislo/1-2030/rozeslat"]
    desk.site.sent()
    assert step() == []


def test_what_the_terminal_saved_is_called_as_in_the_history(desk: Desk) -> None:
    assert '<td data-label="Upravili"> terminál, naposledy' in desk.page()


def test_the_first_page_leads_to_the_next_step(desk: Desk) -> None:
    def step(client: FlaskClient) -> str:
        found = re.search(r'<a class="button primary" href="([^"]+)"', desk.page(HOME, client))
        return found[1] if found else ""

    assert step(desk.publisher).endswith("/rozeslat")
    assert step(desk.editor) == ""
    desk.edit(desk.editor_id, perex="TODO")
    assert step(desk.editor).endswith("/nalezy")
    desk.edit(desk.editor_id, perex="Jiný perex")
    assert step(desk.publisher).endswith("/schvaleni")
    desk.approve()
    assert step(desk.publisher).endswith("/vydani")


def test_a_permission_that_expired_after_the_approval_hinders_publishing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    desk.approve()
    monkeypatch.setattr(judging, "today", lambda: date(2035, 11, 6))
    assert "Vydání brání 1 nález" in desk.page("/redakce/cislo/1-2030/nalezy")
    for page in (APPROVAL, PUBLISHING):
        assert "Od schválení přibylo, co vydání brání." in desk.page(page)
    assert desk.post(PUBLISHING).status_code == 409


def test_an_edit_after_the_order_keeps_it_from_readers(desk: Desk) -> None:
    desk.edit(desk.editor_id, title="Jiné klíče")
    desk.approve()
    desk.post(PUBLISHING)
    desk.edit(desk.editor_id, title="Ještě jiné klíče")
    order = desk.work()
    assert order.state is WorkState.FAILED
    assert "Nechte číslo znovu schválit." in order.problem
    assert desk.issue_state() is IssueState.DRAFT
    assert "jiné klíče" not in words(desk.publisher.get("/cislo/1-2030/"))
    assert order.problem in desk.page(PUBLISHING)


def test_an_order_without_an_approval_is_refused_by_the_worker(desk: Desk) -> None:
    desk.approve()
    desk.post(PUBLISHING)
    with desk.site.store.writing() as session:
        session.get_one(WorkOrder, desk.order().id).details = {}
    assert desk.work().state is WorkState.FAILED


def test_readers_who_have_the_letter_are_owed_a_note(desk: Desk) -> None:
    """The letter stays; web and PDF say with a date what was mended."""
    desk.site.sent()
    desk.edit(desk.editor_id, title="Jiné klíče")
    desk.approve()
    assert "Napište, co se opravilo" in desk.page(PUBLISHING)
    answer = desk.post(PUBLISHING)
    assert answer.status_code == 409
    assert "Čtenáři už mají dopis" in words(answer)
    empty = desk.post(f"{APPROVAL}/opravy", oprava=" ")
    assert empty.status_code == 422
    assert 'aria-invalid="true"' in words(empty)
    note = "V článku Jiné klíče jsme opravili titulek."
    assert desk.post(f"{APPROVAL}/opravy", client=desk.editor, oprava=note).status_code == 303
    assert "Čeká na schválení" in desk.page()
    desk.approve()
    assert desk.post(PUBLISHING).status_code == 303
    assert desk.work().state is WorkState.DONE
    edition = words(desk.publisher.get("/cislo/1-2030/"))
    assert note in edition.replace("\xa0", " ")
    assert "Opraveno" in edition


def test_a_note_of_a_correction_has_the_day_and_can_be_dropped(desk: Desk) -> None:
    desk.post(f"{APPROVAL}/opravy", oprava="Opraven titulek.")
    shown = today()
    assert f"{shown.day}. {shown.month}. {shown.year}</strong> Opraven titulek." in desk.page()
    assert desk.post(f"{APPROVAL}/opravy/1/smazat", oprava="Jiná.").status_code == 409
    assert desk.post(f"{APPROVAL}/opravy/1/smazat", oprava="Opraven titulek.").status_code == 303
    assert "Opraven titulek." not in desk.page()


def test_a_correction_can_say_which_article_it_is_of(desk: Desk) -> None:
    assert 'value="prvni-klice"' in desk.page()
    for slug, status in (("neni", 409), ("prvni-klice", 303)):
        answer = desk.post(f"{APPROVAL}/opravy", oprava="Opraven titulek.", clanek=slug)
        assert answer.status_code == status
    with desk.site.store.reading() as session:
        frame = read_frame(desk.site.store.blobs, issue_named(session, "1/2030"))
    assert [each.article for each in frame.corrections] == ["prvni-klice"]


def test_unknown_issues_are_unknown_pages(desk: Desk) -> None:
    for page in ("schvaleni", "vydani"):
        assert desk.publisher.get(f"/redakce/cislo/9-2030/{page}").status_code == 404
