"""Tables, counters, staircases: where housing is decided."""

from collections.abc import Iterator

from drawing.canvas import (
    BRICK,
    CLAY,
    DARK_WOOD,
    GLOW,
    INK,
    LAMP,
    LEAF,
    LINE,
    NIGHT,
    QUIET,
    SAND,
    TEAL,
    WARM,
    WHITE,
    WOOD,
    circle,
    curve,
    line,
    moved,
    rect,
    ring,
    shape,
    sheet,
    text,
    turned,
    window,
)

BRASS = "#E3B657"
STEEL = "#B9BEC6"


def keys_on_table() -> str:
    """A bunch of keys, and one key aside on a ring of its own."""
    parts = [
        *_planks(),
        ring(440, 330, 92, "#6A6F7A", 14),
        *(
            turned(angle, 440, 330, [_key(440, 420, metal)])
            for angle, metal in ((62, STEEL), (28, "#9AA1AC"), (-8, STEEL), (-46, "#CBB37A"))
        ),
        ring(880, 330, 48, BRICK, 12),
        turned(-14, 880, 330, [_key(880, 372, LAMP, length=250)]),
    ]
    return sheet(WOOD, parts)


def lease_on_table() -> str:
    """A tenancy agreement of several sheets; the place for the signature is still empty."""
    page = [rect(0, 0, 400, 540, WHITE), text(40, 74, "Nájemní smlouva", 40, weight=600)]
    page += [
        rect(40, 112 + row * 30, 320 if row % 4 != 3 else 210, 8, "#CFC9BD") for row in range(9)
    ]
    page += [line([(40, 470), (180, 470)], INK, 3), line([(220, 470), (360, 470)], INK, 3)]
    page += [
        text(40, 500, "pronajímatel", 21, fill=QUIET),
        text(220, 500, "nájemce", 21, fill=QUIET),
    ]
    pen = [
        rect(0, 0, 300, 22, NIGHT, round_=11),
        rect(206, 0, 8, 22, LAMP),
        shape([(300, 3), (338, 11), (300, 19)], INK),
    ]
    parts = [
        *_planks(),
        turned(7, 520, 400, [rect(330, 130, 400, 540, CLAY)]),
        turned(2, 520, 400, [rect(320, 126, 400, 540, SAND)]),
        turned(-4, 520, 400, [moved(312, 122, page)]),
        turned(-32, 870, 560, [moved(730, 548, pen)]),
        circle(940, 240, 108, "#B58650"),
        circle(940, 240, 96, "#E9F0F1"),
        circle(940, 240, 82, "#B9D3D8"),
        curve("M886 214a58 58 0 0 1 46 -38", stroke=WHITE, width=9),
    ]
    return sheet(WOOD, parts)


def staircase() -> str:
    """Seen from below: railing, window of the landing, a pot of flowers on its sill."""
    parts = [rect(0, 0, 1200, 800, "#EADFC9"), rect(0, 0, 1200, 60, "#D5C6A8")]
    parts += [
        rect(770, 96, 250, 320, WHITE),
        window(788, 114, 214, 284, lit=True, dark=NIGHT),
        rect(748, 416, 294, 20, "#BCA882"),
    ]
    parts += [shape([(866, 372), (926, 372), (916, 416), (876, 416)], BRICK), *_plant(896, 372)]
    parts += [rect(700, 520, 500, 26, "#B59F78"), rect(700, 546, 500, 254, "#D8C8A8")]
    for step in range(9):
        x, y = 700 - step * 78, 520 + step * 34
        parts += [
            rect(x - 78, y + 34, 78 + step * 78 + 500, 34, "#D8C8A8" if step % 2 else "#D2C19E"),
            rect(x - 86, y + 26, 92, 10, "#8F7A55"),
        ]
    parts += [line([(20, 560), (700, 264), (760, 264)], DARK_WOOD, 20)]
    parts += [
        line([(40 + post * 73, 552 - post * 31.8), (40 + post * 73, 800 - post * 31)], INK, 7)
        for post in range(10)
    ]
    parts += [rect(716, 258, 26, 262, DARK_WOOD), circle(729, 250, 22, DARK_WOOD)]
    return sheet("#EADFC9", parts)


