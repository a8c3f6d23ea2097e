"""Several editors do the same at the same moment: one gets it, the others are told, nothing breaks.

Each is a browser of its own, and all of them wait at one barrier before they ask.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.test import TestResponse

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Role
from mitdomov.delivery.trials.trials import TrialGroup
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.importing import issue_named, load_folder
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.model import IssueRecord
from tests.hostile_pictures import png
from tests.web.desk.articles_of_site import post
from tests.web.served import Site

HERE = "/redakce/cislo/1-2030/"
PEOPLE = 6
Act = Callable[[FlaskClient, int], TestResponse]


def at_once(site: Site, act: Act) -> list[TestResponse]:
    barrier = Barrier(PEOPLE)
    clients = [site.client_as(*Role) for _ in range(PEOPLE)]

    def one(number: int) -> TestResponse:
        barrier.wait()
        return act(clients[number], number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def codes(answers: list[TestResponse]) -> dict[int, int]:
    return dict(Counter(each.status_code for each in answers))


def count(site: Site, column: InstrumentedAttribute[str], value: str) -> int:
    with site.store.reading() as session:
        return session.scalar(select(func.count()).where(column == value)) or 0


def test_a_number_is_given_to_one_issue(site: Site) -> None:
    fields = {"cislo": "7/2031", "datum": "2031-10-01", "tema": "Podzim"}
    answers = at_once(site, lambda client, _: post(site, client, "/redakce/cislo/nove", **fields))
    assert codes(answers) == {303: 1, 422: PEOPLE - 1}
    assert count(site, IssueRecord.number, "7/2031") == 1
    refused = next(each for each in answers if each.status_code == 422)
    assert "už tu je" in refused.get_data(as_text=True).replace("\xa0", " ")


def test_articles_of_one_title_get_slugs_of_their_own(site: Site) -> None:
    fields = {"title": "Nový článek", "type": "feature", "issue": "1-2030"}
    answers = at_once(site, lambda client, _: post(site, client, "/redakce/clanky/novy", **fields))
    assert codes(answers) == {303: PEOPLE}
    with site.store.reading() as session:
        issue = issue_named(session, "1/2030")
        rows = session.execute(
            select(ArticleRecord.slug, ArticleRecord.position).where(
                ArticleRecord.issue_id == issue.id
            )
        ).all()
    slugs, positions = zip(*rows, strict=True)
    assert len({*slugs}) == len(slugs)
    assert len({*positions}) == len(positions)


def test_orders_articles_leaving_and_coming_make_one_whole_issue(site: Site) -> None:
    """Some reverse the order, some move one article, some take it out and put it back."""
    with site.store.reading() as session:
        issue = issue_named(session, "1/2030")
        rows = session.execute(
            select(ArticleRecord.section, ArticleRecord.id)
            .where(ArticleRecord.issue_id == issue.id)
            .order_by(ArticleRecord.position)
        ).all()
    section, first = rows[0]
    pairs = [f"{name}:{number}" for name, number in rows]

    def act(client: FlaskClient, number: int) -> TestResponse:
        one = {"clanek": str(first)}
        if number % 3 == 0:
            return post(site, client, f"{HERE}poradi", poradi=pairs[:: (-1) ** number])
        if number % 3 == 1:
            return post(site, client, f"{HERE}posunout", **one, smer="dolu")
        post(site, client, f"{HERE}vyradit", **one)
        return post(site, client, f"{HERE}zaradit", **one, rubrika=section)

    for _ in range(3):
        assert set(codes(at_once(site, act))) <= {204, 303, 404, 409, 422}
        articles = load_folder(site.store, "1/2030").issue.articles
        assert len({each.slug for each in articles}) == len(articles)
        assert len(articles) in {len(rows), len(rows) - 1}


def test_a_name_of_a_group_is_given_once(site: Site) -> None:
    fields = {"nazev": "Rada", "adresy": "Jana <jana@redakce.example>"}
    path = "/redakce/zkusebni-skupiny/nova"
    answers = at_once(site, lambda client, _: post(site, client, path, **fields))
    assert codes(answers) == {303: 1, 422: PEOPLE - 1}
    assert count(site, TrialGroup.name, "Rada") == 1


def test_an_address_gets_one_account(site: Site) -> None:
    fields = {"name": "Nová", "email": "nova@redakce.example", "role": "editor"}
    path = "/redakce/ucty/pozvat"
    answers = at_once(site, lambda client, _: post(site, client, path, **fields))
    assert codes(answers) == {303: 1, 422: PEOPLE - 1}
    assert count(site, Account.email, "nova@redakce.example") == 1


def test_pictures_of_one_name_get_names_of_their_own(site: Site) -> None:
    def act(client: FlaskClient, number: int) -> TestResponse:
        picture = (BytesIO(png(120 + number, 80)), "Dům.png")
        return post(site, client, "/redakce/media/nahrat", picture=picture)

    assert codes(at_once(site, act)) == {201: PEOPLE}
    with site.store.reading() as session:
        names = session.scalars(select(MediaItem.file).where(MediaItem.file.like("dum%"))).all()
    assert len(names) == PEOPLE
