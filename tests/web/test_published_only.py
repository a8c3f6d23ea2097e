"""Whatever a reader sees was published: work in progress shows nowhere until it is."""

import re
from datetime import timedelta
from typing import Final

import pytest

from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from tests.conftest import SMALL_ISSUE
from tests.web.served import PUBLIC_URL, Site, rendered

PUBLICATION: Final = "publication.toml"


@pytest.fixture
def files() -> dict[str, bytes]:
    return read_files(SMALL_ISSUE / "1-2030")


def with_line(files: dict[str, bytes], path: str, key: str, value: str) -> dict[str, bytes]:
    """The first line `key = …` in the file says `value` instead."""
    text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", files[path].decode(), count=1)
    assert count == 1
    return files | {path: text.encode()}


def bring(site: Site, files: dict[str, bytes], days: int = 30) -> None:
    """Imported later than anything was published."""
    at = site.scene.clock() + timedelta(days=days)
    import_issue(site.store, files, at, adopt_publication=True)


def release(site: Site, number: str = "1/2030", days: int = 40) -> None:
    at = site.scene.clock() + timedelta(days=days)
    publish(site.store, number, public_url=PUBLIC_URL, at=at, renderer=rendered)


def readers_pages(site: Site) -> list[str]:
    token = site.token()
    return [site.page(path) for path in ("/", f"/odhlaseni/{token}", f"/odber/{token}")]


def test_no_work_in_progress_reaches_readers(public_site: Site, files: dict[str, bytes]) -> None:
    """Neither a theme or a date nor the help box, the EU publicity and the lists."""
    before = readers_pages(public_site)
    changed = with_line(files, "issue.toml", "theme", '"Tajný koncept"')
    changed = with_line(changed, "issue.toml", "dated", "2031-01-01")
    for key in ("phone", "registration_number", "subtitle"):
        changed = with_line(changed, PUBLICATION, key, '"999 000 999"')
    changed[PUBLICATION] = changed[PUBLICATION].replace(b'title = "Novinky"', b'title = "Zvony"')
    assert b"Zvony" in changed[PUBLICATION]
    bring(public_site, changed)
    assert readers_pages(public_site) == before
    release(public_site)
    after = readers_pages(public_site)
    assert "Tajný koncept" in after[0]
    assert "1. ledna 2031" in after[0]
    assert all("999 000 999" in page for page in after)
    assert "Zvony" in after[2]


def test_a_letter_names_its_list_as_it_was_published(site: Site, files: dict[str, bytes]) -> None:
    """In the List-Id, which mail programs show."""
    changed = files[PUBLICATION].replace(b'title = "Magaz', b'title = "Tajny magaz')
    assert changed != files[PUBLICATION]
    bring(site, files | {PUBLICATION: changed})
    site.sent()
    letter = site.page("/redakce/schranka/1")
    assert "magazin." in letter
    assert "Tajny" not in letter


def test_the_shelf_is_ordered_by_published_dates(
    public_site: Site, files: dict[str, bytes]
) -> None:
    second = with_line(files, "issue.toml", "number", '"2/2030"')
    second = with_line(second, "issue.toml", "dated", "2030-06-14")
    bring(public_site, second)
    release(public_site, "2/2030")
    assert shelf(public_site) == ["2-2030", "1-2030"]
    bring(public_site, with_line(files, "issue.toml", "dated", "2031-01-01"))
    assert shelf(public_site) == ["2-2030", "1-2030"]
    release(public_site)
    assert shelf(public_site) == ["1-2030", "2-2030"]


def shelf(site: Site) -> list[str]:
    return re.findall(r'<h3><a href="/cislo/([\d-]+)/"', site.page("/archiv/"))


def test_the_date_of_the_last_change_is_that_of_publishing(
    public_site: Site, files: dict[str, bytes]
) -> None:
    """The scene publishes on 4 May 2026; publishing the same again changes nothing."""
    release(public_site, days=20)
    assert updated_on(public_site) == "4. 5. 2026"
    bring(public_site, with_line(files, "issue.toml", "theme", '"Druhé klíče"'), days=30)
    assert updated_on(public_site) == "4. 5. 2026"
    release(public_site, days=40)
    assert updated_on(public_site) == "13. 6. 2026"


def updated_on(site: Site) -> str:
    found = re.search(r"Datum poslední aktualizace: ([\d. ]+)", site.page("/"))
    return found[1] if found else ""


def test_the_help_box_comes_with_whatever_issue_was_published_last(
    public_site: Site, files: dict[str, bytes]
) -> None:
    """Also when an earlier one comes back."""
    new_phone = 'href="tel:999'
    changed = with_line(files, PUBLICATION, "phone", '"999 000 999"')
    second = with_line(changed, "issue.toml", "number", '"2/2030"')
    bring(public_site, second)
    release(public_site, "2/2030", days=40)
    assert new_phone in public_site.page("/")
    bring(public_site, files, days=50)
    assert new_phone in public_site.page("/")
    release(public_site, "1/2030", days=60)
    assert new_phone not in public_site.page("/")


def test_before_anything_is_published_readers_see_the_bare_frame(public_site: Site) -> None:
    """An import alone shows nothing, not even its help box."""
    with public_site.store.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE issue SET current_snapshot_id = NULL")
    home = public_site.page("/")
    assert "Zatím žádné číslo nevyšlo" in home
    assert "tel:" not in home
    assert "Novinky" in public_site.page(f"/odber/{public_site.token()}")