def contact_point() -> str:
    """A low counter, two chairs side by side, a box of tissues."""
    parts = [
        rect(0, 620, 1200, 180, "#C9B48D"),
        rect(0, 612, 1200, 10, "#A8946E"),
        rect(110, 80, 520, 96, TEAL, round_=8),
        text(370, 141, "Kontaktní místo pro bydlení", 37, fill=WHITE, weight=600, anchor="middle"),
        rect(780, 70, 300, 250, WHITE),
        window(796, 86, 268, 218, lit=True, dark=NIGHT),
        rect(766, 320, 328, 16, "#BCA882"),
        rect(130, 410, 560, 24, DARK_WOOD, round_=5),
        rect(160, 434, 500, 230, WOOD),
        *(rect(180 + panel * 162, 458, 140, 182, "#B58650") for panel in range(3)),
        rect(250, 340, 120, 70, SAND),
        rect(250, 340, 120, 16, BRICK),
        curve("M286 342q10 -62 34 -52q-8 30 16 52z", fill=WHITE),
        rect(470, 402, 130, 8, WHITE),
        rect(484, 394, 130, 8, CLAY),
        *_chair(770, 430, TEAL),
        *_chair(950, 430, BRICK),
    ]
    return sheet("#F3EADB", parts)


def workshop() -> str:
    """A bench with an upturned table that has a new leg; chairs and a bed frame by the wall."""
    parts = [
        rect(0, 600, 1200, 200, "#BFA77E"),
        rect(0, 592, 1200, 10, "#9B855F"),
        rect(90, 70, 470, 210, "#D7C4A0", round_=6),
        *_tools(),
        window(640, 70, 190, 220, lit=True, dark=NIGHT),
        *_bed(860, 300),
        *_chair(900, 480, WOOD),
        *_chair(1040, 480, DARK_WOOD),
        rect(100, 480, 660, 40, DARK_WOOD),
        rect(140, 520, 40, 190, "#80592F"),
        rect(680, 520, 40, 190, "#80592F"),
        rect(180, 600, 500, 26, "#80592F"),
        rect(210, 440, 420, 40, WOOD),
        *(rect(x, 300, 28, 140, WOOD) for x in (232, 350, 462)),
        rect(580, 300, 28, 140, GLOW),
        rect(700, 440, 46, 40, QUIET),
        *(curve(f"M{x} 700q26 -34 44 0q-18 14 -44 0z", fill=GLOW) for x in (300, 372, 520)),
    ]
    return sheet("#EFE3CC", parts)


def _planks() -> Iterator[str]:
    for place in range(5):
        yield rect(0, place * 160, 1200, 160, WOOD if place % 2 else "#BB8B53")
        yield rect(0, place * 160, 1200, 4, DARK_WOOD)


def _key(x: float, y: float, metal: str, *, length: float = 290) -> str:
    """Hangs down from (x, y): bow, blade, bit."""
    return "".join(
        [
            ring(x, y + 40, 36, metal, 24),
            rect(x - 11, y + 78, 22, length - 78, metal, round_=6),
            *(
                rect(x + 8, y + length - 30 - tooth * 38, 26 + tooth % 2 * 12, 18, metal)
                for tooth in range(3)
            ),
        ]
    )


def _plant(x: float, y: float) -> Iterator[str]:
    for dx, dy in ((-54, -50), (-24, -92), (12, -100), (48, -62)):
        yield line([(x, y), (x + dx, y + dy)], "#5F7033", 7)
        yield circle(x + dx, y + dy, 21, LEAF)
    yield circle(x - 24, y - 92, 12, BRICK)
    yield circle(x + 48, y - 62, 12, BRICK)


def _chair(x: float, y: float, seat: str) -> Iterator[str]:
    yield rect(x, y - 90, 12, 290, "#5A4028")
    yield rect(x + 98, y - 90, 12, 290, "#5A4028")
    yield rect(x, y - 90, 110, 74, seat, round_=10)
    yield rect(x - 8, y + 70, 126, 30, seat, round_=8)


def _bed(x: float, y: float) -> Iterator[str]:
    yield rect(x, y, 16, 300, "#80592F")
    yield rect(x + 284, y, 16, 300, "#80592F")
    for rail in range(3):
        yield rect(x, y + 30 + rail * 46, 300, 14, "#97703F")


def _tools() -> Iterator[str]:
    yield rect(130, 110, 120, 26, QUIET) + rect(250, 104, 34, 38, BRICK, round_=8)
    yield rect(150, 176, 16, 80, DARK_WOOD) + rect(126, 160, 64, 26, QUIET)
    yield rect(226, 170, 12, 86, QUIET) + rect(222, 222, 20, 40, BRICK, round_=6)
    yield ring(330, 210, 34, QUIET, 9)
    yield shape([(400, 110), (520, 110), (520, 126), (412, 150)], STEEL) + rect(
        496, 104, 40, 46, DARK_WOOD
    )
    yield rect(400, 190, 130, 60, WARM) + "".join(
        rect(412, 202 + row * 15, 90, 5, LINE) for row in range(3)
    )
