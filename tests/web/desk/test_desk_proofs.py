"""An editor asks an outside author for a proof, and sees where each author stands."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.review.model import ProofComment, ProofLink
from tests.web.served import PUBLIC_URL, Site

LINK = re.compile(rf"{PUBLIC_URL}(/korektura/[\w-]+)")


class Desk:
    """The page about the proofs of the small issue's feature, open before an editor."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client: FlaskClient = site.client_as(Role.EDITOR)
        with site.store.reading() as session:
            query = select(ArticleRecord).where(ArticleRecord.slug == "prvni-klice")
            record = session.scalars(query).one()
            self.article_id = record.id
            self.blocks = [block.id for block in read_source(record).body.blocks]

    @property
    def address(self) -> str:
        return f"/redakce/clanek/{self.article_id}/autorizace"

    def page(self) -> str:
        return text(self.client.get(self.address))

    def post(self, path: str = "", **data: str) -> TestResponse:
        found = re.search(r'name="csrf_token"\s+value="([^"]+)"', self.page())
        assert found
        return self.client.post(f"{self.address}{path}", data={"csrf_token": found[1], **data})

    def invite(self, **data: str) -> str:
        """The address that the author gets."""
        answer = self.post(**{"jmeno": "Jan Autor", **data})
        assert answer.status_code == 201
        (link,) = LINK.findall(text(answer))
        return str(link)

    def stage(self) -> Stage:
        with self.site.store.reading() as session:
            return session.get_one(ArticleRecord, self.article_id).stage

    def letters(self) -> list[SingleLetterRecord]:
        with self.site.store.reading() as session:
            return list(session.scalars(select(SingleLetterRecord)))

    def author(self, link: str, verb: str = "", **data: str) -> TestResponse:
        client = self.site.anonymous
        return client.post(f"{link}/{verb}", data=data) if verb else client.get(link)

    def agree(self, link: str) -> None:
        (seen,) = re.findall(r'name="otisk"\s+value="(\w+)"', text(self.author(link)))[:1]
        assert self.author(link, "souhlas", otisk=seen).status_code == 303

    def rewrite(self, title: str) -> None:
        with self.site.store.writing() as session:
            record = session.get_one(ArticleRecord, self.article_id)
            source = record.source.decode().replace('title = "První klíče"', f'title = "{title}"')
            assert source.encode() != record.source
            record.source, record.sha256 = source.encode(), title
            record.version += 1


def text(answer: TestResponse) -> str:
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


def test_the_empty_page_says_what_a_proof_is(desk: Desk) -> None:
    page = desk.page()
    assert "Autorovi, který tu nemá účet, pošlete odkaz" in page
    assert "Nikdo zatím nic nepřipomněl." in page


def test_the_link_is_shown_once_and_opens_the_article(desk: Desk) -> None:
    link = desk.invite()
    assert desk.author(link).status_code == 200
    assert link not in desk.page()
    assert "čeká na odpověď" in desk.page()
    assert (desk.stage(), desk.letters()) == (Stage.PROOFING, [])


def test_the_link_has_a_button_that_copies_it_where_scripts_run(desk: Desk) -> None:
    page = text(desk.post(jmeno="Jan Autor"))
    place = page.partition(" data-copy>")[2].partition("</section>")[0]
    assert re.search(rf"data-copy-words>{PUBLIC_URL}/korektura/[\w-]+</code>", place)
    assert '<button class="button small" type="button" hidden>Zkopírovat odkaz</button>' in place
    assert '<span role="status" data-copy-said></span>' in place


def test_the_page_with_the_new_link_is_still_that_of_proofs(desk: Desk) -> None:
    answer = desk.post(jmeno="Jan Autor")
    assert f'<a href="{desk.address}" aria-current="page">' in " ".join(text(answer).split())


def test_the_link_goes_by_mail_when_there_is_an_address(desk: Desk) -> None:
    link = desk.invite(email="jan@autor.example", vzkaz="Díky & na shledanou <3")
    (letter,) = desk.letters()
    assert letter.address == "jan@autor.example"
    assert letter.subject == "Prosíme o autorizaci článku „První klíče“"
    assert f"{PUBLIC_URL}{link}" in letter.text
    assert f"{PUBLIC_URL}{link}" in letter.html
    assert "Díky & na shledanou <3" in letter.text
    assert "Díky &amp; na shledanou &lt;3" in letter.html


