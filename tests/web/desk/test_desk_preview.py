"""Previews on the desk: what an article and an issue would look like, seen over HTTP."""

import hashlib
from urllib.parse import urljoin

import pytest
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import article_record, write_source
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import move_to_pool
from mitdomov.editorial.work.model import WorkKind, WorkOrder
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.render.web.companions import STYLE, companions
from tests.web.served import Site

ISSUE = "/redakce/cislo/1-2030/nahled/"


def article_id(site: Site, slug: str = "prvni-klice") -> int:
    with site.store.reading() as session:
        return session.scalars(select(ArticleRecord.id).where(ArticleRecord.slug == slug)).one()


def folder(site: Site, slug: str = "prvni-klice") -> str:
    return f"/redakce/clanek/{article_id(site, slug)}/nahled/"


def rewrite(site: Site, old: str, new: str, slug: str = "prvni-klice") -> None:
    number = article_id(site, slug)
    with site.store.writing() as session:
        record = article_record(session, number)
        assert record is not None
        source = record.source.replace(old.encode(), new.encode())
        assert source != record.source
        article = read_article(source, slug)
        write_source(session, record, article, by=None, at=now(), origin=Origin.SAVED)


def put(site: Site, source: bytes, slug: str = "prvni-klice") -> None:
    """A source that no editor's save would have let in."""
    number = article_id(site, slug)
    with site.store.writing() as session:
        record = article_record(session, number)
        assert record is not None
        record.source, record.sha256 = source, hashlib.sha256(source).hexdigest()


def text(site: Site, path: str, status: int = 200) -> str:
    answer = site.client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.get_data(as_text=True).replace("&nbsp;", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    "view",
    ["dopis", "dopis-telefon", "dopis-tma", "dopis-bez-obrazku", "dopis-text", "web", "nic"],
)
def test_every_view_frames_something_that_is_there(site: Site, view: str) -> None:
    for page in (folder(site), ISSUE):
        html = text(site, f"{page}?podoba={view}")
        source = html.split("<iframe")[1].split('src="')[1].split('"')[0].replace("&amp;", "&")
        answer = site.client.get(source)
        assert answer.status_code == 200, source
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "allow-scripts" not in policy
        assert "frame-ancestors 'self'" in policy


def test_a_save_shows_in_letter_text_and_web(site: Site) -> None:
    frames = ("dopis", "dopis?podoba=text", "web/clanky/prvni-klice/")
    assert not any("Druhé klíče" in text(site, folder(site) + each) for each in frames)
    rewrite(site, 'title = "První klíče"', 'title = "Druhé klíče"')
    for each in frames:
        assert "Druhé klíče" in text(site, folder(site) + each), each
        assert "Druhé klíče" in text(site, ISSUE + each), each


def test_all_links_and_pictures_of_a_web_page_are_in_the_preview(site: Site) -> None:
    start = f"{folder(site)}web/clanky/prvni-klice/"
    html = text(site, start)
    sheet = companions()[STYLE].name
    for link in (f"../../{sheet}", "../dum-u-reky/", "../../", "../../pictures/okno.svg"):
        assert link in html
        assert site.client.get(urljoin(start, link)).status_code == 200, link
    pictures = {part.split('"')[0] for part in html.split('src="')[1:]}
    assert len(pictures) >= 3
    for picture in pictures:
        answer = site.client.get(urljoin(start, picture))
        assert answer.status_code == 200, picture
        assert (answer.mimetype or "").startswith("image/"), picture


def test_pictures_of_the_letter_come_from_the_preview_or_not_at_all(site: Site) -> None:
    with_pictures = text(site, f"{ISSUE}dopis")
    sources = [part.split('"')[0] for part in with_pictures.split('src="')[1:]]
    assert len(sources) > 1
    for source in sources:
        assert source.startswith(f"{ISSUE}web/pictures/"), source
        assert site.client.get(source).status_code == 200
    bare = text(site, f"{ISSUE}dopis?podoba=bez-obrazku")
    assert {part.split('"')[0] for part in bare.split('src="')[1:]} == {"data:,"}
    assert 'alt="Průčelí domu' in bare


