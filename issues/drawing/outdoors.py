"""Houses, streets and the town's plan."""

from collections.abc import Iterator

from drawing.canvas import (
    BRICK,
    DARK_WOOD,
    DEEP,
    GLOW,
    INK,
    LAMP,
    MOSS,
    NIGHT,
    QUIET,
    RUST,
    SAND,
    TEAL,
    WARM,
    WHITE,
    circle,
    curve,
    line,
    rect,
    shape,
    sheet,
    text,
    tree,
    window,
)


def municipal_house() -> str:
    """Eight flats on three floors at dusk, two windows lit."""
    wall, dark = "#C9B79A", "#4B567F"
    parts = [
        rect(0, 0, 1200, 230, NIGHT),
        rect(0, 230, 1200, 190, "#3C4A7B"),
        rect(0, 420, 1200, 160, "#6A6488"),
        rect(0, 690, 1200, 110, "#2A2F45"),
        rect(0, 676, 1200, 16, "#3A3F58"),
        *_bare_tree(1085, 690),
        shape([(150, 190), (230, 92), (890, 92), (970, 190)], RUST),
        rect(300, 50, 44, 70, "#5E2318"),
        rect(740, 50, 44, 70, "#5E2318"),
        rect(170, 190, 780, 486, wall),
        rect(150, 182, 820, 16, "#8E7F66"),
        rect(170, 352, 780, 5, "#B5A284"),
        rect(170, 512, 780, 5, "#B5A284"),
        rect(170, 640, 780, 36, "#8E7F66"),
    ]
    lit = {(1, 0), (4, 1)}
    for row, y in enumerate((222, 384, 540)):
        for column, x in enumerate((214, 334, 454, 594, 714, 834)):
            if row == 2 and column in (2, 3):
                continue
            parts.append(rect(x - 5, y - 5, 82, 102, "#E4D7BF"))
            parts.append(window(x, y, 72, 92, lit=(column, row) in lit, dark=dark))
    parts += [
        rect(502, 534, 116, 142, "#E4D7BF"),
        rect(514, 546, 92, 130, "#4A3524"),
        circle(594, 616, 5, LAMP),
    ]
    parts += [
        rect(488, 664, 144, 14, "#75684F"),
        text(560, 528, "14", 26, weight=600, anchor="middle"),
    ]
    return sheet(NIGHT, parts)


def winter_street() -> str:
    """A terrace under snow; one trail leads from a door to the letter box."""
    parts = [rect(0, 560, 1200, 240, "#DCE3EC"), rect(0, 560, 1200, 14, "#C3CEDD")]
    walls = ("#2B4178", "#5B3A44", "#304985", "#3E4A63", "#24386B")
    for place, wall in enumerate(walls):
        x = 20 + place * 236
        parts += [
            rect(x, 300, 226, 262, wall),
            shape([(x - 14, 300), (x + 113, 178), (x + 240, 300)], "#E8EDF3"),
            shape([(x + 22, 300), (x + 113, 214), (x + 204, 300)], wall),
            rect(x + 160, 176, 32, 60, wall),
            rect(x + 154, 166, 44, 14, "#F4F6F9"),
            window(x + 87, 246, 52, 62, lit=place in (0, 3), dark=DEEP),
            window(x + 26, 352, 66, 82, lit=place != 2, dark=DEEP),
            window(x + 134, 352, 66, 82, lit=place in (1, 4), dark=DEEP),
            rect(x + 140, 468, 56, 94, "#6E2B20" if place == 2 else "#182344"),
            window(x + 26, 474, 66, 62, lit=place in (0, 3), dark=DEEP),
            rect(x + 132, 460, 72, 8, "#F4F6F9"),
        ]
    parts += [
        rect(296, 560, 12, 130, "#51566B"),
        rect(262, 612, 80, 56, BRICK),
        rect(256, 602, 92, 12, WHITE),
        rect(276, 632, 52, 5, WARM),
    ]
    parts += [_foot(660 - step * 26, 588 + step * 9.4, step) for step in range(13)]
    parts += [circle(*flake, 3.4, "#C8D3E6") for flake in _flakes()]
    return sheet("#18234A", parts)


