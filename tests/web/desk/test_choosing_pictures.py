"""Choosing a picture of the library: what the dialogue is told, and fields without a script."""

import json
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.media.library import Labels, Taken, take_picture
from mitdomov.editorial.media.model import IssuePicture, MediaItem
from mitdomov.editorial.model import IssueRecord
from tests.web.served import Site

CHOICES = "/redakce/media/vyber"
DESCRIBED = Labels("Dům se zahradou", "Dům", "Jana Ukázková", "CC BY 4.0")


@pytest.fixture
def author(site: Site) -> FlaskClient:
    return site.client_as(Role.AUTHOR)


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


def offered(client: FlaskClient, query: str = "") -> Any:
    answer = client.get(f"{CHOICES}?{query}")
    assert answer.status_code == 200
    return json.loads(answer.get_data(as_text=True).replace("\\u00a0", " "))


def named(answer: Any) -> list[str]:
    return [each["file"] for each in answer["pictures"]]


def added(
    site: Site,
    name: str,
    labels: Labels = DESCRIBED,
    *,
    shade: int = 0,
    size: tuple[int, int] = (400, 300),
) -> MediaItem:
    """Another picture for each shade and size."""
    out = BytesIO()
    Image.new("RGB", size, (shade, 90, 140)).save(out, "PNG")
    data, at = out.getvalue(), site.scene.clock()
    taken = take_picture(site.store, data, name=name, by=None, at=at, labels=labels)
    assert isinstance(taken, Taken)
    return taken.item


def add_likenesses(site: Site, item: MediaItem, names: Iterable[str]) -> None:
    """Rows of one picture under many names, which is quicker than to take each."""
    columns = [each.key for each in MediaItem.__table__.columns if each.key not in ("id", "file")]
    with site.store.writing() as session:
        for name in names:
            values = {key: getattr(item, key) for key in columns}
            session.add(MediaItem(**values | {"created_at": site.scene.clock()}, file=name))
            session.flush()


def issue_id_of(site: Site) -> int:
    with site.store.reading() as session:
        return session.scalars(select(IssueRecord.id)).one()


def test_only_who_writes_sees_the_library(site: Site, author: FlaskClient) -> None:
    assert site.anonymous.get(CHOICES, headers={"Accept": "application/json"}).status_code == 401
    stranger = site.client_as(Role.ADMINISTRATOR)
    for path in (CHOICES, "/redakce/media/jmenem/klic.png"):
        assert stranger.get(path).status_code == 403
        assert author.get(path).status_code in (200, 302)


def test_newest_come_first_and_words_find_without_case_and_diacritics(
    site: Site, author: FlaskClient
) -> None:
    added(site, "starsi.png", Labels(alt="Školka v Brně"), shade=1)
    added(site, "novy.png", shade=2)
    assert named(offered(author))[:2] == ["novy.png", "starsi.png"]
    assert named(offered(author, "q=BRNE+skolka")) == ["starsi.png"]
    assert named(offered(author, "q=ukazkova+zahrad")) == ["novy.png"]
    nothing = offered(author, "q=zelva")
    assert (nothing["pictures"], nothing["next"]) == ([], None)
    assert nothing["words"].startswith("Hledání „zelva“ nic nenašlo.")


def test_a_large_library_comes_by_pages(site: Site, author: FlaskClient) -> None:
    house = added(site, "dum-00.png", size=(8, 8))
    add_likenesses(site, house, (f"dum-{number:02}.png" for number in range(1, 30)))
    first = offered(author, "q=dum-&misto=cover&_external=1")
    assert named(first) == [f"dum-{number:02}.png" for number in range(29, 5, -1)]
    assert first["words"] == "30 obrázků, zatím vidíte 24"
    second: Any = author.get(first["next"]).json
    assert named(second) == [f"dum-{number:02}.png" for number in range(5, -1, -1)]
    assert second["next"] is None
    assert "rozmazaný (0 dpi)" in second["pictures"][0]["warnings"][0].replace("\xa0", " ")
    beyond = offered(author, "strana=99999999")
    assert (beyond["pictures"], beyond["next"]) == ([], None)


