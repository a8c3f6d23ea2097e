"""An outside author opens the link to an article, comments on it and agrees, without an account."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from mitdomov.accounts.model import Account, AuditEntry
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.document.markdown.reader import parse
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import Saved, article_record, read_source, save_article
from mitdomov.editorial.review import proof_links
from mitdomov.editorial.review.model import ProofComment, ProofLink, ProofText, ProofVerdict
from tests.web.served import Site

SLUG = "prvni-klice"


class Proof:
    """The feature of the small issue, of which its author has a link."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client = site.app.test_client()
        with site.store.writing() as session:
            editor = Account(email="eva@redakce.example", name="Eva", created_at=now())
            session.add(editor)
            session.flush()
            self.editor_id = editor.id
            record = session.scalars(select(ArticleRecord).where(ArticleRecord.slug == SLUG)).one()
            self.article_id = record.id
            link, self.token = proof_links.invite(
                session,
                record,
                name="Jan Autor",
                message="Prosím do pátku.",
                by=editor.id,
                at=now(),
            )
            self.link_id = link.id

    @property
    def address(self) -> str:
        return f"/korektura/{self.token}"

    def page(self) -> str:
        return self.client.get(self.address).get_data(as_text=True).replace("\xa0", " ")

    def post(self, verb: str, **data: str) -> TestResponse:
        return self.client.post(f"{self.address}/{verb}", data=data)

    def seen(self) -> str:
        """The hash of the text that the page shows."""
        found = re.search(r'name="otisk"\s+value="(\w+)"', self.page())
        assert found
        return found[1]

    def article(self) -> ArticleRecord:
        with self.site.store.reading() as session:
            record = article_record(session, self.article_id)
            assert record
            return record

    def rewrite(self, body: str = "", **changes: str) -> None:
        article = read_source(self.article())
        if body:
            changes["body"] = parse(body)  # type: ignore[assignment]
        with self.site.store.writing() as session:
            saved = save_article(
                session,
                self.article_id,
                base_version=self.article().version,
                article=replace(article, **changes),  # type: ignore[arg-type]
                by=self.editor_id,
                at=now(),
            )
        assert isinstance(saved, Saved)

    def verdicts(self) -> list[str]:
        with self.site.store.reading() as session:
            return [each.value for each in session.scalars(select(ProofVerdict.verdict))]

    def change_link(self, **values: object) -> None:
        with self.site.store.writing() as session:
            session.execute(update(ProofLink).where(ProofLink.id == self.link_id).values(**values))


@pytest.fixture
def proof(site: Site) -> Proof:
    return Proof(site)


def test_the_article_is_shown_as_readers_will_see_it(proof: Proof) -> None:
    page = proof.page()
    article = read_source(proof.article())
    assert article.title in page
    assert "Prosím do pátku." in page
    assert "Jan Autor, prosíme" in page
    pictures = set(re.findall(r'src="(/korektura/[^"]+)"', page))
    assert pictures
    for address in pictures:
        answer = proof.client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert page.count('name="blok"') == len(article.body.blocks) + 1