def courtyard() -> str:
    """A municipal estate around its large court, with an archway to the street."""
    back, side = "#D9B58F", "#C99F78"
    parts = [
        rect(0, 0, 1200, 150, "#CFDDE0"),
        shape([(0, 40), (250, 120), (250, 520), (0, 690)], side),
        shape([(1200, 40), (950, 120), (950, 520), (1200, 690)], side),
        rect(250, 120, 700, 400, back),
        rect(240, 104, 720, 20, RUST),
        shape([(0, 18), (250, 104), (250, 124), (0, 44)], RUST),
        shape([(1200, 18), (950, 104), (950, 124), (1200, 44)], RUST),
        shape([(0, 690), (250, 520), (950, 520), (1200, 690), (1200, 800), (0, 800)], "#A9B47A"),
        shape([(520, 520), (680, 520), (760, 800), (440, 800)], "#E3D6BC"),
    ]
    for row, y in enumerate((146, 234, 322, 410)):
        for column in range(8):
            x = 284 + column * 82
            if row == 3 and column in (3, 4):
                continue
            parts.append(
                window(x, y, 46, 60, lit=(row, column) in {(0, 5), (2, 1), (3, 6)}, dark="#6B5F68")
            )
    parts.append(curve("M540 520V440a60 60 0 0 1 120 0V520z", fill="#5A4A44"))
    parts.append(curve("M562 520V446a38 38 0 0 1 76 0V520z", fill="#CFDDE0"))
    parts += [*_side_windows(mirrored=False), *_side_windows(mirrored=True)]
    parts += [
        shape([(170, 640), (400, 640), (430, 730), (130, 730)], DARK_WOOD),
        shape([(186, 650), (388, 650), (412, 720), (152, 720)], "#EBD9A8"),
        circle(250, 690, 15, BRICK),
        rect(300, 676, 34, 20, TEAL),
        *_bench(800, 640),
        *_bench(930, 700),
        tree(330, 610, 210),
        tree(880, 610, 230, "#6E7E3E"),
        tree(1060, 720, 290),
        tree(70, 760, 280, "#6E7E3E"),
    ]
    return sheet("#CFDDE0", parts)


def village_house() -> str:
    """An old house with two front doors and two letter boxes: two flats."""
    parts = [
        curve("M0 430Q300 300 620 400T1200 340V800H0z", fill="#B9C08C"),
        curve("M0 520Q400 440 800 500T1200 470V800H0z", fill="#A2AC70"),
        rect(0, 640, 1200, 160, "#DCCBA6"),
        *_church(1010, 380),
        tree(110, 640, 330, "#6E7E3E"),
        shape([(210, 330), (330, 150), (850, 150), (970, 330)], BRICK),
        rect(420, 110, 50, 90, RUST),
        rect(720, 110, 50, 90, RUST),
        rect(236, 330, 708, 320, "#F6EBD3"),
        rect(236, 612, 708, 38, "#B7A27C"),
        rect(220, 322, 740, 14, "#E9DCC0"),
    ]
    for x in (350, 800):
        parts.append(shape([(x - 6, 300), (x + 30, 232), (x + 66, 300)], RUST))
        parts.append(window(x + 8, 256, 44, 44, lit=x == 800, dark="#4B567F"))
    for x, lit in ((276, False), (386, True), (720, True), (834, False)):
        parts += [
            rect(x - 6, 404, 88, 112, "#FFFAEE"),
            window(x, 410, 76, 98, lit=lit, dark="#56618A"),
        ]
    for x, colour in ((500, TEAL), (606, MOSS)):
        parts += [
            rect(x - 8, 420, 96, 230, "#B7A27C"),
            rect(x, 430, 80, 220, colour),
            rect(x + 14, 448, 52, 60, GLOW),
            circle(x + 66, 548, 6, LAMP),
        ]
    parts += [
        rect(470, 648, 240, 14, "#8F7D5C"),
        rect(596, 448, 10, 8, INK),
        *_letter_boxes(1000, 560),
    ]
    return sheet("#DDE7E6", parts)