def test_an_empty_library_says_how_it_fills(site: Site, author: FlaskClient) -> None:
    with site.store.writing() as session:
        for item in session.scalars(select(MediaItem)):
            item.deleted_at = site.scene.clock()
    assert offered(author)["words"].startswith("Knihovna je zatím prázdná. Nahrajte první")
    assert offered(author, "q=klic")["pictures"] == []


@pytest.mark.parametrize(
    ("place", "size", "words"),
    [
        ("figure", (400, 300), "v tisku rozmazaný (122 dpi)"),
        ("figure", (800, 600), "v tisku méně ostrý (244 dpi)"),
        ("portrait", (400, 600), ""),
        ("cover", (400, 300), "v tisku rozmazaný (42 dpi)"),
        ("", (400, 300), ""),
        ("nowhere", (400, 300), ""),
    ],
)
def test_it_is_told_how_a_picture_prints_in_its_place(
    site: Site, author: FlaskClient, place: str, size: tuple[int, int], words: str
) -> None:
    added(site, "dum.png", size=size)
    found = offered(author, f"q=dum.png&misto={place}")["pictures"][0]
    assert (found["width_px"], found["height_px"]) == size
    assert found["warnings"] == ([words] if words else [])
    assert author.get(found["thumb_url"]).mimetype == "image/png"


def test_it_is_told_what_the_library_does_not_know(site: Site, author: FlaskClient) -> None:
    added(site, "holy.png", Labels(), shade=1)
    added(site, "bez-licence.png", Labels(alt="Dům", credit="Jana"), shade=2)
    assert offered(author, "q=holy")["pictures"][0]["warnings"] == ["chybí popis, autor a licence"]
    assert offered(author, "q=bez-lic")["pictures"][0]["warnings"] == ["chybí licence"]


def test_a_name_that_means_another_picture_in_the_issue_cannot_be_chosen(
    site: Site, editor: FlaskClient
) -> None:
    """The folder of an issue may have brought one by the name that the library gave to another."""
    brought, other = added(site, "jiny.png", shade=1), added(site, "dum.png", shade=2)
    number = issue_id_of(site)
    with site.store.writing() as session:
        session.add(IssuePicture(issue_id=number, file="dum.png", media_id=brought.id))
    found = offered(editor, f"q=dum.png&cislo={number}&vybrany=dum.png")
    assert [each["may_be_chosen"] for each in found["pictures"]] == [False]
    assert found["chosen"]["id"] == brought.id
    assert offered(editor, "q=dum.png")["pictures"][0]["may_be_chosen"] is True
    shown = editor.get(f"/redakce/media/jmenem/dum.png?cislo={number}")
    assert f"/media/{brought.id}/" in shown.location
    assert f"/media/{other.id}/" in editor.get("/redakce/media/jmenem/dum.png").location
    assert editor.get("/redakce/media/jmenem/neni.png").status_code == 404


def test_fields_name_the_picture_and_show_it_without_a_script(
    site: Site, editor: FlaskClient
) -> None:
    item = added(site, "dum.png")
    path = "/redakce/cislo/1-2030/titul"
    page = editor.get(path).get_data(as_text=True)
    form = dict(re.findall(r'<input id="(\w+)"\s+name="\w+"\s+type="\w+"\s+value="([^"]*)"', page))
    assert "obalka" in form
    began = dict(re.findall(r'name="(verze-\w+)" value="(\w+)"', page))
    assert "verze-obalka" in began
    fields = {**form, **began, "obalka": "dum.png", "obalka_popis": ""}
    refused = editor.post(path, data={"csrf_token": site.csrf_token(editor), **fields})
    assert refused.status_code == 422
    shown = refused.get_data(as_text=True)
    assert re.search(rf'<img\s+src="/redakce/media/{item.id}/obrazek\?sirka=320', shown)
    assert 'value="dum.png"' in shown
    fields["obalka_popis"] = "Dům se zahradou"
    saved = editor.post(path, data={"csrf_token": site.csrf_token(editor), **fields})
    assert saved.status_code == 303
    assert f"/redakce/media/{item.id}/obrazek?sirka=320" in editor.get(path).get_data(as_text=True)
