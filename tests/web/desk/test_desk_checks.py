"""Editors see what hinders publishing, jump to it, and have the links of an issue opened."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial import judging
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.link_checks import Answer, Checked, outcome_of
from mitdomov.editorial.review.model import ProofComment
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from tests.web.served import Site, site_in

ADDRESS = "/redakce/cislo/1-2030/nalezy"


@pytest.fixture
def allowed(data_dir: Path) -> Iterator[Site]:
    """An instance whose worker may open links."""
    yield from site_in(data_dir, LINK_CHECK="1")


def rewrite(site: Site, slug: str, old: str, new: str) -> int:
    """Its id."""
    with site.store.writing() as session:
        query = select(ArticleRecord).where(ArticleRecord.slug == slug)
        record = session.scalars(query).one()
        source = record.source.decode().replace(old, new, 1)
        assert source != record.source.decode()
        record.source, record.sha256 = source.encode(), f"{slug}-{new}"
        return record.id


def page(site: Site, path: str = ADDRESS) -> str:
    return " ".join(html.unescape(site.page(path)).split())


def post(site: Site, path: str) -> int:
    found = re.search(r'name="csrf_token"\s+value="([^"]+)"', site.page(ADDRESS))
    token = found[1] if found else site.csrf_token()
    return site.client.post(path, data={"csrf_token": token}).status_code


def test_an_issue_without_faults_may_be_published(site: Site) -> None:
    words = page(site)
    assert "Vydání nic nebrání" in words
    assert "Pokračovat ke schválení" in words


def test_a_finding_is_a_link_to_its_block(site: Site) -> None:
    number = rewrite(site, "uvodni-slovo", "Milé čtenářky", "{#uvod}\nTODO Milé čtenářky")
    words = page(site)
    assert "Vydání brání 1 nález" in words
    assert f'<a href="/redakce/clanek/{number}/#blok-uvod">„TODO Milé čtenářky' in words
    assert "V textu zůstalo „TODO“" in words
    assert "Vydání nic nebrání" not in words


def test_a_finding_is_a_link_to_its_field(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "today", lambda: date(2029, 11, 5))
    number = rewrite(site, "dum-u-reky", "expires_on = 2035", "expires_on = 2029")
    words = page(site)
    link = f'<a href="/redakce/clanek/{number}/original#expires_on">Svolení k překladu</a>'
    assert link in words
    assert "Svolení k překladu vyprší 5. 11. 2029, dřív než číslo vyjde" in words


def test_an_issue_that_cannot_be_read_says_so(site: Site) -> None:
    number = rewrite(site, "prvni-klice", 'section = "tema"', 'section = "neni"')
    words = page(site)
    assert "Číslo zatím nejde sestavit." in words
    assert f"/redakce/clanek/{number}/udaje#section" in words


def test_an_article_that_is_hindered_and_warned_of_makes_no_two_landmarks(site: Site) -> None:
    """Regions of one name would be told apart by nobody who hears the page."""
    rewrite(site, "uvodni-slovo", "Milé čtenářky", "TODO Bezdomovec. Milé čtenářky")
    words = page(site)
    labels = re.findall(r'<section [^>]*aria-labelledby="([^"]+)"', words)
    names = [re.search(f'id="{label}">(.*?)</h', words) for label in labels]
    assert len(names) > 2
    assert len({name and name[1] for name in names}) == len(names)


def test_a_picture_is_shown_and_called_by_its_place_not_by_its_file(site: Site) -> None:
    """File names made from titles are alike; two of one article differ in a digit."""
    rewrite(site, "prvni-klice", 'licence = "', 'licence = "" # ')
    words = page(site)
    assert "Vydání brání 1 nález" in words
    assert "U obrázku v čele článku chybí licence" in words
    thumb = re.search(r'<li> <img src="([^"]+)" alt="" loading="lazy"> <a [^>]+#picture_lic', words)
    assert thumb
    assert site.client_as(Role.EDITOR).get(thumb[1]).status_code == 200


def test_warnings_hinder_nothing(site: Site) -> None:
    rewrite(site, "uvodni-slovo", "Milé čtenářky", "Bezdomovec. Milé čtenářky")
    words = page(site)
    assert "Vydání nic nebrání" in words
    assert "3 upozornění" in words


def unfinished(site: Site, slug: str) -> int:
    with site.store.writing() as session:
        query = select(ArticleRecord).where(ArticleRecord.slug == slug)
        record = session.scalars(query).one()
        record.stage = Stage.WRITING
        return record.id


def test_unfinished_articles_are_warned_of_and_counted(site: Site) -> None:
    before = page(site)
    number = unfinished(site, "uvodni-slovo")
    unfinished(site, "prvni-klice")
    words = page(site)
    assert "Vydání nic nebrání" in words
    link = f'<a href="/redakce/clanek/{number}/udaje#stage">Stav článku</a>'
    assert link not in before
    assert f'{link}<span class="finding">Článek se ještě píše;' in words
    approval = page(site, "/redakce/cislo/1-2030/schvaleni")
    assert re.search("2 články v čísle <a [^>]*>ještě nejsou hotové</a>", approval)
    assert re.search("2.ještě nejsou hotové", page(site, "/redakce/"))


def test_unsettled_comments_are_warned_of(site: Site) -> None:
    with site.store.writing() as session:
        query = select(ArticleRecord.id).where(ArticleRecord.slug == "prvni-klice")
        number = session.scalars(query).one()
        session.add(ProofComment(article_id=number, author="Jan", text="Prosím opravit", at=now()))
    words = page(site)
    assert f'<a href="/redakce/clanek/{number}/autorizace">Připomínky autorů</a>' in words
    assert "1 nevyřízená připomínka; projděte" in words
    with site.store.writing() as session:
        session.scalars(select(ProofComment)).one().resolved_at = now()
    assert "nevyřízená" not in page(site)


def test_other_pages_show_the_count(site: Site) -> None:
    assert "vydání nic nebrání" in page(site, f"{ADDRESS}/pocet")
    rewrite(site, "uvodni-slovo", "Milé čtenářky", "TODO Milé čtenářky")
    assert "vydání brání 1 nález" in page(site, f"{ADDRESS}/pocet")


@pytest.mark.parametrize(
    "tab", ["", "titul", "lide", "nahled/", "schvaleni", "vydani", "rozeslat", "nalezy"]
)
def test_every_page_of_the_issue_has_the_same_head(site: Site, tab: str) -> None:
    """And asks for the count of findings, which stand in full on their own page."""
    shown = page(site, f"/redakce/cislo/1-2030/{tab}")
    assert re.findall("<h1>(.*?)</h1>", shown) == ["Číslo 1/2030"]
    assert (f'hx-get="{ADDRESS}/pocet"' in shown) == (tab != "nalezy")


def test_only_whoever_may_set_it_reads_the_name_of_the_setting(site: Site) -> None:
    assert "MITDOMOV_LINK_CHECK=1" in page(site)
    editor = site.client_as(Role.EDITOR).get(ADDRESS).get_data(as_text=True)
    assert "MITDOMOV_" not in editor
    assert "když mu to správce dovolí" in editor


def test_links_are_opened_only_where_that_is_allowed(site: Site) -> None:
    assert "MITDOMOV_LINK_CHECK=1" in page(site)
    assert "Ověřit odkazy</button>" not in page(site)
    assert post(site, f"{ADDRESS}/odkazy") == 303
    do_all_work(site)
    assert "smí navazovat spojení jen s poštovním serverem" in page(site)


def test_where_links_are_not_opened_editors_get_them_to_open(site: Site) -> None:
    url = "https://obec.example/zpravy"
    rewrite(site, "uvodni-slovo", "Milé čtenářky", f"Viz [web]({url}). Milé čtenářky")
    words = page(site)
    assert "adresy před vydáním otevřete sami" in words
    assert f'<a href="{url}" rel="noreferrer">{url}</a>' in words
    assert "ověří program na požádání" not in words


def do_all_work(site: Site) -> None:
    with site.store.reading() as session:
        orders = session.scalars(select(WorkOrder.id)).all()
    for order in orders:
        do_work(Shop(site.store, site.scene.settings), order, "here/1/0", HANDLERS)


def test_links_are_checked_by_the_worker_on_request(allowed: Site) -> None:
    """An address inside is refused unopened, so this test leaves the machine alone."""
    rewrite(
        allowed, "uvodni-slovo", "Milé čtenářky", "{#uvod}\nViz [web](http://127.0.0.1:1/x). Milé"
    )
    assert post(allowed, f"{ADDRESS}/odkazy") == 303
    assert post(allowed, f"{ADDRESS}/odkazy") == 303
    with allowed.store.reading() as session:
        assert len(session.scalars(select(WorkOrder)).all()) == 1
    assert "čeká, až na ně přijde řada" in page(allowed)
    assert 'hx-trigger="every 2s"' in page(allowed, f"{ADDRESS}/odkazy")


def finished(site: Site, checked: list[Checked]) -> None:
    with site.store.writing() as session:
        session.add(
            WorkOrder(
                kind=WorkKind.CHECK_LINKS,
                issue_id=1,
                state=WorkState.DONE,
                outcome=outcome_of(checked),
                ordered_at=now(),
                finished_at=now() - timedelta(hours=1),
            )
        )


def test_dead_links_are_warnings_with_their_date(allowed: Site) -> None:
    url = "https://obec.example/zpravy"
    number = rewrite(
        allowed, "uvodni-slovo", "Milé čtenářky", f"{{#uvod}}\nViz [web]({url}#dole). Milé"
    )
    finished(
        allowed,
        [
            Checked(url, Answer.DEAD, "stránka tu není (404)."),
            Checked("https://jina.example/", Answer.UNCLEAR, "server hlásí chybu (503)."),
            Checked("https://dobra.example/", Answer.ALIVE, ""),
        ],
    )
    words = page(allowed)
    assert f"/redakce/clanek/{number}/#blok-uvod" in words
    assert f"Odkaz {url}#dole při ověření" in words
    assert "stránka tu není (404)." in words
    assert "3 odkazy, 2 potřebují pozornost." in words
    assert "https://dobra.example/" not in words
    assert "Vydání nic nebrání" in words


def test_the_page_is_for_editors(site: Site) -> None:
    for role in (Role.AUTHOR, Role.TRANSLATOR, Role.ADMINISTRATOR):
        assert site.client_as(role).get(ADDRESS).status_code == 403
    assert site.client_as(Role.EDITOR).get(ADDRESS).status_code == 200
    assert site.client.get("/redakce/cislo/9-2030/nalezy").status_code == 404