def town_plan() -> str:
    """River, square, station, and ten flats spread over every quarter."""
    parts = [rect(*block, "#E6DAC2", round_=10) for block in _blocks()]
    parts += [
        curve("M-20 590C200 520 330 640 520 590S840 470 1220 560", stroke="#9FC0C6", width=62),
        curve("M60 90H250V220H60z", fill="#C3CB9B"),
        line([(0, 742), (1200, 700)], "#8B8578", 6),
        line([(0, 742), (1200, 700)], WHITE, 3, dash="14 14"),
        rect(760, 664, 130, 40, NIGHT, round_=6),
        text(825, 692, "nádraží", 27, fill=WHITE, weight=600, anchor="middle"),
        rect(520, 290, 170, 110, WHITE, round_=6),
        text(605, 354, "náměstí", 29, weight=600, anchor="middle"),
        text(156, 165, "park", 29, fill=MOSS, weight=600, anchor="middle"),
        text(250, 596, "řeka", 29, fill=TEAL, weight=600),
        rect(330, 540, 26, 100, "#C9BDA4"),
        rect(880, 470, 26, 100, "#C9BDA4"),
    ]
    flats = [
        (330, 150),
        (440, 430),
        (170, 330),
        (740, 180),
        (960, 130),
        (1060, 330),
        (800, 400),
        (1035, 640),
        (492, 430),
        (180, 690),
    ]
    for x, y in flats:
        parts.append(_marker(x, y))
    parts += [
        _marker(920, 766),
        text(952, 778, "byt programu", 30, weight=600),
    ]
    return sheet("#F7F2E9", parts)


def _marker(x: float, y: float) -> str:
    return rect(x - 23, y - 28, 46, 56, INK, round_=5) + window(
        x - 16, y - 21, 32, 42, lit=True, dark=INK
    )


def _blocks() -> Iterator[tuple[float, float, float, float]]:
    for x in (60, 280, 500, 720, 940):
        for y in (60, 250, 420):
            if (x, y) not in {(500, 250), (60, 60)} and not (y == 420 and x == 940):
                yield x, y, 190, 150 if y < 420 else 96
    yield from ((280, 660, 190, 60), (940, 600, 190, 84), (60, 660, 190, 66), (520, 640, 170, 70))


def _bare_tree(x: float, ground: float) -> Iterator[str]:
    yield line([(x, ground), (x, ground - 210)], "#1E2338", 14)
    for dx, start, end in ((-60, 120, 200), (58, 150, 240), (-34, 190, 280), (30, 205, 300)):
        yield line([(x, ground - start), (x + dx, ground - end)], "#1E2338", 8)


def _foot(x: float, y: float, step: int) -> str:
    return (
        f'<ellipse cx="{x:g}" cy="{y + (10 if step % 2 else 0):g}" rx="9" ry="5" fill="#9FAEC6"/>'
    )


def _flakes() -> Iterator[tuple[float, float]]:
    for place in range(70):
        yield (place * 373 % 1190, place * 229 % 545)


def _side_windows(*, mirrored: bool) -> Iterator[str]:
    for row in range(4):
        for x in (40, 120, 196):
            far = x / 250
            top, bottom = 40 + 80 * far, 690 - 170 * far
            y = top + (bottom - top) * (0.07 + row * 0.235)
            tall, wide = (bottom - top) * 0.13, 40 - 10 * far
            yield rect(1200 - x - wide if mirrored else x, y, wide, tall, "#6B5F68")


def _bench(x: float, y: float) -> Iterator[str]:
    yield rect(x, y, 130, 10, DARK_WOOD)
    yield rect(x, y - 26, 130, 8, DARK_WOOD)
    for leg in (12, 108):
        yield rect(x + leg, y - 26, 8, 62, INK)


def _church(x: float, ground: float) -> Iterator[str]:
    yield rect(x, ground - 120, 46, 150, SAND)
    yield shape([(x - 6, ground - 120), (x + 23, ground - 200), (x + 52, ground - 120)], QUIET)
    yield rect(x + 46, ground - 50, 90, 80, SAND)
    yield shape([(x + 40, ground - 50), (x + 91, ground - 92), (x + 142, ground - 50)], RUST)


def _letter_boxes(x: float, y: float) -> Iterator[str]:
    yield rect(x + 46, y, 10, 100, DARK_WOOD)
    for dx, colour in ((0, TEAL), (54, MOSS)):
        yield rect(x + dx, y - 20, 48, 56, colour, round_=4)
        yield rect(x + dx + 10, y - 4, 28, 5, WARM)
