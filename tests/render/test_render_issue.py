"""A rendition: every output asked for, listed in a manifest that can be verified, written whole."""

import json
import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

import pytest

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Output, render, write_rendition
from mitdomov.render.letter.letter import subject
from mitdomov.render.letter.pictures import letter_pictures
from tests.render.pages import PUBLIC_URL

SCREENS = (Output.EMAIL, Output.TEXT, Output.WEB)


@pytest.fixture(scope="module")
def rendition(small_snapshot: Snapshot) -> dict[str, bytes]:
    return render(small_snapshot, public_url=PUBLIC_URL)


@pytest.fixture(scope="module")
def screens(small_snapshot: Snapshot) -> dict[str, bytes]:
    return render(small_snapshot, public_url=PUBLIC_URL, only=SCREENS)


def test_all_outputs_come_from_one_call(rendition: dict[str, bytes]) -> None:
    assert {path for path in rendition if "/" not in path} == {
        "email.html",
        "email.subject.txt",
        "email.txt",
        "issue.epub",
        "issue.pdf",
        "manifest.json",
    }
    assert "web/index.html" in rendition
    assert rendition["issue.pdf"].startswith(b"%PDF-")


def test_the_subject_is_one_line_of_its_own(
    rendition: dict[str, bytes], small_snapshot: Snapshot
) -> None:
    theme = small_snapshot.issue.theme
    assert rendition["email.subject.txt"].decode().splitlines() == [subject(small_snapshot)]
    assert theme in rendition["email.subject.txt"].decode()


def test_the_folder_of_the_web_holds_the_download_and_the_pictures_of_the_letter(
    rendition: dict[str, bytes], small_snapshot: Snapshot
) -> None:
    assert rendition["web/mit-domov-1-2030.pdf"] == rendition["issue.pdf"]
    assert rendition["web/mit-domov-1-2030.epub"] == rendition["issue.epub"]
    assert rendition["web/pictures/sdileni.png"].startswith(b"\x89PNG")
    for name, data in letter_pictures(small_snapshot).items():
        assert rendition[f"web/pictures/{name}"] == data


def test_letter_and_web_tell_the_size_of_the_very_pdf(rendition: dict[str, bytes]) -> None:
    told = re.compile(r"PDF[^(<]*\((\d+\skB), (\d+)\sstran")
    letter = told.search(rendition["email.html"].decode().replace("&nbsp;", "\u00a0"))
    web = told.search(rendition["web/index.html"].decode())
    assert letter is not None
    assert web is not None
    assert letter.groups() == web.groups()
    assert letter[1] == f"{round(len(rendition['issue.pdf']) / 1000)}\u00a0kB"


def test_the_page_of_the_issue_offers_the_book_with_its_size(
    rendition: dict[str, bytes], screens: dict[str, bytes]
) -> None:
    size = f"{round(len(rendition['issue.epub']) / 1000)}\u00a0kB"
    assert f"EPUB do čtečky ({size})" in rendition["web/index.html"].decode()
    assert "EPUB" not in screens["web/index.html"].decode()


def test_the_manifest_lists_every_file_as_it_is(
    rendition: dict[str, bytes], small_snapshot: Snapshot
) -> None:
    listed = json.loads(rendition["manifest.json"])
    assert listed["snapshot"] == small_snapshot.sha256
    assert listed["issue"] == "1/2030"
    assert listed["public_url"] == PUBLIC_URL
    assert [each["file"] for each in listed["files"]] == sorted(set(rendition) - {"manifest.json"})
    for each in listed["files"]:
        data = rendition[each["file"]]
        assert (each["bytes"], each["sha256"]) == (len(data), sha256(data).hexdigest())
        assert "/" in each["media_type"]
    assert rendition["manifest.json"].endswith(b"}\n")


@pytest.mark.parametrize(
    ("only", "files"),
    [
        ([Output.EMAIL], {"email.html", "email.subject.txt"}),
        ([Output.TEXT], {"email.txt"}),
        ([Output.EPUB], {"issue.epub"}),
        (
            (Output.TEXT, Output.EMAIL),
            {"email.html", "email.subject.txt", "email.txt"},
        ),
        ((), set()),
    ],
)
def test_only_what_is_asked_for_is_made(
    small_snapshot: Snapshot, only: Collection[Output], files: set[str]
) -> None:
    made = render(small_snapshot, public_url=PUBLIC_URL, only=only)
    assert set(made) == files | {"manifest.json"}


def test_rendering_again_changes_no_byte(
    small_snapshot: Snapshot, screens: dict[str, bytes]
) -> None:
    assert render(small_snapshot, public_url=PUBLIC_URL, only=SCREENS) == screens


def test_a_slash_behind_the_public_address_does_no_harm(
    small_snapshot: Snapshot, screens: dict[str, bytes]
) -> None:
    assert render(small_snapshot, public_url=f"{PUBLIC_URL}/", only=SCREENS) == screens


def test_progress_rises_to_the_end(small_snapshot: Snapshot) -> None:
    told: list[tuple[str, float]] = []
    render(
        small_snapshot,
        public_url=PUBLIC_URL,
        only=SCREENS,
        progress=lambda step, done: told.append((step, done)),
    )
    shares = [done for _, done in told]
    assert shares == sorted(shares)
    assert told[-1] == ("Hotovo", 1)


def test_a_rendition_is_written_as_it_is(screens: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "vystup"
    write_rendition(screens, out)
    written = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    assert written == screens


def test_writing_again_replaces_and_leaves_other_files_alone(
    screens: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "poznamky.txt").write_text("moje", encoding="utf-8")
    (tmp_path / "email.html").write_text("staré", encoding="utf-8")
    write_rendition(screens, tmp_path)
    assert (tmp_path / "poznamky.txt").read_text(encoding="utf-8") == "moje"
    assert (tmp_path / "email.html").read_bytes() == screens["email.html"]


@pytest.mark.parametrize("path", ["../venku.html", "/tmp/venku.html", "web/../../venku.html"])  # noqa: S108
def test_no_file_leaves_the_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "vystup"
    with pytest.raises(ValueError, match="leaves"):
        write_rendition({"email.html": b"", path: b""}, folder)
    assert not folder.exists()
