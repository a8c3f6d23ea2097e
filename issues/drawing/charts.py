"""Charts of the sample issue: figures in, drawings with Czech labels out."""

from collections.abc import Iterator, Sequence

from drawing.canvas import (
    BRICK,
    INK,
    LINE,
    MOSS,
    NIGHT,
    QUIET,
    TEAL,
    WARM,
    circle,
    line,
    rect,
    sheet,
    text,
)

BASE = 660
"""The axis on which bars stand."""


def kept_housing() -> str:
    """How many households of 52 still live in their flat."""
    shares = [
        (94, "po 12 měsících", "49"),
        (88, "po 24 měsících", "46"),
        (83, "po 36 měsících", "43"),
    ]
    parts = [text(100, 104, "Bydlí dál: podíl z 52 domácností", 40, weight=600)]
    for place, (share, label, households) in enumerate(shares):
        x = 110 + place * 350
        parts += [
            rect(x, 180, 270, BASE - 180, "#E7DECE"),
            rect(x, BASE - share * 4.8, 270, share * 4.8, TEAL),
            text(
                x + 135,
                BASE - share * 4.8 + 92,
                f"{share} %",
                78,
                fill="#FFFFFF",
                weight=600,
                anchor="middle",
            ),
            text(
                x + 135, BASE - 34, f"{households} domácností", 32, fill="#FFFFFF", anchor="middle"
            ),
            text(x + 135, BASE + 58, label, 38, anchor="middle"),
        ]
    return sheet(WARM, [*parts, line([(90, BASE), (1110, BASE)], INK, 3)])


def yearly_costs() -> str:
    """What a household's first year costs public budgets and the household together."""
    costs = [
        (186, "ubytovna", "#8A7A5E"),
        (318, "azylový dům", BRICK),
        (231, "byt s podporou", NIGHT),
    ]
    parts = [text(100, 104, "Náklady na jednu domácnost za první rok", 40, weight=600)]
    for place, (thousands, label, colour) in enumerate(costs):
        x, tall = 110 + place * 350, thousands * 1.4
        parts += [
            rect(x, BASE - tall, 270, tall, colour),
            text(
                x + 135, BASE - tall - 22, f"{thousands} tis. Kč", 48, weight=600, anchor="middle"
            ),
            text(x + 135, BASE + 58, label, 38, anchor="middle"),
        ]
    return sheet(WARM, [*parts, line([(90, BASE), (1110, BASE)], INK, 3)])


def long_term_homeless() -> str:
    """Saarihamn from 2008 to 2024: a long fall, then the turn."""
    counts = [
        1840,
        1790,
        1700,
        1580,
        1450,
        1310,
        1180,
        1060,
        930,
        820,
        720,
        620,
        530,
        450,
        370,
        430,
        520,
    ]
    points = [(120 + place * 60, _height(count)) for place, count in enumerate(counts)]
    turn, end = points[14], points[-1]
    parts = [
        text(100, 84, "Lidé dlouhodobě bez domova", 40, weight=600),
        *_scale(),
        line(points[:15], MOSS, 9),
        line(points[14:], BRICK, 9),
        *(
            circle(x, y, 12, colour)
            for (x, y), colour in ((points[0], MOSS), (turn, MOSS), (end, BRICK))
        ),
        text(points[0][0] + 26, points[0][1] - 16, "1 840", 42, weight=600, fill=MOSS),
        text(turn[0] - 6, turn[1] + 60, "370", 42, weight=600, fill=MOSS, anchor="middle"),
        text(end[0] + 6, end[1] - 30, "520", 42, weight=600, fill=BRICK, anchor="middle"),
    ]
    return sheet(WARM, [*parts, *_years((2008, 2012, 2016, 2020, 2024))])


def _height(count: int) -> float:
    return BASE - count * 0.27


def _scale() -> Iterator[str]:
    for count in (0, 500, 1000, 1500):
        y = _height(count)
        yield line([(120, y), (1080, y)], INK if count == 0 else LINE, 3 if count == 0 else 2)
        yield text(104, y + 11, f"{count:,}".replace(",", " "), 30, fill=QUIET, anchor="end")


def _years(years: Sequence[int]) -> Iterator[str]:
    for year in years:
        yield text(120 + (year - 2008) * 60, BASE + 52, str(year), 34, anchor="middle")
