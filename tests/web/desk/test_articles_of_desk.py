"""The list of articles, new ones, their details, the bin."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.media.library import add_picture
from mitdomov.magazine.model import ArticleType, Picture
from tests.hostile_pictures import png
from tests.web.desk.articles_of_site import now_in, pool_article, post, send, text
from tests.web.desk.filling import said
from tests.web.served import Site


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


def record(site: Site, number: int) -> ArticleRecord:
    with site.store.reading() as session:
        return session.get_one(ArticleRecord, number)


def number_of(site: Site, slug: str) -> int:
    with site.store.reading() as session:
        return session.scalars(select(ArticleRecord.id).where(ArticleRecord.slug == slug)).one()


def details(site: Site, client: FlaskClient, number: int, **typed: object) -> dict[str, object]:
    """The details form as the page shows it, with what is typed over it."""
    found = said(client.get(f"/redakce/clanek/{number}/udaje"))
    imprint = found.partition('name="imprint" value="')[2].partition('"')[0]
    kept = now_in(site, number)
    shown = {"type": kept.type.value, "section": kept.section, "authors": [*kept.authors]}
    return {**shown, "imprint": imprint, **typed}


def test_fields_of_details_take_no_more_than_is_kept(editor: FlaskClient) -> None:
    page = said(editor.get("/redakce/clanek/1/udaje"))
    inputs = re.findall(r"<input[^>]*>", page)
    limited = {name for each in inputs if 'maxlength="2000"' in each for name in names_in(each)}
    assert {"picture_alt", "picture_caption", "picture_credit"} <= limited
    assert "due_on" not in limited


def names_in(tag: str) -> list[str]:
    return re.findall(r'name="(\w+)"', tag)


def test_a_new_article_waits_in_the_pool_and_opens(site: Site, editor: FlaskClient) -> None:
    answer = post(site, editor, "/redakce/clanky/novy", title="Dům u řeky", type="interview")
    assert answer.status_code == 303
    number = int(answer.location.split("/")[-2])
    made = record(site, number)
    assert (made.title, made.type, made.issue_id) == ("Dům u řeky", ArticleType.INTERVIEW, None)
    assert editor.get(answer.location).status_code == 200


def test_a_new_article_joins_the_chosen_issue(site: Site, editor: FlaskClient) -> None:
    answer = post(
        site, editor, "/redakce/clanky/novy", title="Nový", type="feature", issue="1-2030"
    )
    made = record(site, int(answer.location.split("/")[-2]))
    assert made.issue_id == 1


def test_a_new_article_without_a_title_is_asked_for_one(site: Site, editor: FlaskClient) -> None:
    answer = post(site, editor, "/redakce/clanky/novy", title=" ", type="feature")
    assert answer.status_code == 422
    assert "Napište titulek" in said(answer)


def test_an_authors_new_article_is_their_own(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    answer = post(
        site, author, "/redakce/clanky/novy", title="Moje", type="feature", issue="1-2030"
    )
    made = record(site, int(answer.location.split("/")[-2]))
    assert (made.assignee_id, made.issue_id) == (site.person(Role.AUTHOR), None)


def test_an_article_is_thrown_away_and_taken_back(site: Site, editor: FlaskClient) -> None:
    number = pool_article(site, "Text.")
    post(site, editor, f"/redakce/clanek/{number}/vyhodit")
    offered = said(editor.get("/redakce/clanky/"))
    assert f"/redakce/clanek/{number}/vratit" in offered
    assert "data-focus>Článek „Byty“ je v koši" in offered
    assert f'href="/redakce/clanek/{number}/"' not in offered
    assert f"/redakce/clanek/{number}/" in editor.get("/redakce/clanky/?kde=kos").get_data(
        as_text=True
    )
    post(site, editor, f"/redakce/clanek/{number}/vratit")
    assert record(site, number).deleted_at is None


def test_the_list_is_searched(editor: FlaskClient) -> None:
    found = said(editor.get("/redakce/clanky/?hledat=KLICE+první"))
    assert "První klíče" in found
    assert "Dům u řeky" not in found
    nothing = said(editor.get("/redakce/clanky/?hledat=%25"))
    assert "neodpovídá žádný článek" in nothing


def test_the_list_is_narrowed(site: Site, editor: FlaskClient) -> None:
    number = pool_article(site, "Text.")
    pool = said(editor.get("/redakce/clanky/?kde=zasobnik"))
    assert f"/redakce/clanek/{number}/" in pool
    assert "První klíče" not in pool
    assert "První klíče" in said(editor.get("/redakce/clanky/?kde=1-2030"))
    ready = said(editor.get("/redakce/clanky/?stav=ready"))
    assert f"/redakce/clanek/{number}/" not in ready


def test_a_long_list_is_paged_and_each_page_keeps_what_it_was_narrowed_to(
    site: Site, editor: FlaskClient
) -> None:
    for _ in range(51):
        pool_article(site, "Text.")

    def page(query: str) -> str:
        return said(editor.get(f"/redakce/clanky/?{query}"))

    def rows(query: str) -> int:
        return page(query).count('<th scope="row">')

    narrowed = "kde=zasobnik&stav=writing&hledat=byty"
    assert (rows(narrowed), rows(f"{narrowed}&strana=2")) == (50, 1)
    (after,) = re.findall(r'rel="next"\s+href="([^"]+)"', page(narrowed))
    query = parse_qs(urlsplit(unescape(after)).query)
    assert query == parse_qs(f"{narrowed}&strana=2")
    assert 'rel="next"' not in page(f"{narrowed}&strana=2")


def test_details_in_an_issue(site: Site, editor: FlaskClient) -> None:
    number = number_of(site, "prvni-klice")
    form = details(
        site,
        editor,
        number,
        stage="editing",
        due_on="14. 5. 2030",
        assignee=str(site.person(Role.EDITOR)),
        as_of="2030-04-30",
    )
    answer = post(site, editor, f"/redakce/clanek/{number}/udaje", **form)
    assert answer.status_code == 303
    kept, row = now_in(site, number), record(site, number)
    assert kept.as_of == date(2030, 4, 30)
    assert (row.stage, row.due_on) == (Stage.EDITING, date(2030, 5, 14))
    assert row.assignee_id == site.person(Role.EDITOR)


def test_people_of_the_pool_are_names(site: Site, editor: FlaskClient) -> None:
    number = pool_article(site, "Text.")
    form = details(site, editor, number, authors_names="Jana Horáčková, Petr Malý")
    post(site, editor, f"/redakce/clanek/{number}/udaje", **form)
    assert now_in(site, number).authors == ("jana-horackova", "petr-maly")
    assert record(site, number).people["jana-horackova"]["name"] == "Jana Horáčková"
    again = said(editor.get(f"/redakce/clanek/{number}/udaje"))
    assert 'value="Jana Horáčková, Petr Malý"' in again


def test_a_person_new_to_the_issue_is_added_with_the_signature(
    site: Site, editor: FlaskClient
) -> None:
    number = number_of(site, "prvni-klice")
    known = now_in(site, number).authors
    form = details(site, editor, number, authors_new="Žofie Nová, Jan  Další", authors=[*known])
    assert post(site, editor, f"/redakce/clanek/{number}/udaje", **form).status_code == 303
    assert now_in(site, number).authors == (*known, "zofie-nova", "jan-dalsi")
    page = said(editor.get("/redakce/cislo/1-2030/lide"))
    assert "Žofie Nová" in page
    assert "Jan Další" in page
    shown = said(editor.get(f"/redakce/clanek/{number}/udaje"))
    assert re.search(r'name="authors_new"\s+type="text"\s+value=""', shown)


def test_only_editors_add_people_to_an_issue(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    number, person = number_of(site, "prvni-klice"), site.person(Role.AUTHOR)
    with site.store.writing() as session:
        session.get_one(ArticleRecord, number).assignee_id = person
    form = details(site, author, number, authors_new="Cizí Člověk")
    assert post(site, author, f"/redakce/clanek/{number}/udaje", **form).status_code == 303
    assert "cizi-clovek" not in now_in(site, number).authors


def test_strangers_are_no_authors_of_an_issue(site: Site, editor: FlaskClient) -> None:
    number = number_of(site, "prvni-klice")
    form = details(site, editor, number, authors=["nikdo", "../x"])
    post(site, editor, f"/redakce/clanek/{number}/udaje", **form)
    assert now_in(site, number).authors == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"as_of": "zítra"}, "Datum pište"),
        ({"type": "báseň"}, "Vyberte typ"),
        ({"picture": "dum.png"}, "Popište, co na obrázku je"),
        ({"picture": "neni.png", "picture_alt": "Dům"}, "Obrázek „neni.png“ v knihovně není"),
        ({"picture_credit": "Jana"}, "Vyberte soubor z knihovny"),
        ({"type": "event"}, "kdy akce začíná"),
        (
            {"type": "event", "starts_at": "2030-05-02T10:00", "ends_at": "2030-05-01T10:00"},
            "nemůže skončit",
        ),
        ({"type": "good-practice"}, "rámečku na začátku"),
        ({"picture": "../../etc", "picture_alt": "x"}, "Formulář se neuložil"),
        (
            {"type": "event", "starts_at": "2030-05-02T10:00", "event_url": "javascript:x"},
            "Formulář se neuložil",
        ),
    ],
)
def test_wrong_details_are_given_back_with_a_sentence(
    site: Site, editor: FlaskClient, typed: dict[str, object], words: str
) -> None:
    number = pool_article(site, "Text.")
    add_picture(site.store, png(), name="dum.png", by=None, at=now())
    before = now_in(site, number)
    form = details(site, editor, number, **typed)
    answer = post(site, editor, f"/redakce/clanek/{number}/udaje", **form)
    assert answer.status_code == 422
    assert words in said(answer)
    assert now_in(site, number) == before


def test_a_picture_goes_with_all_its_words(site: Site, editor: FlaskClient) -> None:
    number = pool_article(site, "Text.")
    add_picture(site.store, png(), name="dum.png", by=None, at=now())
    words = {"picture_alt": "Dům", "picture_credit": "Jana"}
    form = details(site, editor, number, picture="dum.png", **words)
    assert post(site, editor, f"/redakce/clanek/{number}/udaje", **form).status_code == 303
    assert now_in(site, number).picture == Picture("dum.png", "Dům", credit="Jana")
    form = details(site, editor, number, picture="", **words)
    assert post(site, editor, f"/redakce/clanek/{number}/udaje", **form).status_code == 303
    assert now_in(site, number).picture is None


def test_details_that_somebody_else_changed_are_shown_again(
    site: Site, editor: FlaskClient
) -> None:
    """The text may change meanwhile: it is no part of them."""
    number = pool_article(site, "Text.")
    form = details(site, editor, number, as_of="2030-01-01")
    send(site, editor, number, text("Jiný text."))
    assert post(site, editor, f"/redakce/clanek/{number}/udaje", **form).status_code == 303
    late = {**form, "as_of": "2031-01-01"}
    answer = post(site, editor, f"/redakce/clanek/{number}/udaje", **late)
    assert answer.status_code == 409
    assert "mezitím změnil" in said(answer)
    assert now_in(site, number).as_of == date(2030, 1, 1)


def test_details_that_somebody_else_changed_stand_beside_mine(
    site: Site, editor: FlaskClient
) -> None:
    """With the other's name, and nothing but what differs."""
    number = pool_article(site, "Text.")
    form = details(site, editor, number, stage="writing", assignee="", due_on="")
    admin = site.client_as(Role.PUBLISHER)
    theirs = {**form, "due_on": "2030-05-17", "stage": "editing", "as_of": "2030-01-01"}
    assert post(site, admin, f"/redakce/clanek/{number}/udaje", **theirs).status_code == 303
    mine = {**form, "as_of": "2030-01-01", "authors_names": "Eva Malá"}
    answer = post(site, editor, f"/redakce/clanek/{number}/udaje", **mine)
    found = " ".join(re.sub(r"<[^>]+>", " ", said(answer)).split())
    told = found.partition("Údaje mezitím")[2].partition("Uložením platí")[0]
    with site.store.reading() as session:
        assert session.get_one(Account, site.person(Role.PUBLISHER)).name in told
    assert "Termín 17. 5. 2030" in told
    assert "Stav v redakci" in told
    assert "Text platí" not in told
    assert "Autoři –" in told


def test_an_author_sees_no_fields_of_the_editors(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    number = pool_article(site, "Moje.", assignee=site.person(Role.AUTHOR))
    found = said(author.get(f"/redakce/clanek/{number}/udaje"))
    assert 'name="assignee"' not in found
    form = details(site, author, number, stage="ready", assignee="")
    post(site, author, f"/redakce/clanek/{number}/udaje", **form)
    assert record(site, number).stage is Stage.WRITING
    assert record(site, number).assignee_id == site.person(Role.AUTHOR)
