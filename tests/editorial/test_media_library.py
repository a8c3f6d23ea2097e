"""The media library takes pictures from outside: safe, bare, each once, under a name of its own."""

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.model import AuditEntry
from mitdomov.database.store import Store
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.media.changes import throw_away
from mitdomov.editorial.media.encoding import MAX_BYTES
from mitdomov.editorial.media.library import Labels, Refused, Taken, add_picture, take_picture
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.worker import KEPT_SIDE_PX
from mitdomov.magazine.folder import paths
from tests.hostile_pictures import (
    DANGEROUS_DRAWINGS,
    NO_PICTURES,
    bomb,
    drawing,
    jpeg,
    located,
    mutants,
    photo,
    png,
    saved,
    svg,
)

SECRETS = (b"Exif", b"GPSL", b"Tajn", b"kdo to fotil", b"<x:xmpmeta")
"""At least four letters each: three stand by chance in some megabytes of compressed pictures."""
Add = Callable[..., MediaItem | Refused]


@pytest.fixture
def add(store: Store, at: datetime) -> Add:
    def call(data: bytes, name: str = "foto.jpg", **words: str) -> MediaItem | Refused:
        return add_picture(store, data, name=name, by=None, at=at, **words)

    return call


def added(answer: MediaItem | Refused) -> MediaItem:
    assert isinstance(answer, MediaItem), answer
    return answer


def stored(store: Store, item: MediaItem) -> Image.Image:
    image = Image.open(BytesIO(store.blobs.get(item.sha256)))
    image.load()
    return image


def test_photograph_is_kept_as_jpeg_and_drawing_as_png(store: Store, add: Add) -> None:
    for data, media_type, file in (
        (jpeg(), "image/jpeg", "foto.jpg"),
        (saved(photo(), "WEBP"), "image/jpeg", "foto-2.jpg"),
        (saved(photo(), "TIFF", compression="tiff_lzw"), "image/jpeg", "foto-3.jpg"),
        (saved(photo().convert("CMYK"), "TIFF"), "image/jpeg", "foto-4.jpg"),
        (png(), "image/png", "foto.png"),
        (svg('<rect width="9" height="9"/>'), "image/png", "foto-2.png"),
    ):
        item = added(add(data))
        assert (item.media_type, item.file) == (media_type, file)
        assert stored(store, item).size == (item.width_px, item.height_px)
        assert item.size_bytes == len(store.blobs.get(item.sha256))


def test_a_photograph_of_an_iphone_is_refused_with_what_to_do(add: Add) -> None:
    answer = add(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(99), "IMG_0001.HEIC")
    assert isinstance(answer, Refused)
    assert "Uložit jako JPEG" in answer.sentence
    assert "Nejkompatibilnější" in answer.sentence


def test_the_content_tells_the_kind_whatever_the_name_says(add: Add) -> None:
    assert added(add(png(), "foto.jpg")).file == "foto.png"
    assert added(add(jpeg(), "skript.html")).file == "skript.jpg"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Žluťoučký kůň (1).JPG", "zlutoucky-kun-1.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Obrázky\\Dům.jpeg", "dum.jpg"),
        ("a\0b\r\nc.png", "a-b-c.jpg"),
        ("家.jpg", "bez-nazvu.jpg"),
        (".", "bez-nazvu.jpg"),
        ("x" * 400, "x" * 60 + ".jpg"),
    ],
)
def test_name_is_safe_whatever_came(add: Add, name: str, file: str) -> None:
    item = added(add(jpeg(), name))
    assert item.file == file
    assert paths.picture_of(f"images/{item.file}") == file


def test_no_name_means_two_pictures_not_even_one_that_a_folder_brought(
    store: Store, add: Add, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, files, at)
    assert "images/fasada.png" in files
    assert added(add(png(), "Fasáda.png")).file == "fasada-2.png"


def test_same_file_again_is_the_same_picture(store: Store, at: datetime) -> None:
    """What was said of it stays, what was missing is filled in."""
    data = jpeg()

    def take(name: str, **words: str) -> Taken:
        taken = take_picture(store, data, name=name, by=None, at=at, labels=Labels(**words))
        assert isinstance(taken, Taken)
        return taken

    first = take("a.jpg", credit="Jana Ukázková")
    again = take("b.jpg", credit="Petr Zkušební", licence="CC BY 4.0")
    assert (first.is_known, again.is_known, again.item.id) == (False, True, first.item.id)
    assert (again.item.file, again.item.credit) == ("a.jpg", "Jana Ukázková")
    assert again.item.licence == "CC BY 4.0"


def test_picture_of_a_folder_uploaded_again_is_the_same(
    store: Store, add: Add, files: dict[str, bytes], at: datetime
) -> None:
    import_issue(store, files, at)
    item = added(add(files["images/klic.png"], "jiny.png"))
    assert item.file == "klic.png"


