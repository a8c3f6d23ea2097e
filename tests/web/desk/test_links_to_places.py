"""Every finding leads to the page and the field where it is mended."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from mitdomov.accounts.roles import Role
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import Finding, FolderError, Place, Severity
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.web.desk.issues.place_words import words_of
from mitdomov.web.desk.issues.places import Spot, address_of, spot_of
from tests.magazine.test_checks import BLOCKING, WARNINGS
from tests.magazine.test_finding_places import FAULTS, folder_with, sound_files
from tests.web.served import Site

ARTICLE = "articles/02-prvni-klice.md"
FRAME, PUBLICATION = "issue.toml", "publication.toml"
SPOTS = [
    (Place(ARTICLE), Spot("desk.article", "", "prvni-klice")),
    (Place(ARTICLE, field="title"), Spot("desk.article", "title", "prvni-klice")),
    (Place(ARTICLE, field="perex"), Spot("desk.article", "perex", "prvni-klice")),
    (Place(ARTICLE, 7, block="b-1"), Spot("desk.article", "blok-b-1", "prvni-klice")),
    (Place(ARTICLE, field="authors[2]"), Spot("desk.article_details", "authors", "prvni-klice")),
    (
        Place(ARTICLE, field="picture.alt"),
        Spot("desk.article_details", "picture_alt", "prvni-klice"),
    ),
    (
        Place(ARTICLE, field="good_practice.numbers[1][1]"),
        Spot("desk.article_details", "practice_numbers", "prvni-klice"),
    ),
    (
        Place(ARTICLE, field="original.permission.media"),
        Spot("desk.article_original", "media", "prvni-klice"),
    ),
    (Place(FRAME), Spot("desk.issue")),
    (Place(FRAME, field="theme"), Spot("desk.issue_frame", "tema")),
    (Place(FRAME, field="cover.alt"), Spot("desk.issue_frame", "obalka_popis")),
    (Place(FRAME, field="sections[2].title"), Spot("desk.issue_frame", "rubriky")),
    (Place(FRAME, field="contributors[2].affiliation"), Spot("desk.issue_people")),
    (Place(FRAME, field="corrections[1].note"), Spot("desk.issue_approval", "opravy")),
    (Place(PUBLICATION), Spot("desk.publication", "udaje")),
    (Place(PUBLICATION, field="seat"), Spot("desk.publication", "udaje")),
    (Place(PUBLICATION, field="eu.project"), Spot("desk.publication", "eu")),
    (Place(PUBLICATION, field="help_box.signposts[1].text"), Spot("desk.publication", "pomoc")),
    (Place(PUBLICATION, field="help_box.confirmed_on"), Spot("desk.ask_to_confirm")),
    (Place(PUBLICATION, field="lists[1].slug"), Spot("desk.lists")),
    (Place("images/klic.png"), Spot("desk.media")),
    (Place("articles"), Spot("desk.issue")),
    (Place("jiny.txt"), Spot("desk.issue")),
    (Place(), Spot("desk.issue")),
]


@pytest.mark.parametrize(("place", "spot"), SPOTS)
def test_a_place_leads_to_its_page(place: Place, spot: Spot) -> None:
    assert spot_of(place) == spot


def broken_files() -> list[dict[str, bytes]]:
    """Folders that cannot be read, each for another reason."""
    files = sound_files()
    feature = "articles/08-prvni-klice.md"
    return [
        {path: data for path, data in files.items() if not path.startswith("articles/")},
        {path: data for path, data in files.items() if not path.startswith("images/")},
        {path: data for path, data in files.items() if path != "publication.toml"},
        files | {"articles/x.md": b"", "images/ž.png": b"", "../ven": b"", "jiny.txt": b""},
        files | {"articles/08-druhy.md": files[feature], "articles/09-prvni-klice.md": b"+++"},
        files | {"images/vadny.png": b"x"},
        files | {feature: b"bez hlavicky"},
        files | {feature: b"\xff"},
        files | {feature: files[feature].replace(b'section = "tema"', b'section = "neni"')},
        files | {feature: files[feature].replace(b'"petr-zkusil"', b'"nikdo"')},
        files | {feature: files[feature].replace(b'title = "Pr', b'titel = "Pr')},
        files | {feature: files[feature] + b"\n::: callout Rada\n"},
        files | {"issue.toml": b"number ="},
        files | {"issue.toml": files["issue.toml"] + b'\n[[sections]]\nslug="x"\ntitle=""\n'},
        files | {"publication.toml": b"title = 1"},
    ]


def folder_findings() -> list[Finding]:
    found: list[Finding] = []
    for files in broken_files():
        with pytest.raises(FolderError) as error:
            read_issue(files)
        found += error.value.findings
    return found


def every_finding() -> list[Finding]:
    folders: list[IssueFolder] = [folder for folder, _, _ in (*BLOCKING, *WARNINGS)]
    folders += [folder_with(change) for change, *_ in FAULTS]
    judged = [finding for folder in folders for finding in check(folder)]
    dead = Finding(Severity.WARNING, "dead-link", Place(ARTICLE, block="b-1"), "Odkaz nefunguje.")
    return [*judged, *folder_findings(), dead]


@pytest.fixture
def ids(site: Site) -> dict[str, int]:
    with site.store.reading() as session:
        return {each.slug: each.id for each in session.scalars(select(ArticleRecord))}


def is_page(app: Flask, address: str) -> bool:
    endpoint, _ = app.url_map.bind("localhost").match(address.partition("#")[0])
    return endpoint in app.view_functions


def test_no_finding_is_without_a_page(site: Site, ids: dict[str, int]) -> None:
    """Whatever rules and readers of folders can report; each has words for its place, too."""
    findings = every_finding()
    assert len({finding.code for finding in findings}) > 45
    with site.app.test_request_context():
        addresses = {address_of(finding, "1-2030", ids) for finding in findings}
    assert all(is_page(site.app, address) for address in addresses)
    assert all(words_of(finding.place) for finding in findings)


def test_every_anchor_is_on_its_page(site: Site, ids: dict[str, int]) -> None:
    """Blocks are marked by the editor's script, which knows their ids."""
    client = site.client_as(*Role)
    with site.app.test_request_context():
        addresses = {address_of(each, "1-2030", ids) for each in every_finding()}
    pages: dict[str, str] = {}
    missing = []
    for address in sorted(addresses):
        path, _, anchor = address.partition("#")
        if not anchor or anchor.startswith("blok-"):
            continue
        if path not in pages:
            pages[path] = client.get(path).get_data(as_text=True)
        if not re.search(rf'id="{re.escape(anchor)}"', pages[path]):
            missing.append(address)
    assert [each for each in missing if not _is_of_another_type(each)] == []


def _is_of_another_type(address: str) -> bool:
    """Fields of an event or of a good practice stand on the pages of such articles alone."""
    return "#practice_" in address or "#starts_at" in address or "#ends_at" in address