def test_opening_the_page_changes_nothing_and_sets_no_cookie(proof: Proof) -> None:
    before = proof.site.dump()
    for method in (proof.client.get, proof.client.head):
        answer = method(proof.address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert proof.site.dump() == before


def test_the_page_is_kept_and_told_nowhere(proof: Proof) -> None:
    for path in (proof.address, "/korektura/x"):
        headers = proof.client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Referrer-Policy"] == "no-referrer"


def closed_pages(proof: Proof) -> set[tuple[int, str]]:
    answers = [proof.client.get(proof.address)]
    answers += [proof.post(verb, text="x") for verb in ("pripominka", "souhlas", "zmeny")]
    answers.append(proof.client.get(f"{proof.address}/pictures/x.png"))
    return {(answer.status_code, answer.get_data(as_text=True)) for answer in answers}


@pytest.mark.parametrize("why", ["wrong", "expired", "revoked", "discarded"])
def test_a_link_that_holds_no_longer_says_nothing_more(proof: Proof, why: str) -> None:
    """Whatever is wrong with it, the answer is the same, and nothing changes."""
    wrong = _closed_by_guess(proof)
    match why:
        case "wrong":
            proof.token = proof.token.swapcase()
        case "expired":
            proof.change_link(expires_at=now() - timedelta(seconds=1))
        case "revoked":
            proof.change_link(revoked_at=now())
        case _:
            with proof.site.store.writing() as session:
                session.get_one(ArticleRecord, proof.article_id).deleted_at = now()
    before = proof.site.dump()
    assert closed_pages(proof) == {wrong}
    assert proof.site.dump() == before


def _closed_by_guess(proof: Proof) -> tuple[int, str]:
    answer = proof.client.get("/korektura/uhadnuto")
    assert answer.status_code == 404
    assert "Odkaz už neplatí" in answer.get_data(as_text=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_comment_stands_at_its_block(proof: Proof) -> None:
    block = read_source(proof.article()).body.blocks[0].id
    answer = proof.post("pripominka", blok=block, text="Tady\r\nchybí <b>rok</b>.")
    assert (answer.status_code, answer.location) == (303, f"{proof.address}#_pripominka-1")
    with proof.site.store.reading() as session:
        (made,) = session.scalars(select(ProofComment))
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.verb == "proof-commented"))
    assert (made.block_id, made.text, made.author) == (
        block,
        "Tady\nchybí <b>rok</b>.",
        "Jan Autor",
    )
    assert entry.subject == f"article:{proof.article_id}"
    page = proof.page()
    assert "chybí &lt;b&gt;rok&lt;/b&gt;." in page
    assert "Další připomínka" in page


def test_an_empty_comment_is_asked_for_again(proof: Proof) -> None:
    block = read_source(proof.article()).body.blocks[1].id
    answer = proof.post("pripominka", blok=block, text="  ")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'aria-describedby="_text-{block}-chyba"' in page
    assert "<details open>" in page


def test_a_comment_whose_block_is_gone_stays_with_its_words(proof: Proof) -> None:
    block = read_source(proof.article()).body.blocks[0].id
    proof.post("pripominka", blok=block, text="Opravte to.")
    proof.rewrite("Úplně jiný text.")
    proof.post("souhlas", otisk=proof.seen())
    page = proof.page()
    assert "Úplně jiný text." in page
    assert "Opravte to." in page
    assert "K místu, které text už nemá" in page


def test_the_author_agrees_and_whoever_asked_hears_of_it(proof: Proof) -> None:
    answer = proof.post("souhlas", otisk=proof.seen())
    assert (answer.status_code, answer.location) == (303, f"{proof.address}#_rozhodnuti")
    assert proof.verdicts() == ["approved"]
    assert proof.article().stage is Stage.READY
    assert "souhlasíte s tímto zněním" in proof.page()
    with proof.site.store.reading() as session:
        (letter,) = session.scalars(select(SingleLetterRecord))
    assert letter.address == "eva@redakce.example"
    assert letter.subject == "Jan Autor souhlasí s textem „První klíče“"
    assert f"/redakce/clanek/{proof.article_id}/autorizace" in letter.text


def head(page: str) -> str:
    """Of the page, above the article."""
    return page.partition("<main")[2].partition("<article")[0].replace("&nbsp;", " ")


def test_whoever_agreed_is_told_so_first_and_asked_nothing(proof: Proof) -> None:
    proof.post("souhlas", otisk=proof.seen())
    page = proof.page()
    assert "s tímto zněním jste souhlasili" in head(page)
    assert "prosíme" not in head(page)
    assert f'action="{proof.address}/souhlas"' not in page
    assert f'action="{proof.address}/zmeny"' in page


@pytest.mark.parametrize(
    ("verb", "words"), [("souhlas", "souhlasili s dřívějším"), ("zmeny", "požádali o změny")]
)
def test_whoever_is_asked_again_sees_first_what_changed(
    proof: Proof, verb: str, words: str
) -> None:
    proof.post(verb, otisk=proof.seen(), text="Jiný titulek, prosím.")
    proof.rewrite(title="Druhé klíče")
    assert "Druhé" not in proof.page()
    with proof.site.store.writing() as session:
        link = session.get_one(ProofLink, proof.link_id)
        proof_links.show(session, link, session.get_one(ArticleRecord, proof.article_id), now())
    shown = head(proof.page())
    assert "o souhlas s novým zněním" in shown
    assert words in shown
    assert '<ins><span class="visually-hidden">přidáno: </span>Druhé' in shown


