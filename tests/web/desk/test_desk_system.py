"""Administrators see what the program runs with and how it does, and no secrets."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import claim_work, fail_work, order_work
from mitdomov.jobs.beats import SWEEP, beat
from tests.web.desk.filling import Visitor
from tests.web.served import Site, site_in

STATE, SETTINGS = "/redakce/stav/", "/redakce/nastaveni/"


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.ADMINISTRATOR))


def test_settings_are_shown_with_their_origin_and_without_secrets(data_dir: Path) -> None:
    relay = "smtp://jan:tajne@posta.example:25"
    broker = "redis://jan:tajne@fronta.example:6379/0"
    key = "tajnyklic" * 5
    running = site_in(data_dir, DEMO="", SECRET_KEY=key, SMTP_URL=relay, BROKER_URL=broker)
    for site in running:
        desk = Visitor(site.client_as(Role.ADMINISTRATOR))
        page = desk.see(SETTINGS)
        assert "tajn" not in page.replace("Tajný klíč", "")
        assert "posta.example:25" in page
        assert "nastaveno, nezobrazuje se" in page
        assert page.count("z prostředí") >= 4
        assert "skutečně odcházejí" in page


def test_what_does_not_run_is_said_with_what_to_do(desk: Visitor, site: Site) -> None:
    """Nothing but the web runs in this test."""
    page = desk.see(STATE)
    assert "Něco potřebuje pozornost" in page
    assert "neběží; spusťte mitdomov up" in page
    assert "obchůzka ještě neproběhla" in page
    assert "Zůstávají ve" in page
    assert "schéma je aktuální" in page
    beat(site.scene.settings.data_dir, SWEEP)
    assert "obchůzka před" in desk.see(STATE)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("databaze", "uložené soubory v pořádku"),
        ("posta", "vestavěná schránka, dopisy neodcházejí"),
        ("pdf", "WeasyPrint"),
    ],
)
def test_what_takes_long_is_examined_on_request(what: str, words: str, desk: Visitor) -> None:
    assert words not in desk.see(STATE)
    assert words in desk.see(f"{STATE}?proverit={what}")
    desk.see(f"{STATE}?proverit=x", 404)


def test_damage_is_found_on_request(desk: Visitor, site: Site) -> None:
    blobs = site.scene.settings.data_dir / "blobs"
    damaged = next(path for path in blobs.rglob("*") if path.is_file())
    damaged.write_bytes(b"x")
    assert "poškozených míst" in desk.see(f"{STATE}?proverit=databaze")


def fail(site: Site, kind: WorkKind, issue_id: int | None = 1, **details: object) -> int:
    with site.store.writing() as session:
        number = order_work(session, kind, issue_id, by=None, at=now(), details=details).id
        claim_work(session, number, "here/1/0", now())
        fail_work(session, number, "here/1/0", "Sazba se nezdařila.", now())
    return number


def test_failed_work_is_ordered_again_once(desk: Visitor, site: Site) -> None:
    number = fail(site, WorkKind.PREVIEW_PDF)
    assert "Sazba se nezdařila." in desk.see(STATE)
    page = desk.follow(desk.send(f"{STATE}prace", seen_on=STATE, prace=str(number)))
    assert "znovu zadaná" in page
    assert "Sazba se nezdařila." not in page
    with site.store.reading() as session:
        query = select(func.count()).where(WorkOrder.state == WorkState.WAITING)
        assert session.scalar(query) == 1


@pytest.mark.parametrize("kind", [*WorkKind])
@pytest.mark.parametrize("issue_id", [1, None])
def test_failed_work_is_told_of_with_an_issue_and_without(
    kind: WorkKind, issue_id: int | None, desk: Visitor, site: Site
) -> None:
    fail(site, kind, issue_id)
    page = desk.see(STATE)
    assert "Sazba se nezdařila." in page
    assert ("číslo " in row_of(page)) == (issue_id is not None)


def row_of(page: str) -> str:
    """The heading of the only row of what failed."""
    (heading,) = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    return str(heading)


def test_only_the_same_past_pdf_read_since_hides_a_failure(desk: Visitor, site: Site) -> None:
    first = fail(site, WorkKind.READ_PAST, None, upload=1)
    fail(site, WorkKind.READ_PAST, None, upload=2)
    page = desk.see(STATE)
    assert page.count("Sazba se nezdařila.") == 2
    desk.send(f"{STATE}prace", seen_on=STATE, prace=str(first))
    assert desk.see(STATE).count("Sazba se nezdařila.") == 1


@pytest.mark.parametrize("kind", [WorkKind.PUBLISH, WorkKind.RENEW_HELP])
def test_publishing_is_not_repeated_by_an_administrator(
    kind: WorkKind, desk: Visitor, site: Site
) -> None:
    number = fail(site, kind)
    assert "zopakuje vydavatel" in desk.see(STATE)
    answer = desk.send(f"{STATE}prace", seen_on=STATE, prace=str(number))
    assert answer.status_code == 409


def test_a_dispatch_that_stands_is_named_with_its_reason(desk: Visitor, site: Site) -> None:
    number = site.scene.plan()
    with site.store.writing() as session:
        dispatch = session.get_one(Dispatch, number)
        dispatch.outage, dispatch.outage_since = "Server neodpovídá.", now() - timedelta(hours=1)
    page = desk.see(STATE)
    assert "Server neodpovídá." in page
    assert "stojí od" in page
    with site.store.writing() as session:
        session.get_one(Dispatch, number).state = DispatchState.CANCELLED
        session.get_one(Dispatch, number).outage = ""
    assert "Server neodpovídá." not in desk.see(STATE)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
def test_only_administrators_look_into_the_machine(role: Role, site: Site) -> None:
    for path in (STATE, SETTINGS):
        assert site.client_as(role).get(path).status_code == 403