def test_the_link_lasts_as_long_as_was_chosen(desk: Desk) -> None:
    desk.invite(dny="7")
    desk.invite(dny="3650")
    with desk.site.store.reading() as session:
        lasts = [
            round((each - now()) / timedelta(days=1))
            for each in session.scalars(select(ProofLink.expires_at).order_by(ProofLink.id))
        ]
    assert lasts == [7, 14]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"jmeno": " "}, "jmeno"),
        ({"jmeno": "x" * 201}, "jmeno"),
        ({"jmeno": "Jan", "email": "jan@"}, "email"),
        ({"jmeno": "Jan", "vzkaz": "x" * 2001}, "vzkaz"),
    ],
)
def test_a_form_that_will_not_do_comes_back_with_what_was_typed(
    desk: Desk, data: dict[str, str], field: str
) -> None:
    answer = desk.post(**data)
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="{field}-chyba"' in page
    assert 'aria-invalid="true"' in page
    assert data[field].strip() in page
    with desk.site.store.reading() as session:
        assert session.scalars(select(ProofLink)).all() == []


def test_a_revoked_link_opens_nothing(desk: Desk) -> None:
    link = desk.invite()
    assert desk.post("/1/zrusit").status_code == 303
    assert desk.author(link).status_code == 404
    page = desk.page()
    assert "odkaz zrušen" in page
    assert "Odkaz už nic neotevře." in page


def test_a_new_link_replaces_the_lost_one(desk: Desk) -> None:
    old = desk.invite(email="jan@autor.example")
    answer = desk.post("/1/novy-odkaz")
    (new,) = LINK.findall(text(answer))
    assert answer.status_code == 201
    assert desk.author(old).status_code == 404
    assert desk.author(new).status_code == 200
    assert [new in each.text for each in desk.letters()] == [False, True]


def test_a_new_text_is_shown_when_the_editor_sends_it(desk: Desk) -> None:
    link = desk.invite()
    desk.rewrite("Druhé klíče")
    assert "Druhé klíče" not in text(desk.author(link))
    assert desk.post("/1/nove-zneni").status_code == 303
    assert "Druhé klíče" in text(desk.author(link))


def test_a_new_text_goes_by_mail_with_a_new_link(desk: Desk) -> None:
    old = desk.invite(email="jan@autor.example")
    desk.rewrite("Druhé klíče")
    (new,) = LINK.findall(text(desk.post("/1/nove-zneni")))
    assert desk.author(old).status_code == 404
    assert "Druhé klíče" in text(desk.author(new))
    assert len(desk.letters()) == 2


def test_a_yes_is_seen_and_so_is_that_it_is_stale(desk: Desk) -> None:
    link = desk.invite()
    desk.agree(link)
    page = desk.page()
    assert ">souhlasí</span>" in page
    assert "Souhlas s verzí 1" in page
    desk.rewrite("Druhé klíče")
    page = desk.page()
    assert "souhlas neplatí, text se změnil" in page
    assert "přidáno: </span>Druhé" in page


def test_comments_lead_to_their_blocks_and_are_settled(desk: Desk) -> None:
    link = desk.invite()
    desk.author(link, "pripominka", blok=desk.blocks[0], text="Tady je chyba.")
    page = desk.page()
    assert "1 nevyřízená připomínka" in page
    assert f"/redakce/clanek/{desk.article_id}/#blok-{desk.blocks[0]}" in page
    answer = desk.post("/pripominka/1/vyridit")
    assert answer.location == f"{desk.address}#pripominka-1"
    assert "Vrátit mezi nevyřízené" in desk.page()
    desk.post("/pripominka/1/vratit")
    with desk.site.store.reading() as session:
        assert session.get_one(ProofComment, 1).resolved_at is None
        verbs = set(session.scalars(select(AuditEntry.verb)))
    assert {"proof-invited", "proof-commented", "comment-resolved", "comment-reopened"} <= verbs


@pytest.mark.parametrize("path", ["/9/zrusit", "/1/neco", "/pripominka/9/vyridit"])
def test_what_is_not_there_is_an_unknown_page(desk: Desk, path: str) -> None:
    desk.invite()
    assert desk.post(path).status_code == 404


def test_links_and_comments_of_another_article_are_out_of_reach(desk: Desk) -> None:
    link = desk.invite()
    desk.author(link, "pripominka", blok="", text="Pozor.")
    other = Desk(desk.site)
    other.article_id += 1
    assert other.post("/1/zrusit").status_code == 404
    assert other.post("/pripominka/1/vyridit").status_code == 404
    assert desk.author(link).status_code == 200


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_only_editors_invite(desk: Desk, role: Role) -> None:
    assert desk.site.client_as(role).get(desk.address).status_code == 403