def test_the_dark_letter_is_dark_on_any_screen(site: Site) -> None:
    assert "@media all" in text(site, f"{ISSUE}dopis?podoba=tma")
    assert "@media all" not in text(site, f"{ISSUE}dopis")
    assert site.client.get(f"{ISSUE}dopis?podoba=duha").status_code == 404


def test_the_letter_opens_at_the_article(site: Site) -> None:
    assert "dopis?podoba=den#clanek" in text(site, f"{folder(site)}?podoba=dopis")
    letter = text(site, f"{folder(site)}dopis")
    assert letter.count('id="clanek"') == 1
    assert "První klíče" in letter.split('id="clanek"')[1][:200]
    assert 'id="clanek"' not in text(site, f"{ISSUE}dopis")


def test_foreign_links_open_beside_the_preview(site: Site) -> None:
    rewrite(site, "Začalo to sčítáním.", "Začalo [to](https://example.org/) sčítáním.")
    html = text(site, f"{folder(site)}web/clanky/prvni-klice/")
    assert '<a target="_blank" rel="noopener" href="https://example.org/"' in html
    assert 'href="../dum-u-reky/"' in html


def test_an_author_sees_the_own_article_and_no_other(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    page = folder(site)
    assert author.get(page).status_code == 403
    assert author.get(f"{page}web/clanky/prvni-klice/").status_code == 403
    assert author.get(ISSUE).status_code == 403
    number = site.person(Role.AUTHOR)
    with site.store.writing() as session:
        session.get_one(ArticleRecord, article_id(site)).assignee_id = number
    assert author.get(page).status_code == 200
    assert author.get(f"{page}web/clanky/prvni-klice/").status_code == 200
    assert author.get(f"{page}web/clanky/dum-u-reky/").status_code == 404
    letter = author.get(f"{page}dopis").get_data(as_text=True)
    assert "klíče" in letter
    assert "u řeky" not in letter


def test_an_administrator_who_writes_nothing_sees_none(site: Site) -> None:
    administrator = site.client_as(Role.ADMINISTRATOR)
    for path in ("", "dopis", "web/", "stranky", "clanek.pdf"):
        assert administrator.get(folder(site) + path).status_code == 403, path
    for path in ("", "dopis", "web/", "stranky", "cislo.pdf"):
        assert administrator.get(ISSUE + path).status_code == 403, path


def test_an_article_of_the_pool_is_shown_in_an_issue_of_its_own(site: Site) -> None:
    number = article_id(site)
    with site.store.writing() as session:
        record = article_record(session, number)
        assert record is not None
        move_to_pool(session, site.store.blobs, record, by=None, at=now())
    page = text(site, f"/redakce/clanek/{number}/nahled/web/clanky/prvni-klice/")
    assert "Petr Zkusil" in page
    assert "klic-" in page
    assert "Článek ze zásobníku" in text(site, f"/redakce/clanek/{number}/nahled/dopis")


def test_what_blocks_publishing_blocks_no_preview(site: Site) -> None:
    rewrite(site, 'alt = "Průčelí domu se třemi řadami oken, v jednom se svítí."', 'alt = ""')
    rewrite(site, "klic.png", "zatim-neni.png")
    assert "zatim-neni-" in text(site, f"{folder(site)}web/clanky/prvni-klice/")
    assert "První klíče" in text(site, f"{ISSUE}dopis")


def test_an_unreadable_article_is_named_with_a_way_to_it(site: Site) -> None:
    put(site, b"+++\ntype = \n+++\n")
    own = text(site, folder(site))
    assert "TOML" in own
    assert "<iframe" in own
    assert "TOML" in text(site, f"{folder(site)}web/clanky/prvni-klice/", 422)
    whole = text(site, ISSUE)
    assert "chybí článek" in whole
    assert f'href="/redakce/clanek/{article_id(site)}/' in whole
    assert "Dům u řeky" in text(site, f"{ISSUE}dopis")
    assert "nejde přečíst" in text(site, f"{folder(site)}stranky")


def test_a_giant_article_holds_nobody_up(site: Site) -> None:
    row = b"| a | b |\n"
    start = (
        b'+++\ntype = "feature"\nsection = "tema"\ntitle = "Obr"\n+++\n\n| x | y |\n| --- | --- |\n'
    )
    put(site, start + row * 500_000)
    assert "5,0 MB" in text(site, f"{folder(site)}web/clanky/prvni-klice/", 422)
    assert "Dům u řeky" in text(site, f"{ISSUE}dopis")


def test_an_unreadable_frame_says_what_is_wrong(site: Site) -> None:
    with site.store.writing() as session:
        issue = session.scalars(select(IssueRecord)).one()
        issue.frame_sha256 = site.store.blobs.put(b"number = 7")
    assert "Téma čísla" in text(site, ISSUE)
    assert "<iframe" not in text(site, ISSUE)
    assert "Téma čísla" in text(site, f"{ISSUE}dopis", 422)
    assert "Téma čísla" in text(site, folder(site))


def test_the_pages_of_an_article_are_there_at_once_or_coming(site: Site) -> None:
    html = text(site, f"{folder(site)}?podoba=pdf")
    assert "strany" in html or "Článek se sází" in html
    answer = site.client.get(f"{folder(site)}clanek.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert "Stáhnout PDF" in text(site, f"{folder(site)}stranky")
    before = answer.get_data()
    rewrite(site, "Začalo to sčítáním.", "Začalo to úplně jinak.")
    assert site.client.get(f"{folder(site)}clanek.pdf").get_data() != before


@pytest.fixture
def shop(site: Site) -> Shop:
    return Shop(site.store, site.scene.settings)


def test_the_whole_pdf_is_ordered_made_and_outdated(site: Site, shop: Shop) -> None:
    page = f"{ISSUE}?podoba=pdf"
    assert "Vysadit celé číslo" in text(site, page)
    assert site.client.get(f"{ISSUE}cislo.pdf").status_code == 404
    form = {"csrf_token": site.csrf_token()}
    assert site.client.post(f"{ISSUE}stranky", data=form).status_code == 302
    assert site.client.post(f"{ISSUE}stranky", data=form).status_code == 302
    with site.store.reading() as session:
        (order,) = session.scalars(select(WorkOrder)).all()
    assert order.kind is WorkKind.PREVIEW_PDF
    assert "Čeká" in text(site, page)
    assert 'hx-trigger="every 2s"' in text(site, f"{ISSUE}stranky")
    do_work(shop, order.id, "worker", HANDLERS)
    done = text(site, page)
    assert "Stáhnout PDF" in done
    assert "od té doby změnilo" not in done
    assert "every 2s" not in done
    pdf = site.client.get(f"{ISSUE}cislo.pdf")
    assert pdf.get_data().startswith(b"%PDF")
    rewrite(site, "Začalo to sčítáním.", "Začalo to úplně jinak.")
    assert "od té doby změnilo" in text(site, page)
    assert "Vysadit znovu" in text(site, page)


def test_ordering_needs_a_token(site: Site) -> None:
    assert site.client.post(f"{ISSUE}stranky").status_code == 400


def test_nothing_is_there_of_what_does_not_exist(site: Site) -> None:
    for path in ("/redakce/clanek/999/nahled/", "/redakce/cislo/9-2030/nahled/"):
        assert site.client.get(path).status_code == 404
        assert site.client.get(f"{path}dopis").status_code == 404
    assert site.client.get(f"{ISSUE}web/../../../etc/passwd").status_code == 404
    assert site.client.get(f"{ISSUE}web/issue.toml").status_code == 404
