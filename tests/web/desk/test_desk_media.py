"""The media library at the desk: forms with a sentence for everything that can go wrong."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.roles import Role
from mitdomov.editorial.media.model import MediaItem
from tests.hostile_pictures import DANGEROUS_DRAWINGS, NO_PICTURES, jpeg, located, mutants, png
from tests.web.served import HOSTILE, Site

UPLOAD = "/redakce/media/nahrat"


def upload(site: Site, client: FlaskClient, *files: tuple[bytes, str], **words: str) -> Any:
    """As the form of the page sends them."""
    return client.post(
        UPLOAD,
        data={
            "csrf_token": site.csrf_token(client),
            "picture": [(BytesIO(data), name) for data, name in files],
            **words,
        },
        headers={"Accept": "text/html"},
    )


def upload_by_script(site: Site, client: FlaskClient, data: bytes, name: str = "a.jpg") -> Any:
    return client.post(
        UPLOAD,
        data={"picture": (BytesIO(data), name)},
        headers={"Accept": "application/json", "X-CSRFToken": site.csrf_token(client)},
    )


def send(site: Site, client: FlaskClient, path: str, **fields: Any) -> TestResponse:
    return client.post(path, data={"csrf_token": site.csrf_token(client), **fields})


def said(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True).replace("\xa0", " "))


def item_of(site: Site, file: str) -> MediaItem:
    with site.store.reading() as session:
        return session.scalars(select(MediaItem).where(MediaItem.file == file)).one()


@pytest.fixture
def author(site: Site) -> FlaskClient:
    return site.client_as(Role.AUTHOR)


@pytest.fixture
def editor(site: Site) -> FlaskClient:
    return site.client_as(Role.EDITOR)


@pytest.fixture
def house(site: Site, editor: FlaskClient) -> MediaItem:
    """Uploaded by the editor, half navy and half white; used nowhere."""
    assert upload(site, editor, (png(), "Dům.png")).status_code == 303
    return item_of(site, "dum.png")


def test_several_files_are_uploaded_and_then_described(site: Site, author: FlaskClient) -> None:
    """An author describes what the author uploaded; nothing is saved without whose it is."""
    answer = upload(site, author, (jpeg(), "Dům v Brně.jpg"), (png(), "Plán.png"))
    assert answer.status_code == 303
    page = said(author.get(answer.location))
    assert "dum-v-brne.jpg" in page
    assert "plan.png" in page
    house, plan = item_of(site, "dum-v-brne.jpg"), item_of(site, "plan.png")
    fields = {
        "id": [house.id, plan.id],
        f"version-{house.id}": house.version,
        f"version-{plan.id}": plan.version,
        f"alt-{house.id}": "Dům se zahradou.",
        f"credit-{plan.id}": "Petr Zkusil",
        "licence-all": "CC BY 4.0",
    }
    refused = send(site, author, "/redakce/media/popisky", **fields)
    assert refused.status_code == 422
    assert "Dům se zahradou." in said(refused)
    assert f'id="credit-{house.id}-chyba"' in said(refused)
    assert item_of(site, "plan.png").credit == ""
    done = send(site, author, "/redakce/media/popisky", **fields, **{"credit-all": "Jana"})
    assert done.status_code == 303
    house, plan = item_of(site, "dum-v-brne.jpg"), item_of(site, "plan.png")
    assert (house.alt, house.credit, house.licence) == ("Dům se zahradou.", "Jana", "CC BY 4.0")
    assert (plan.credit, plan.licence) == ("Petr Zkusil", "CC BY 4.0")


def test_each_refused_file_is_named_and_the_others_are_kept(
    site: Site, editor: FlaskClient
) -> None:
    answer = upload(site, editor, (jpeg(), "dobry.jpg"), (NO_PICTURES["page"], "spatny.png"))
    assert answer.status_code == 422
    assert "spatny.png</strong>: Není to obrázek" in said(answer)
    assert item_of(site, "dobry.jpg").deleted_at is None


def test_same_file_again_is_said_so_kindly(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    answer = upload(site, editor, (png(), "jinak.png"))
    assert answer.status_code == 200
    assert "už v knihovně je jako" in said(answer)
    assert f'href="/redakce/media/{house.id}"' in said(answer)


def test_form_without_a_file_asks_for_one(site: Site, editor: FlaskClient) -> None:
    answer = upload(site, editor)
    assert answer.status_code == 422
    assert "Vyberte aspoň jeden obrázek." in said(answer)
    assert 'aria-invalid="true"' in said(answer)


def test_script_is_answered_in_json(site: Site, author: FlaskClient) -> None:
    answer = upload_by_script(site, author, jpeg(), "Dům.jpg")
    assert (answer.status_code, answer.json["file"]) == (201, "dum.jpg")
    assert (answer.json["width_px"], answer.json["height_px"]) == (120, 80)
    assert answer.json["is_complete"] is False
    shown = author.get(answer.json["thumb_url"])
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    again = upload_by_script(site, author, NO_PICTURES["polyglot"], "a.gif")
    assert again.status_code == 422
    assert again.json["problem"].startswith("Není to obrázek")
    choices: Any = author.get("/redakce/media/vyber?q=dum").json
    assert [each["file"] for each in choices["pictures"]] == ["dum.jpg"]


def test_upload_may_be_large_only_for_whoever_is_signed_in(site: Site, editor: FlaskClient) -> None:
    large = jpeg() + b"\0" * 2_000_000
    assert upload_by_script(site, editor, large).status_code == 201
    stranger = site.anonymous
    assert stranger.post(UPLOAD, data={"picture": (BytesIO(large), "a.jpg")}).status_code == 401
    fields = {"csrf_token": site.csrf_token(editor), "alt": "x" * 2_000_000}
    assert editor.post("/redakce/media/popisky", data=fields).status_code == 413


def test_hostile_files_never_fail_the_page_and_leave_nothing(
    site: Site, editor: FlaskClient
) -> None:
    before = library_size(site)
    for data in (*NO_PICTURES.values(), *DANGEROUS_DRAWINGS.values()):
        answer = upload_by_script(site, editor, data, "a.svg")
        assert answer.status_code == 422
        assert answer.json["problem"].endswith(".")
    assert library_size(site) == before


def test_mutants_are_refused_or_safe(site: Site, editor: FlaskClient) -> None:
    """Through the whole upload, each in a process of its own; 2,000 more in the library's tests."""
    statuses = {
        upload_by_script(site, editor, mutant).status_code for mutant in mutants(80, seed=7)
    }
    assert statuses <= {200, 201, 422}
    assert len(statuses) > 1
    with site.store.reading() as session:
        items = session.scalars(select(MediaItem)).all()
    for item in items:
        data = site.store.blobs.get(item.sha256)
        assert data.startswith((b"\x89PNG", b"\xff\xd8\xff"))
        assert b"Exif" not in data


