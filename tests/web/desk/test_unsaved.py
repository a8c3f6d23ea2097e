"""What the desk answers to a form that it cannot take, and to an address where nothing is."""

from io import BytesIO

import pytest

from mitdomov.accounts.roles import Role
from tests.web.desk.filling import said
from tests.web.served import HOSTILE, Site

NEW_EVENT = "/redakce/akce/nova"
TYPED = {"title": "Beseda o bytech", "csrf_token": "x"}


def test_form_of_whoever_is_signed_out_is_shown_back_and_leads_through_signing_in(
    site: Site,
) -> None:
    """The whole session is gone, and the token of the form with it."""
    secret = {"own_password": "moje heslo", "code": "123456", "type": "feature"}
    answer = site.anonymous.post(NEW_EVENT, data=TYPED | secret | {"text": HOSTILE})
    shown = said(answer)
    assert answer.status_code == 401
    assert "Přihlášení mezitím skončilo" in shown
    assert 'href="/prihlaseni?next=/redakce/akce/nova"' in shown
    assert "readonly>Beseda o bytech</textarea>" in shown
    assert ">feature</textarea>" not in shown
    assert "moje heslo" not in shown
    assert "123456" not in shown
    assert HOSTILE not in shown


def test_signing_in_leads_to_the_page_of_the_form_where_it_goes_elsewhere(site: Site) -> None:
    answer = site.anonymous.post("/redakce/media/1/vyrez?a=b", data=TYPED)
    assert 'href="/prihlaseni?next=/redakce/media/1"' in said(answer)


def test_files_are_named_to_be_chosen_again(site: Site) -> None:
    form = TYPED | {"file": (BytesIO(b"x"), "svolení.pdf")}
    assert "Soubory vyberte znovu: svolení.pdf" in said(site.anonymous.post(NEW_EVENT, data=form))


def test_expired_form_of_whoever_is_signed_in_again_is_shown_back(site: Site) -> None:
    answer = site.client.post(NEW_EVENT, data=TYPED)
    assert answer.status_code == 400
    assert "Mezitím jste se přihlásili znovu" in said(answer)
    assert f'href="{NEW_EVENT}"' in said(answer)
    assert "readonly>Beseda o bytech</textarea>" in said(answer)


def test_what_is_too_large_is_told_the_limit(site: Site) -> None:
    form = {"csrf_token": site.csrf_token(), "title": "x" * 3_000_000}
    answer = site.client.post(NEW_EVENT, data=form)
    assert answer.status_code == 413
    assert "nejvýš 1,0 MB, posíláte 3,0 MB" in said(answer)
    by_script = site.client.post(NEW_EVENT, data=form, headers={"Accept": "application/json"})
    assert by_script.status_code == 413
    assert "nejvýš" in by_script.get_json()["problem"]
    assert site.anonymous.post(NEW_EVENT, data=form).status_code == 401


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/redakce/clanek/99999/", "/redakce/clanky/"),
        ("/redakce/akce/nic/", "/redakce/akce/"),
        ("/redakce/nic", "/redakce/"),
    ],
)
def test_page_that_is_not_there_has_the_navigation_and_the_way_to_the_list(
    site: Site, path: str, way: str
) -> None:
    editor = site.client_as(Role.EDITOR)
    answer = editor.get(path)
    assert answer.status_code == 404
    assert '<nav class="rail" aria-label="Redakce">' in said(answer)
    assert "V adrese je překlep" in said(answer)
    main = said(answer).partition("<main")[2]
    assert f'href="{way}"' in main
    assert '<nav class="rail"' not in said(site.anonymous.get("/redakce/nic"))
