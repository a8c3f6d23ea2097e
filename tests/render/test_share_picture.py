"""The picture that other sites show with a link to an issue: size, words, cut of a photograph."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from mitdomov.magazine.imaging.encoding import jpeg
from mitdomov.magazine.imaging.focus import with_focus
from mitdomov.magazine.snapshot import Snapshot, SnapshotPicture
from mitdomov.render.drawing.cover_picture import cover_picture
from mitdomov.render.drawing.lettering import LABEL, TITLE, fitted, width_px
from mitdomov.render.drawing.share_picture import MAX_BYTES, share_picture

LAMP = (0xF2, 0xB5, 0x44)
BRICK = (0xA6, 0x3A, 0x26)
LONG = "Prevence ztráty bydlení a ukončování bezdomovectví v malých i velkých městech " * 5


def image(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def told(snapshot: Snapshot, **changes: object) -> Snapshot:
    return replace(snapshot, issue=replace(snapshot.issue, **changes))  # type: ignore[arg-type]


def photographed(snapshot: Snapshot, data: bytes, size: tuple[int, int]) -> Snapshot:
    picture = SnapshotPicture("obalka.jpg", "0" * 64, "image/jpeg", *size, data)
    cover = replace(snapshot.issue.cover, picture="obalka.jpg", alt="Dvě pole")
    return replace(
        told(snapshot, cover=cover), pictures={**snapshot.pictures, "obalka.jpg": picture}
    )


def halves(focus: tuple[float, float]) -> tuple[bytes, tuple[int, int]]:
    """A very wide photograph, green at its left and blue at its right half."""
    wide = Image.new("RGB", (4000, 600), (0, 160, 0))
    wide.paste((0, 0, 200), (2000, 0, 4000, 600))
    return with_focus(jpeg(wide, 90), focus), wide.size


@pytest.mark.parametrize("theme", ["Klíče", LONG, "Nejneobhospodařovávatelnějšímu" * 9, "🏠 家"])
def test_it_is_as_large_as_networks_want_it(small_snapshot: Snapshot, theme: str) -> None:
    data = share_picture(told(small_snapshot, theme=theme))
    assert image(data).size == (1200, 630)
    assert len(data) < MAX_BYTES
    assert data == share_picture(told(small_snapshot, theme=theme))


def test_a_noisy_photograph_stays_small(small_snapshot: Snapshot) -> None:
    noise = Image.effect_noise((1600, 1200), 120).convert("RGB")
    data = share_picture(photographed(small_snapshot, jpeg(noise, 95), noise.size))
    assert image(data).size == (1200, 630)
    assert len(data) < 450_000


@pytest.mark.parametrize(("focus", "colour"), [((0.1, 0.5), 1), ((0.9, 0.5), 2)])
def test_a_photograph_keeps_its_focus_in_sight(
    small_snapshot: Snapshot, focus: tuple[float, float], colour: int
) -> None:
    snapshot = photographed(small_snapshot, *halves(focus))
    seen = image(share_picture(snapshot)).getpixel((1100, 300))
    cover = image(cover_picture(snapshot).data).getpixel((1100, 600))
    for pixel in (seen, cover):
        assert isinstance(pixel, tuple)
        assert pixel[colour] == max(pixel)


@pytest.mark.parametrize("picture", [share_picture, lambda each: cover_picture(each).data])
def test_words_are_drawn_and_change_the_picture(
    small_snapshot: Snapshot, picture: Callable[[Snapshot], bytes]
) -> None:
    """White letters on the box of brick; other words give another picture."""
    one = image(picture(told(small_snapshot, theme="Klíče")))
    other = image(picture(told(small_snapshot, theme="Domov")))
    assert ImageChops.difference(one, other).getbbox() is not None
    box = _pixels(one, BRICK)
    left, top = min(x for x, _ in box), min(y for _, y in box)
    right, bottom = max(x for x, _ in box), max(y for _, y in box)
    inside = one.crop((left, top, right, bottom))
    assert len(_pixels(inside, (255, 255, 255))) > 200


def test_a_sample_is_marked(small_snapshot: Snapshot) -> None:
    marked, plain = (
        image(share_picture(told(small_snapshot, is_sample=is_sample)))
        for is_sample in (True, False)
    )
    corner = (900, 0, 1200, 190)
    assert len(_pixels(marked.crop(corner), LAMP)) > 1000
    assert len(_pixels(plain.crop(corner), LAMP)) == 0


def _pixels(picture: Image.Image, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    width = picture.width
    data = picture.tobytes()
    wanted = bytes(colour)
    return [
        (place // 3 % width, place // 3 // width)
        for place in range(0, len(data), 3)
        if data[place : place + 3] == wanted
    ]


@pytest.mark.parametrize("words", ["Klíče", LONG, "Nejneobhospodařovávatelnějšímu" * 9])
def test_no_line_leaves_its_frame(words: str) -> None:
    found = fitted(words, TITLE, frame_px=700, sizes_px=(60, 40, 26), most_lines=4)
    assert len(found.lines) <= 4
    assert all(width_px(line, TITLE, found.size_px) <= 700 for line in found.lines)


def test_short_words_are_whole_and_long_ones_are_cut_with_a_sign() -> None:
    short = fitted("První klíče", TITLE, frame_px=700, sizes_px=(60, 40), most_lines=2)
    assert (short.size_px, " ".join(short.lines)) == (60, "První klíče")
    cut = fitted(LONG, TITLE, frame_px=700, sizes_px=(60, 40), most_lines=2)
    assert cut.lines[-1].endswith("…")


def test_what_is_bound_together_is_not_parted() -> None:
    found = fitted("Cesta k\u00a0domovu", LABEL, frame_px=120, sizes_px=(24,), most_lines=3)
    assert "k\u00a0domovu" in found.lines