def test_picture_is_served_shut_in_and_private(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    answer = editor.get(f"/redakce/media/{house.id}/obrazek?sirka=160")
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    tag = answer.headers["ETag"]
    again = editor.get(
        f"/redakce/media/{house.id}/obrazek?sirka=160", headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in again.headers["Cache-Control"]
    for path in ("obrazek?sirka=99999", "obrazek?podoba=../x", "obrazek?podoba=7"):
        assert editor.get(f"/redakce/media/{house.id}/{path}").status_code == 404
    assert site.anonymous.get(f"/redakce/media/{house.id}/obrazek").status_code == 302


def test_smaller_picture_is_made_once_and_kept(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}/obrazek?sirka=320"
    first = editor.get(path).data
    site.store.blobs.path(house.sha256).unlink()
    assert editor.get(path).data == first
    assert editor.get(f"/redakce/media/{house.id}/obrazek?sirka=640").status_code == 404


def test_place_of_the_photograph_is_nowhere_in_what_is_served(
    site: Site, editor: FlaskClient
) -> None:
    number = upload_by_script(site, editor, located("JPEG")).json["id"]
    for query in ("", "?sirka=320", "?podoba=zdroj"):
        assert b"Exif" not in editor.get(f"/redakce/media/{number}/obrazek{query}").data


def test_words_are_saved_and_a_later_change_is_not_lost(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}/popis"
    words = {"alt": HOSTILE, "caption": "Popisek", "credit": "Jana", "licence": "CC0"}
    assert send(site, editor, path, version=house.version, **words).status_code == 303
    page = said(editor.get(f"/redakce/media/{house.id}"))
    assert HOSTILE not in page
    assert page.count('maxlength="1000"') == 4
    late = send(site, editor, path, version=house.version, **(words | {"alt": "Pozdě"}))
    assert late.status_code == 409
    assert "Pozdě</textarea>" in said(late)
    assert f'<dd class="typed">{escape(HOSTILE)}</dd>' in said(late), "both are shown"
    assert item_of(site, "dum.png").alt == HOSTILE
    stale = send(site, editor, path, version=house.version, **(words | {"credit": " "}))
    assert f'name="version" value="{house.version}"' in said(stale), "it still began from there"
    many = {f"{name}-{house.id}": text for name, text in (words | {"alt": "Pozdě"}).items()}
    many |= {"id": str(house.id), f"version-{house.id}": str(house.version)}
    both = send(site, editor, "/redakce/media/popisky", **many)
    assert both.status_code == 409
    assert f'<dd class="typed">{escape(HOSTILE)}</dd>' in said(both)
    refused = send(site, editor, path, version=2, **(words | {"credit": " "}))
    assert refused.status_code == 422
    assert 'id="credit-chyba"' in said(refused)


def test_author_changes_nothing_of_others(
    site: Site, author: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}"
    assert author.get(path).status_code == 200
    assert "Nahradit všude" not in said(author.get(path))
    for act in ("popis", "vyrez", "nahradit", "podoba", "smazat", "vratit"):
        words = {"alt": "x", "credit": "x", "licence": "x", "version": house.version}
        assert send(site, author, f"{path}/{act}", **words).status_code == 403
    assert item_of(site, "dum.png").version == house.version


def test_words_about_a_picture_that_an_editor_described_meanwhile_are_shown_beside_those(
    site: Site, author: FlaskClient, editor: FlaskClient
) -> None:
    upload(site, author, (jpeg(), "Dům.jpg"), (png(), "Plán.png"))
    house, plan = item_of(site, "dum.jpg"), item_of(site, "plan.png")
    rights = {"credit": "Redakce", "licence": "CC BY 4.0"}
    hers = {"alt": "Dům zepředu.", "version": house.version, **rights}
    assert send(site, editor, f"/redakce/media/{house.id}/popis", **hers).status_code == 303
    fields = {
        "id": [house.id, plan.id],
        f"version-{house.id}": house.version,
        f"version-{plan.id}": plan.version,
        f"alt-{house.id}": "Dům se zahradou.",
        f"alt-{plan.id}": "Plán bytu.",
        "credit-all": "Redakce",
        "licence-all": "CC BY 4.0",
    }
    answer = send(site, author, "/redakce/media/popisky", **fields)
    assert answer.status_code == 409
    words = re.findall(r'<dd class="typed">([^<]*)', said(answer))
    assert words == ["Dům se zahradou.", "Dům zepředu."]
    assert item_of(site, "dum.jpg").alt == "Dům zepředu."
    assert item_of(site, "plan.png").alt == "Plán bytu."


def crop_fields(item: MediaItem, **numbers: str) -> dict[str, Any]:
    whole = {"left": "0", "top": "0", "width": "100", "height": "100"}
    return {"version": item.version, "focus_x": "50", "focus_y": "50"} | whole | numbers


def test_crop_is_set_and_taken_back_by_numbers(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}/vyrez"
    done = send(site, editor, path, **crop_fields(house, width="50", focus_x="12,5"))
    assert done.status_code == 303
    half = item_of(site, "dum.png")
    assert (half.width_px, half.crop_width, half.focus_x) == (60, 0.5, 0.125)
    page = said(editor.get(done.location))
    assert re.search(r'id="focus_x"[^>]*value="12.5"', page)
    shown = Image.open(BytesIO(editor.get(f"/redakce/media/{house.id}/obrazek").data))
    assert shown.size == (60, 80)
    assert send(site, editor, path, version=half.version, whole="1").status_code == 303
    assert item_of(site, "dum.png").sha256 == house.sha256


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"left": "60", "width": "50"}, "width"),
        ({"top": "10"}, "height"),
        ({"width": "0.1"}, "width"),
        ({"left": "nan"}, "left"),
        ({"left": "-1"}, "left"),
        ({"focus_y": "mnoho"}, "focus_y"),
        ({"height": ""}, "height"),
    ],
)
def test_crop_beyond_the_picture_is_refused_at_its_field(
    site: Site, editor: FlaskClient, house: MediaItem, numbers: dict[str, str], field: str
) -> None:
    answer = send(site, editor, f"/redakce/media/{house.id}/vyrez", **crop_fields(house, **numbers))
    assert answer.status_code == 422
    assert f'id="{field}-chyba"' in said(answer)
    for typed in numbers.values():
        assert f'value="{typed}"' in said(answer)
    assert item_of(site, "dum.png").version == house.version


