"""The publication's profile at the desk: changed by who answers for it, confirmed by who called."""

import re
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from mitdomov.accounts.roles import Role
from mitdomov.clock import PRAGUE, now
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.publication_profile import held_profile
from mitdomov.magazine.model import Publication
from tests.web.desk.filling import Visitor, said
from tests.web.served import Site

HERE = "/redakce/publikace/"


@pytest.fixture
def desk(site: Site) -> Visitor:
    return Visitor(site.client_as(Role.PUBLISHER))


def held(site: Site) -> Publication:
    with site.store.reading() as session:
        profile = held_profile(session, site.store.blobs)
    assert profile
    return profile.publication


def form(desk: Visitor, part: str) -> dict[str, str]:
    """Every field of the form as it is offered."""
    page = desk.see(f"{HERE}{part}")
    inputs = re.findall(r'name="([\w.]+)"\s+(?:type="\w+"\s+)?value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]*?name="([\w.]+)"[^>]*>([^<]*)</textarea>', page)
    fields = dict([*inputs, *areas])
    fields.pop("csrf_token")
    return fields


def test_a_form_sent_as_it_came_changes_nothing(desk: Visitor, site: Site) -> None:
    before = held(site)
    for part in ("udaje", "redakce", "pomoc", "eu"):
        fields = form(desk, part)
        assert len(fields) > 2, part
        assert "Nic se nezměnilo" in desk.follow(desk.send(f"{HERE}{part}", **fields)), part
    assert held(site) == before


