"""Where a frame cuts a picture, the point that editors marked stays in sight."""

from dataclasses import replace

import pytest

from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.imaging.focus import Focus, with_focus
from mitdomov.magazine.model import Cover
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.issue import Output, render
from mitdomov.render.pdf.page import page_html


@pytest.fixture
def covered(small_folder: IssueFolder) -> IssueFolder:
    """`fasada.png` on the cover and at the head of an article, `klic.png` as a portrait."""
    cover = Cover(picture="fasada.png", alt="Dům", credit="Jana Ukázková")
    return replace(small_folder, issue=replace(small_folder.issue, cover=cover))


def marked(folder: IssueFolder, focus: Focus) -> Snapshot:
    pictures = {file: with_focus(data, focus) for file, data in folder.pictures.items()}
    return freeze(replace(folder, pictures=pictures))


def web_page(snapshot: Snapshot) -> str:
    files = render(snapshot, public_url="https://mitdomov.example", only=(Output.WEB,))
    return files["web/index.html"].decode()


def test_web_edition_cuts_around_the_point(covered: IssueFolder) -> None:
    """To the nearest quarter, by a class: its policy lets no page carry styles."""
    page = web_page(marked(covered, (0.1, 0.7)))
    assert page.count('class="at-x0 at-y75"') >= 2
    assert "style=" not in page
    assert "at-x" not in web_page(freeze(covered))


def test_pdf_cuts_around_the_point(covered: IssueFolder) -> None:
    html = page_html(marked(covered, (0.125, 0.75)), public_url="https://mitdomov.example")
    assert 'style="object-position: 12.5% 75.0%"' in html
    assert "background-position: 12.5% 75.0%" in html
    bare = page_html(freeze(covered), public_url="https://mitdomov.example")
    assert "object-position: " not in bare
    assert "background-position: 12" not in bare