def test_deleted_picture_uploaded_again_comes_back(store: Store, add: Add, at: datetime) -> None:
    data = jpeg()
    item = added(add(data))
    with store.writing() as session:
        throw_away(session, store.blobs, item.id, PROGRAM, at)
    assert added(add(data)).id == item.id
    with store.reading() as session:
        assert session.get_one(MediaItem, item.id).deleted_at is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_no_place_and_no_maker_remain(store: Store, add: Add, kind: str) -> None:
    data = located(kind)
    assert any(secret in data for secret in SECRETS)
    item = added(add(data))
    for sha256 in (item.sha256, item.source_sha256):
        kept = store.blobs.get(sha256)
        assert [secret for secret in SECRETS if secret in kept] == []
    assert not stored(store, item).getexif()


def test_large_picture_keeps_what_print_and_cropping_need(add: Add) -> None:
    item = added(add(saved(drawing(6000, 3000), "PNG")))
    assert (item.width_px, item.height_px) == (KEPT_SIDE_PX, 2500)


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_refused_with_a_sentence(store: Store, add: Add, name: str) -> None:
    answer = add(NO_PICTURES[name], "obrazek.png")
    assert isinstance(answer, Refused)
    assert re.fullmatch(r"[A-ZŠ].{20,}\.", answer.sentence)
    assert kept_files(store) == []


@pytest.mark.parametrize("name", DANGEROUS_DRAWINGS)
def test_drawing_that_could_do_more_is_refused(store: Store, add: Add, name: str) -> None:
    assert isinstance(add(DANGEROUS_DRAWINGS[name], "kresba.svg"), Refused)
    assert kept_files(store) == []


def test_file_that_is_too_long_is_refused_before_it_is_looked_at(add: Add) -> None:
    answer = add(jpeg() + b"\0" * MAX_BYTES)
    assert isinstance(answer, Refused)
    assert "40 MB" in answer.sentence


def test_what_follows_the_picture_is_left_out(store: Store, add: Add) -> None:
    item = added(add(png() + b"<script>alert(1)</script>"))
    assert b"script" not in store.blobs.get(item.sha256)


def test_of_two_thousand_mutants_none_is_kept_as_it_came() -> None:
    """In one process, as the worker of each upload does it; a fourth of them is still a picture."""
    script = (
        "import pickle, sys\n"
        "from mitdomov.editorial.media.worker import _encoded\n"
        "from mitdomov.magazine.imaging.error import PictureError\n"
        "kept = []\n"
        "for mutant in pickle.load(sys.stdin.buffer):\n"
        "    try:\n        kept.append(_encoded(mutant, []).data)\n"
        "    except PictureError:\n        pass\n"
        "sys.stdout.buffer.write(pickle.dumps(kept))\n"
    )
    rasters = [each for each in mutants(2400) if b"<svg" not in each[:200]][:2000]
    done = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(rasters), capture_output=True, check=True
    )
    kept: list[bytes] = pickle.loads(done.stdout)  # noqa: S301
    assert 100 < len(kept) < len(rasters) == 2000
    for data in kept:
        assert data.startswith((b"\x89PNG", b"\xff\xd8\xff"))
        assert [secret for secret in SECRETS if secret in data] == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_bomb_costs_the_web_neither_memory_nor_time(tmp_path: Path) -> None:
    """900 megapixels in 109 kB, and 39 that are allowed: the process stays under 200 MB."""
    script = (
        "import os, pathlib, re, sys\n"
        "from mitdomov.editorial.media.encoding import Refused, encode\n"
        "began = sum(os.times()[:4])\n"
        "for path in sys.argv[1:]:\n    answer = encode(pathlib.Path(path).read_bytes())\n"
        "    print(type(answer).__name__, round(sum(os.times()[:4]) - began, 3))\n"
        # Not getrusage: its peak includes the process that started this one.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', status)[1])\n"
    )
    (tmp_path / "bomb.png").write_bytes(bomb(30_000, 30_000))
    (tmp_path / "large.png").write_bytes(bomb(8_000, 4_900))
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "bomb.png", tmp_path / "large.png"],
        capture_output=True,
        check=True,
        text=True,
    )
    refusal, large, memory_kb = done.stdout.splitlines()
    assert refusal.startswith("Refused")
    assert float(refusal.split()[1]) < 2
    assert large.startswith("NormalPicture")
    assert int(memory_kb) < 200_000


def test_refusal_is_quick(add: Add) -> None:
    data = bomb(30_000, 30_000)
    began = sum(os.times()[:4])
    assert isinstance(add(data), Refused)
    assert sum(os.times()[:4]) - began < 2


def test_upload_is_recorded(store: Store, add: Add) -> None:
    item = added(add(jpeg(), "dum.jpg"))
    with store.reading() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.verb, entry.subject) == ("picture-added", f"media:{item.id}")
    assert entry.sentence == "Nahráno: dum.jpg."


def kept_files(store: Store) -> list[Path]:
    return [path for path in store.blobs.root.rglob("*") if path.is_file()]