def test_a_yes_that_editors_outran_says_so_first(proof: Proof) -> None:
    proof.post("souhlas", otisk=proof.seen())
    proof.rewrite(title="Druhé klíče")
    assert "redakce text upravuje" in head(proof.page())
    assert "Druhé" not in proof.page()


def test_a_yes_to_an_old_text_is_refused_with_what_changed(proof: Proof) -> None:
    seen = proof.seen()
    before = read_source(proof.article())
    proof.rewrite(title="Druhé klíče")
    answer = proof.post("souhlas", otisk=seen)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert proof.verdicts() == []
    assert (
        f'<del><span class="visually-hidden">odstraněno: </span>{before.title.split()[0]}' in page
    )
    assert '<ins><span class="visually-hidden">přidáno: </span>Druhé' in page
    (fresh,) = re.findall(r'name="otisk" value="(\w+)"', page)
    assert proof.post("souhlas", otisk=fresh).status_code == 303
    assert proof.verdicts() == ["approved"]


def test_a_text_that_changes_again_meanwhile_is_refused_again(proof: Proof) -> None:
    seen = proof.seen()
    proof.rewrite(title="Druhé klíče")
    page = proof.post("souhlas", otisk=seen).get_data(as_text=True)
    (fresh,) = re.findall(r'name="otisk" value="(\w+)"', page)
    proof.rewrite(title="Třetí klíče")
    answer = proof.post("souhlas", otisk=fresh)
    assert answer.status_code == 409
    assert "Třetí" in answer.get_data(as_text=True)
    assert proof.verdicts() == []


@pytest.mark.parametrize("seen", ["", "0" * 64, "x" * 900])
def test_a_yes_to_nothing_is_refused(proof: Proof, seen: str) -> None:
    assert proof.post("souhlas", otisk=seen).status_code == 409
    assert proof.verdicts() == []


def test_the_author_asks_for_changes(proof: Proof) -> None:
    assert proof.post("zmeny", otisk=proof.seen(), text=" ").status_code == 422
    assert proof.verdicts() == []
    answer = proof.post("zmeny", otisk=proof.seen(), text="Jméno je špatně.")
    assert answer.status_code == 303
    assert proof.article().stage is Stage.EDITING
    assert "žádáte změny" in proof.page()
    with proof.site.store.reading() as session:
        (letter,) = session.scalars(select(SingleLetterRecord))
    assert "Jméno je špatně." in letter.text


def test_nobody_fills_the_editors_mailbox_through_a_link(proof: Proof) -> None:
    for _ in range(4):
        assert proof.post("zmeny", otisk=proof.seen(), text="Jméno je špatně.").status_code == 303
    with proof.site.store.reading() as session:
        assert len(session.scalars(select(SingleLetterRecord)).all()) == 1


def test_comments_are_reason_enough_for_changes(proof: Proof) -> None:
    proof.post("pripominka", blok="", text="Titulek prosím kratší.")
    assert proof.post("zmeny", otisk=proof.seen()).status_code == 303
    assert proof.verdicts() == ["changes-wanted"]


def test_what_editors_are_typing_is_not_shown(proof: Proof) -> None:
    proof.rewrite(title="Rozepsaný tit")
    assert "Rozepsaný tit" not in proof.page()
    with proof.site.store.reading() as session:
        assert len(session.scalars(select(ProofText)).all()) == 1


def test_a_stranger_in_the_message_runs_no_script(site: Site) -> None:
    proof = Proof(site)
    proof.change_link(name='<script>alert("x")</script>', message="<img src=x onerror=alert(1)>")
    proof.post("pripominka", blok='"><script>', text="<script>alert(1)</script>")
    page = proof.page()
    assert "<script" not in page
    assert "<img src=x" not in page