def test_the_masthead_is_changed_and_published_issues_stay(desk: Visitor, site: Site) -> None:
    fields = {**form(desk, "udaje"), "title": "Mít doma", "issn": "2049-3630"}
    page = desk.follow(desk.send(f"{HERE}udaje", **fields))
    assert "Mít doma" in page
    assert (held(site).title, held(site).issn) == ("Mít doma", "2049-3630")
    with site.store.reading() as session:
        assert session.get_one(IssueRecord, 1).state is IssueState.PUBLISHED
    assert "Mít doma" not in site.anonymous.get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("part", "name", "value", "words"),
    [
        ("udaje", "issn", "2049-3631", "kontrolní číslici"),
        ("udaje", "contact_email", "kdosi", "není e-mailová adresa"),
        ("udaje", "title", "  ", "Povinné pole"),
        ("udaje", "url", "mitdomov", "není úplná"),
        ("pomoc", "help_box.phone", "", "Povinné pole"),
        ("pomoc", "help_box.signposts.0.url", "javascript:alert(1)", "není úplná"),
        ("eu", "eu.statement", "Podporuje EU", "Spolufinancováno Evropskou unií"),
        ("redakce", "editors.0.name", "", "Povinné pole"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
    part: str, name: str, value: str, words: str, desk: Visitor, site: Site
) -> None:
    before = held(site)
    answer = desk.send(f"{HERE}{part}", **{**form(desk, part), name: value})
    page = said(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="{name}-chyba"' in page
    assert value in page
    assert held(site) == before


def test_editors_are_added_and_dropped(desk: Visitor, site: Site) -> None:
    fields = form(desk, "redakce")
    count = len(held(site).editors)
    fields |= {f"editors.{count}.name": "Nová Osoba", f"editors.{count}.role": "korektorka"}
    fields |= {"editors.0.name": "", "editors.0.role": ""}
    desk.follow(desk.send(f"{HERE}redakce", **fields))
    assert [each.name for each in held(site).editors][-1] == "Nová Osoba"
    assert len(held(site).editors) == count


def test_any_change_of_the_help_box_voids_its_confirmation(desk: Visitor, site: Site) -> None:
    assert held(site).help_box.confirmed_on
    fields = {**form(desk, "pomoc"), "help_box.phone": "800 123 456"}
    page = desk.follow(desk.send(f"{HERE}pomoc", **fields))
    assert "zatím nikdo nepotvrdil" in page
    assert held(site).help_box.confirmed_on is None
    assert held(site).help_box.confirmed_by == ""


def test_an_editor_confirms_in_their_own_name(site: Site) -> None:
    editor = Visitor(site.client_as(Role.EDITOR))
    page = editor.see(f"{HERE}potvrdit")
    assert held(site).help_box.phone in page
    assert "Zavolali jste na to číslo?" in page
    zaklad = re.findall(r'name="zaklad" value="(\w+)"', page)[0]
    done = editor.follow(editor.send(f"{HERE}potvrdit", zaklad=zaklad))
    assert "Osoba redaktor" in done
    box = held(site).help_box
    assert (box.confirmed_by, box.confirmed_on) == ("Osoba redaktor", today())


def today() -> date:
    return now().astimezone(PRAGUE).date()


def test_nobody_confirms_a_number_they_did_not_see(desk: Visitor, site: Site) -> None:
    old = form(desk, "pomoc")
    desk.follow(desk.send(f"{HERE}pomoc", **{**old, "help_box.phone": "800 123 456"}))
    answer = desk.send(f"{HERE}potvrdit", zaklad=old["zaklad"])
    assert answer.status_code == 409
    assert held(site).help_box.confirmed_on is None


def test_two_changes_of_one_part_are_both_shown(desk: Visitor, site: Site) -> None:
    first = form(desk, "udaje")
    desk.follow(desk.send(f"{HERE}udaje", **{**first, "title": "Název první"}))
    answer = desk.send(f"{HERE}udaje", **{**first, "title": "Název druhý"})
    page = said(answer)
    assert answer.status_code == 409
    assert "Název první" in page
    assert "Název druhý" in page
    assert held(site).title == "Název první"
    zaklad = re.findall(r'name="zaklad" value="(\w+)"', page)[0]
    again = {**first, "title": "Název druhý", "zaklad": zaklad}
    desk.follow(desk.send(f"{HERE}udaje", **again))
    assert held(site).title == "Název druhý"


def test_changes_of_different_parts_both_hold(desk: Visitor, site: Site) -> None:
    masthead, publicity = form(desk, "udaje"), form(desk, "eu")
    desk.follow(desk.send(f"{HERE}udaje", **{**masthead, "title": "Jiný název"}))
    desk.follow(desk.send(f"{HERE}eu", **{**publicity, "eu.project": "Jiný projekt"}))
    assert (held(site).title, held(site).eu.project) == ("Jiný název", "Jiný projekt")


def test_who_may_read_and_who_may_change(site: Site) -> None:
    for role in Role:
        client = site.client_as(role)
        assert client.get(HERE).status_code == 200
        expected = 200 if role is Role.PUBLISHER else 403
        assert client.get(f"{HERE}udaje").status_code == expected, role
        may_confirm = role in {Role.EDITOR, Role.PUBLISHER}
        assert client.get(f"{HERE}potvrdit").status_code == (200 if may_confirm else 403), role


def test_hostile_texts_stay_words(desk: Visitor) -> None:
    fields = {**form(desk, "pomoc"), "help_box.title": "<script>alert(1)</script>"}
    page = desk.follow(desk.send(f"{HERE}pomoc", **fields))
    assert "<script>alert" not in page


def flag(width: int, height: int) -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (width, height), (10, 200, 90)).save(out, "PNG")
    out.seek(0)
    return out, "znak.png"


def test_an_emblem_is_sent_in_and_taken_back(desk: Visitor, site: Site) -> None:
    fields = form(desk, "eu")
    done = desk.follow(desk.send(f"{HERE}eu", **fields, emblem=flag(900, 600)))
    assert "data:image/png;base64," in done
    assert held(site).eu.emblem
    fields = form(desk, "eu")
    assert fields["kresleny"] == "1"
    desk.follow(desk.send(f"{HERE}eu", **fields))
    assert held(site).eu.emblem == ""


def test_an_emblem_that_will_not_do_is_refused_with_the_reason(desk: Visitor, site: Site) -> None:
    answer = desk.send(f"{HERE}eu", **form(desk, "eu"), emblem=flag(600, 600))
    assert answer.status_code == 422
    assert "poměr 3 : 2" in said(answer)
    assert 'id="emblem-chyba"' in said(answer)
    assert held(site).eu.emblem == ""