def test_crop_that_began_from_an_older_version_is_a_conflict(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}/vyrez"
    send(site, editor, path, **crop_fields(house, width="50"))
    late = send(site, editor, path, **crop_fields(house, width="25"))
    assert late.status_code == 409
    assert 'value="25"' in said(late)


def test_replacing_asks_for_author_and_licence_anew(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}/nahradit"
    refused = send(site, editor, path, picture=(BytesIO(jpeg(600, 400)), "novy.jpg"))
    assert refused.status_code == 422
    assert 'id="new_credit-chyba"' in said(refused)
    rights = {"new_credit": "Petr", "new_licence": "CC0"}
    none = send(site, editor, path, **rights)
    assert none.status_code == 422
    assert 'value="Petr"' in said(none)
    bad = send(site, editor, path, picture=(BytesIO(NO_PICTURES["pdf"]), "a.png"), **rights)
    assert bad.status_code == 422
    assert item_of(site, "dum.png").version == house.version
    done = send(site, editor, path, picture=(BytesIO(jpeg(600, 400)), "novy.jpg"), **rights)
    assert done.status_code == 303
    assert item_of(site, "dum.png").width_px == 600
    back = send(site, editor, f"/redakce/media/{house.id}/podoba", number=house.version)
    assert back.status_code == 303
    assert item_of(site, "dum.png").sha256 == house.sha256


