"""Previews show what publishing would make, at once, and make nothing twice."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from mitdomov import places
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Article
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.letter.pictures import letter_pictures
from mitdomov.render.preview.assembling import MAX_SOURCE_BYTES, assemble
from mitdomov.render.preview.edition import edition_file
from mitdomov.render.preview.file_cache import FileCache
from mitdomov.render.preview.letter import by_day, by_night, preview_letter, with_pictures_at
from mitdomov.render.web.edition import render_web
from tests.conftest import SMALL_ISSUE
from tests.render.pages import PUBLIC_URL
from tests.render.previewing import parts_of, pictures_of, with_source

SLUG = "prvni-klice"
FILES = read_files(SMALL_ISSUE / "1-2030")
PARTS = parts_of(FILES)
SOURCE = FILES["articles/02-prvni-klice.md"]


@pytest.fixture
def frozen() -> Snapshot:
    return freeze(read_issue(FILES))


def snapshot_of(source: bytes, folder: Path) -> Snapshot:
    made = assemble(with_source(PARTS, SLUG, source), pictures_of(FILES, folder))
    assert made.left_out == ()
    return made.snapshot


def test_letter_is_the_one_that_publishing_makes(frozen: Snapshot, tmp_path: Path) -> None:
    shown = preview_letter(snapshot_of(SOURCE, tmp_path), public_url=PUBLIC_URL)
    assert shown == render_letter(frozen, public_url=PUBLIC_URL, pdf=None)


def test_web_and_pictures_are_those_that_publishing_makes(frozen: Snapshot, tmp_path: Path) -> None:
    shown = snapshot_of(SOURCE, tmp_path)
    published = {
        path.removeprefix("web/"): data
        for path, data in render_web(frozen, public_url=PUBLIC_URL, pdf=None).items()
    }
    published |= {f"pictures/{name}": data for name, data in letter_pictures(frozen).items()}
    for path, data in published.items():
        assert edition_file(shown, path, public_url=PUBLIC_URL) == data, path


@pytest.mark.parametrize(
    "path",
    [
        "pictures/",
        "pictures/nic.png",
        "pictures/klic-00000000-800.png",
        "clanky/neni/index.html",
        "../issue.toml",
        "",
    ],
)
def test_no_other_file_is_made(path: str, tmp_path: Path) -> None:
    assert edition_file(snapshot_of(SOURCE, tmp_path), path, public_url=PUBLIC_URL) is None


def test_no_other_size_of_a_picture_is_made(tmp_path: Path) -> None:
    shown = snapshot_of(SOURCE, tmp_path)
    name = f"pictures/klic-{PARTS.pictures['klic.png'][:8]}"
    assert edition_file(shown, f"{name}-17.png", public_url=PUBLIC_URL) is None


def test_a_change_shows_and_undoing_it_too(tmp_path: Path) -> None:
    def letter(source: bytes) -> str:
        return preview_letter(snapshot_of(source, tmp_path), public_url=PUBLIC_URL).html

    before = letter(SOURCE)
    changed = SOURCE.replace("První klíče".encode(), "Druhé klíče".encode())
    assert "Druhé" in letter(changed)
    assert letter(SOURCE) == before
    assert snapshot_of(changed, tmp_path).sha256 != snapshot_of(SOURCE, tmp_path).sha256


def test_only_what_changed_is_typeset_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot_of(SOURCE, tmp_path)
    read: list[str] = []

    def watched(data: bytes, slug: str) -> Article:
        read.append(slug)
        return read_article(data, slug)

    monkeypatch.setattr("mitdomov.render.preview.assembling.read_article", watched)
    snapshot_of(SOURCE + b"\n\nNov\xc3\xbd odstavec.\n", tmp_path)
    assert read == [SLUG]


def test_a_picture_is_normalised_once_for_all_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot_of(SOURCE, tmp_path).pictures["klic.png"]

    def refuse(*_: object) -> None:
        raise AssertionError("normalised again")

    monkeypatch.setattr("mitdomov.render.preview.pictures.normalise", refuse)
    assert snapshot_of(SOURCE, tmp_path).pictures["klic.png"] == before


def test_what_is_missing_is_stood_in_for(tmp_path: Path) -> None:
    hasty = (
        SOURCE.replace(b'section = "tema"', b'section = "neznama"')
        .replace(b'"petr-zkusil", ', b'"kdo-to-je", ')
        .replace(b"klic.png", b"chybi.png")
    )
    shown = snapshot_of(hasty, tmp_path)
    page = edition_file(shown, f"clanky/{SLUG}/index.html", public_url=PUBLIC_URL)
    assert page is not None
    assert "kdo-to-je" in page.decode()
    assert "neznama" in page.decode()
    assert "chybi-00000000-1200.png" in page.decode()
    picture = edition_file(shown, "pictures/chybi-00000000-1200.png", public_url=PUBLIC_URL)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert "kdo-to-je" in preview_letter(shown, public_url=PUBLIC_URL).html


@pytest.mark.parametrize("damage", [{}, {"images/klic.png": b"no picture"}])
def test_a_picture_that_is_lost_or_broken_is_stood_in_for(
    damage: dict[str, bytes], tmp_path: Path
) -> None:
    kept = {path: data for path, data in FILES.items() if path != "images/klic.png"} | damage
    parts = parts_of({**FILES, **damage})
    shown = assemble(parts, pictures_of(kept, tmp_path)).snapshot
    page = edition_file(shown, f"clanky/{SLUG}/index.html", public_url=PUBLIC_URL)
    assert "klic-00000000-1200.png" in (page or b"").decode()


@pytest.mark.parametrize(
    ("source", "word"),
    [
        (b"+++\ntype = \n+++\n", "TOML"),
        (b"", "hlavi"),
        (SOURCE + b"x " * MAX_SOURCE_BYTES, "rozdělte"),
    ],
)
def test_an_article_that_cannot_be_shown_is_named_and_the_rest_is_shown(
    source: bytes, word: str, tmp_path: Path
) -> None:
    parts = with_source(PARTS, SLUG, source)
    made = assemble(parts, pictures_of(FILES, tmp_path))
    (left,) = made.left_out
    assert left.slug == SLUG
    assert word in left.findings[0].sentence
    slugs = [article.slug for article in made.snapshot.issue.articles]
    assert SLUG not in slugs
    assert len(slugs) == len(PARTS.articles) - 1
    assert preview_letter(made.snapshot, public_url=PUBLIC_URL).html


def test_a_broken_frame_is_refused_with_its_findings(tmp_path: Path) -> None:
    broken = parts_of({**FILES, paths.ISSUE: b"number = 7"})
    with pytest.raises(FolderError, match=r"issue\.toml"):
        assemble(broken, pictures_of(FILES, tmp_path))


def test_an_instance_without_a_publication_has_previews_all_the_same(tmp_path: Path) -> None:
    made = assemble(replace(PARTS, publication=b""), pictures_of(FILES, tmp_path))
    assert preview_letter(made.snapshot, public_url=PUBLIC_URL).html
    assert edition_file(made.snapshot, "index.html", public_url=PUBLIC_URL)


def test_at_night_the_letter_is_dark_whatever_the_screen(tmp_path: Path) -> None:
    html = preview_letter(snapshot_of(SOURCE, tmp_path), public_url=PUBLIC_URL).html
    assert "prefers-color-scheme" in html
    assert "prefers-color-scheme" not in by_night(html) + by_day(html)
    assert "@media all" in by_night(html)
    assert "@media not all" in by_day(html)
    assert 'content="dark"' in by_night(html)


def test_pictures_of_the_letter_are_found_where_the_preview_has_them(tmp_path: Path) -> None:
    shown = snapshot_of(SOURCE, tmp_path)
    html = preview_letter(shown, public_url=PUBLIC_URL).html
    moved = with_pictures_at(html, "/nahled/pictures/", shown, PUBLIC_URL)
    sources = [part.split('"')[0] for part in moved.split('src="')[1:]]
    assert len(sources) > 2
    for source in sources:
        path = source.removeprefix("/nahled/")
        assert edition_file(shown, path, public_url=PUBLIC_URL), source


def test_the_cache_forgets_what_nobody_asked_for_longest(tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "cache", max_files=4)
    for number in range(4):
        cache.put(str(number), b"x")
    assert cache.get("0") == b"x"
    cache.put("4", b"x")
    assert cache.get("0") == b"x"
    assert cache.get("4") == b"x"
    assert cache.get("1") is None
    assert FileCache(Path("/proc/nowhere"), 4).get("x") is None
    FileCache(Path("/proc/nowhere"), 4).put("x", b"")


def test_after_a_change_of_the_sample_letter_and_page_take_less_than_a_second(
    tmp_path: Path,
) -> None:
    files = read_files(places.ISSUES / "1-2026")
    parts, normal = parts_of(files), pictures_of(files, tmp_path)
    slug = "prvni-klice"
    before = assemble(parts, normal).snapshot
    preview_letter(before, public_url=PUBLIC_URL)
    source = next(each.source for each in parts.articles if each.slug == slug)
    begun = process_time()
    changed = assemble(with_source(parts, slug, source + b"\n\nNova veta.\n"), normal).snapshot
    preview_letter(changed, public_url=PUBLIC_URL)
    page = edition_file(changed, f"clanky/{slug}/index.html", public_url=PUBLIC_URL)
    assert process_time() - begun < 1
    assert b"Nova veta." in (page or b"")
