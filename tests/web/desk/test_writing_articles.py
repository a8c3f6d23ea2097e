"""Saving over HTTP: a text that was sent is kept, refused with a sentence, or both are shown."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from mitdomov.accounts.model import AuditEntry
from mitdomov.accounts.roles import Role
from mitdomov.document.tree import Link
from mitdomov.document.walk import links
from mitdomov.editorial.article_model import ArticleRecord, ArticleVersion, Origin
from mitdomov.editorial.articles import history
from tests.web.desk.articles_of_site import (
    body,
    now_in,
    pool_article,
    post,
    send,
    text,
    words_of,
)
from tests.web.served import HOSTILE, Site


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


@pytest.fixture
def other(site: Site) -> FlaskClient:
    return site.client_as(Role.PUBLISHER)


@pytest.fixture
def article(site: Site) -> int:
    return pool_article(site, "Obec koupila tři byty.")


def versions(site: Site, article: int) -> list[ArticleVersion]:
    with site.store.reading() as session:
        return [*history(session, article)]


def test_a_text_is_saved_and_its_version_told(
    site: Site, editor: FlaskClient, article: int
) -> None:
    answer = send(site, editor, article, text("Obec koupila pět bytů.", title="Nové byty"))
    assert answer.status_code == 200
    assert answer.get_json()["version"] == 2
    kept = now_in(site, article)
    assert (kept.title, words_of(kept)) == ("Nové byty", ["Obec koupila pět bytů."])


def test_the_same_text_again_makes_no_version(
    site: Site, editor: FlaskClient, article: int
) -> None:
    for _ in range(3):
        answer = send(site, editor, article, text("Obec koupila tři byty."))
        assert answer.get_json()["version"] == 1


def test_a_save_that_began_from_an_older_version_writes_nothing(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    send(site, other, article, text("Píše druhý."))
    answer = send(site, editor, article, text("Píše první."))
    assert answer.status_code == 409
    assert answer.get_json()["version"] == 2
    assert words_of(now_in(site, article)) == ["Píše druhý."]


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("mine", "Píše první."), ("theirs", "Píše druhý."), ("merge", "Píší oba.")],
)
def test_after_a_conflict_both_texts_are_in_the_history(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int, choice: str, kept: str
) -> None:
    send(site, other, article, text("Píše druhý."))
    send(site, editor, article, text("Píše první."))
    mine = "Píší oba." if choice == "merge" else "Píše první."
    answer = send(site, editor, article, text(mine, version=2, choice=choice))
    assert answer.status_code == 200
    assert words_of(now_in(site, article)) == [kept]
    assert answer.get_json()["article"]["body"] != body("nic")
    texts = [page(editor, article, each.number) for each in versions(site, article)]
    assert any("druhý" in each for each in texts)
    assert any(mine.split()[1].rstrip(".") in each for each in texts)


def page(client: FlaskClient, article: int, number: int) -> str:
    answer = client.get(f"/redakce/clanek/{article}/historie/{number}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_choice_made_over_a_text_that_changed_again_is_a_conflict_again(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    send(site, other, article, text("Druhý poprvé."))
    send(site, other, article, text("Druhý podruhé.", version=2))
    answer = send(site, editor, article, text("První.", version=2, choice="theirs"))
    assert answer.status_code == 409
    assert words_of(now_in(site, article)) == ["Druhý podruhé."]


def test_both_texts_are_shown_side_by_side(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    """What only the other changed is chosen from the other."""
    one, two = "První věta o bytech.", "Druhá věta o lidech."
    base = {"title": "Byty", "perex": "", "body": body(one, two)}
    send(site, editor, article, text(one, two))
    send(site, other, article, text("První věta o domech.", two, version=2))
    mine = text(one, "Druhá věta o dětech.", version=2, base=base)
    found = send(site, editor, article, mine, "srovnat").get_json()
    assert found["version"] == 3
    words = [row["mine"]["content"][0]["text"] for row in found["rows"]]
    assert words == [one, "Druhá věta o dětech."]
    assert 'id="row-0-theirs" name="row-0" value="theirs" checked' in found["html"]
    assert 'id="row-1-mine" name="row-1" value="mine" checked' in found["html"]


def test_changes_in_different_places_are_put_together(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    """Of fields as well; where both changed one place, people decide and see that place alone."""
    one, two, three = "První věta.", "Druhá věta.", "Třetí věta."
    base = {"title": "Byty", "perex": "", "body": body(one, two, three)}
    send(site, editor, article, text(one, two, three))
    theirs = {**text("První jinak.", two, three, version=2), "perex": "Jejich perex."}
    send(site, other, article, theirs)
    mine = text(one, two, "Třetí jinak.", version=2, base=base)
    found = send(site, editor, article, mine, "srovnat").get_json()
    assert found["saved_by"] == "Osoba vydavatel"
    both = {**found["merged"], "version": found["version"], "choice": "merge"}
    assert send(site, editor, article, both).status_code == 200
    assert words_of(now_in(site, article)) == ["První jinak.", two, "Třetí jinak."]
    assert now_in(site, article).perex == "Jejich perex."
    assert versions(site, article)[0].origin is Origin.MERGED
    mine = text("První mojí.", two, three, version=2, base=base)
    found = send(site, editor, article, mine, "srovnat").get_json()
    assert found["merged"] is None
    assert "1 odstavec beze změny" in " ".join(found["html"].split())


def test_an_answer_lost_on_the_way_is_no_conflict(
    site: Site, editor: FlaskClient, article: int
) -> None:
    """The script sends what it sent before, when it never heard of it."""
    earlier = text("První pokus.")
    send(site, editor, article, earlier)
    answer = send(site, editor, article, text("Druhý pokus.", version=1, earlier=earlier))
    assert answer.status_code == 200
    assert words_of(now_in(site, article)) == ["Druhý pokus."]


def test_a_text_without_a_title_keeps_the_old_one(
    site: Site, editor: FlaskClient, article: int
) -> None:
    answer = send(site, editor, article, text("Jinak.", title=" "))
    assert "titulek" in answer.get_json()["mistakes"][0]
    assert now_in(site, article).title == "Byty"


def test_a_title_over_its_limit_is_refused_and_never_cut(
    site: Site, editor: FlaskClient, article: int
) -> None:
    title = "x" * 301
    sent = send(site, editor, article, text("Jinak.", title=title))
    assert sent.status_code == 422
    assert "Titulek má 301 znaků, smí mít nejvýš 300." in sent.get_json()["problem"]
    plain = post(site, editor, f"/redakce/clanek/{article}/text", title=title, source="Jinak.")
    assert (plain.status_code, "smí mít nejvýš 300" in plain.text) == (422, True)
    made = post(site, editor, "/redakce/clanky/novy", title=title, type="feature")
    assert (made.status_code, "Titulek má nejvýš 300 znaků" in made.text) == (422, True)
    kept = now_in(site, article)
    assert (kept.title, words_of(kept)) == ("Byty", ["Obec koupila tři byty."])


def test_what_nobody_sees_is_not_kept(site: Site, editor: FlaskClient, article: int) -> None:
    """A right-to-left override in a title would turn the rest of its line round for readers."""
    send(site, editor, article, text("By\u200bty.", title="Nové\u202e byty\u200b 👩\u200d👧"))
    kept = now_in(site, article)
    assert (kept.title, words_of(kept)) == ("Nové byty 👩\u200d👧", ["Byty."])


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "text",
        {},
        {"body": None},
        {"body": {"type": "doc", "content": [{"type": "script"}]}},
        {"body": {"type": "doc", "content": "x"}},
        {"version": "x" * 99, "body": {"type": "paragraph"}},
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(
    site: Site, editor: FlaskClient, article: int, value: object
) -> None:
    answer = send(site, editor, article, value)
    assert answer.status_code == 422
    assert answer.get_json()["problem"].endswith(".")
    assert words_of(now_in(site, article)) == ["Obec koupila tři byty."]


def test_json_of_any_depth_is_refused(site: Site, editor: FlaskClient, article: int) -> None:
    deep = b'{"body":' + b'{"type":"doc","content":[' * 50_000 + b"]}" * 50_000 + b"}"
    answer = editor.post(
        f"/redakce/clanek/{article}/ulozit",
        data=deep,
        content_type="application/json",
        headers={"X-CSRFToken": site.csrf_token(editor)},
    )
    assert answer.status_code == 422


def test_a_save_without_a_token_is_refused(editor: FlaskClient, article: int) -> None:
    answer = editor.post(f"/redakce/clanek/{article}/ulozit", json=text("Cizí."))
    assert answer.status_code == 400


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_hostile_link_never_reaches_the_text(
    site: Site, editor: FlaskClient, article: int, href: str
) -> None:
    value = text("Slova", version=1)
    value["body"]["content"][0]["content"][0]["marks"] = [{"type": "link", "attrs": {"href": href}}]
    answer = send(site, editor, article, value)
    assert "zrušili" in answer.get_json()["mistakes"][0]
    assert links(now_in(site, article).body) == ()


def test_hostile_words_are_words_on_every_page(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    hostile = f"{HOSTILE}{{{{7*7}}}}</textarea>"
    send(site, editor, article, text(hostile, title=hostile, perex=hostile))
    send(site, other, article, text("Jinak."))
    pages = [
        editor.get(f"/redakce/clanek/{article}/").get_data(as_text=True),
        editor.get(f"/redakce/clanek/{article}/udaje").get_data(as_text=True),
        editor.get("/redakce/clanky/").get_data(as_text=True),
        page(editor, article, 2),
        send(site, editor, article, text(hostile), "srovnat").get_json()["html"],
    ]
    for found in pages:
        assert "<script>alert" not in found
        assert "</textarea>{{" not in found
        assert "49" not in found.split("7*7")[0][-20:]


def test_autosaves_of_one_sitting_are_one_version_and_one_record(
    site: Site, editor: FlaskClient, article: int
) -> None:
    for version in range(1, 6):
        send(site, editor, article, text(f"Slovo {version}.", version=version))
    assert [each.origin for each in versions(site, article)] == [Origin.AUTOSAVED, Origin.CREATED]
    with site.store.reading() as session:
        query = select(func.count()).where(AuditEntry.subject == f"article:{article}")
        assert session.scalar(query) == 1


def test_a_version_saved_by_hand_stays_by_itself(
    site: Site, editor: FlaskClient, article: int
) -> None:
    send(site, editor, article, text("Jedna.", by_hand=True))
    send(site, editor, article, text("Dvě.", version=2))
    assert [each.number for each in versions(site, article)] == [3, 2, 1]


def test_an_old_version_is_restored_as_a_new_one(
    site: Site, editor: FlaskClient, article: int
) -> None:
    send(site, editor, article, text("Nové znění.", title="Jiný", by_hand=True))
    answer = post(site, editor, f"/redakce/clanek/{article}/historie/1/vratit")
    assert answer.status_code == 303
    assert words_of(now_in(site, article)) == ["Obec koupila tři byty."]
    assert next(each.origin for each in versions(site, article)) is Origin.RESTORED
    assert "Nové znění" in page(editor, article, 2)


def test_what_changed_stands_in_the_history_word_by_word(
    site: Site, editor: FlaskClient, article: int
) -> None:
    send(site, editor, article, text("Obec koupila pět bytů.", by_hand=True))
    found = page(editor, article, 2)
    assert "<del>tři byty</del><ins>pět bytů</ins>" in found


def test_an_author_writes_what_is_entrusted_to_them_and_nothing_else(site: Site) -> None:
    author = site.client_as(Role.AUTHOR)
    own = pool_article(site, "Moje.", assignee=site.person(Role.AUTHOR))
    foreign = pool_article(site, "Cizí.")
    assert send(site, author, own, text("Nově.")).status_code == 200
    for act in ("ulozit", "srovnat", "pritomnost"):
        assert send(site, author, foreign, text("Nově."), act).status_code == 403
    for path in ("", "udaje", "historie", "historie/1", "stav"):
        assert author.get(f"/redakce/clanek/{foreign}/{path}").status_code == 403
    listed = author.get("/redakce/clanky/").get_data(as_text=True)
    assert f"/redakce/clanek/{own}/" in listed
    assert f"/redakce/clanek/{foreign}/" not in listed


def test_without_a_session_a_script_is_told(site: Site, article: int) -> None:
    answer = site.anonymous.get(
        f"/redakce/clanek/{article}/stav", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401


def test_the_others_in_an_article_are_told(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    alone = send(site, editor, article, {"version": 1}, "pritomnost").get_json()
    assert alone["sentence"] == ""
    send(site, other, article, text("Píše druhý."))
    send(site, other, article, {"version": 2}, "pritomnost")
    found = send(site, editor, article, {"version": 1}, "pritomnost").get_json()
    assert "Osoba vydavatel (před chvílí psal/a)" in found["sentence"]
    assert found["article"]["body"]["content"][0]["content"][0]["text"] == "Píše druhý."


def test_the_plain_form_saves_markdown(site: Site, editor: FlaskClient, article: int) -> None:
    path = f"/redakce/clanek/{article}/text"
    answer = post(
        site,
        editor,
        path,
        version="1",
        title="Byty",
        perex="",
        source="Slova s [odkazem](https://a.example).",
    )
    assert answer.status_code == 303
    (link,) = links(now_in(site, article).body)
    assert isinstance(link, Link)


def test_the_plain_form_gives_back_what_it_cannot_read(
    site: Site, editor: FlaskClient, article: int
) -> None:
    path = f"/redakce/clanek/{article}/text"
    source = "# Příliš velký titulek"
    answer = post(site, editor, path, version="1", title="Byty", perex="", source=source)
    found = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert source in found
    assert "úroveň 2 až 4" in found


def test_the_plain_form_shows_both_texts_and_keeps_both(
    site: Site, editor: FlaskClient, other: FlaskClient, article: int
) -> None:
    send(site, other, article, text("Píše druhý."))
    path = f"/redakce/clanek/{article}/text"
    form = {"title": "Byty", "perex": "", "source": "Píše první."}
    answer = post(site, editor, path, version="1", **form)
    found = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Píše první." in found
    assert "druhý" in found
    post(site, editor, path, version="2", choice="theirs", **form)
    assert words_of(now_in(site, article)) == ["Píše druhý."]
    assert any("první" in page(editor, article, each.number) for each in versions(site, article))


def test_a_picture_of_the_text_is_shown(site: Site, editor: FlaskClient) -> None:
    with site.store.reading() as session:
        number = session.scalar(select(ArticleRecord.id).where(ArticleRecord.slug == "prvni-klice"))
    answer = editor.get(f"/redakce/clanek/{number}/obrazek/klic.png", follow_redirects=True)
    assert answer.content_type.startswith("image/")
    assert editor.get(f"/redakce/clanek/{number}/obrazek/neni.png").status_code == 404


def test_the_page_carries_the_text_for_the_script(editor: FlaskClient, article: int) -> None:
    found = editor.get(f"/redakce/clanek/{article}/").get_data(as_text=True)
    _, _, rest = found.partition('data-document="')
    written = rest.partition('"')[0].replace("&#34;", '"')
    assert json.loads(written)["content"][0]["content"][0]["text"] == "Obec koupila tři byty."