def test_used_picture_is_kept_and_its_uses_are_links(site: Site, editor: FlaskClient) -> None:
    key = item_of(site, "klic.png")
    answer = send(site, editor, f"/redakce/media/{key.id}/smazat")
    assert answer.status_code == 409
    page = said(answer)
    assert "Obrázek nejde smazat" in page
    assert re.search(r'<a href="/redakce/clanek/\d+/">První klíče</a>', page)
    assert '<a href="/redakce/cislo/1-2030/">číslo 1/2030</a>' in page
    assert "neostrý" in page
    assert item_of(site, "klic.png").deleted_at is None


def test_deleted_picture_is_found_among_the_deleted_and_comes_back(
    site: Site, editor: FlaskClient, house: MediaItem
) -> None:
    path = f"/redakce/media/{house.id}"
    assert send(site, editor, f"{path}/smazat").status_code == 303
    assert "dum.png" not in said(editor.get("/redakce/media/"))
    assert "dum.png" in said(editor.get("/redakce/media/?filtr=smazane"))
    offered: Any = editor.get("/redakce/media/vyber?q=dum").json
    assert offered["pictures"] == []
    assert send(site, editor, f"{path}/vratit").status_code == 303
    assert "dum.png" in said(editor.get("/redakce/media/"))


def test_library_is_searched_and_filtered(editor: FlaskClient, house: MediaItem) -> None:
    assert "nic nenašlo" not in said(editor.get("/redakce/media/?hledat=DŮM"))
    assert house.file in said(editor.get("/redakce/media/?hledat=DŮM&filtr=bez-autora"))
    assert "nic nenašlo" in said(editor.get("/redakce/media/?hledat=nesmysl"))
    assert house.file not in said(editor.get("/redakce/media/?hledat=klic"))
    assert editor.get("/redakce/media/?filtr=nesmysl&strana=-3").status_code == 200


def test_unknown_pictures_are_unknown_pages(site: Site, editor: FlaskClient) -> None:
    for path in ("", "/obrazek"):
        assert editor.get(f"/redakce/media/999{path}").status_code == 404
    for act in ("popis", "vyrez", "nahradit", "podoba", "smazat", "vratit"):
        assert send(site, editor, f"/redakce/media/999/{act}").status_code in {404, 422}
    assert editor.get("/redakce/media/popisky?id=999&id=x").status_code == 404


def library_size(site: Site) -> int:
    with site.store.reading() as session:
        return len(session.scalars(select(MediaItem)).all())
