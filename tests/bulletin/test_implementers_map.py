"""The map of regions: whole, well-formed, and every window in its own region."""

import re
from math import hypot
from time import process_time

import pytest
from defusedxml.ElementTree import fromstring

from mitdomov.bulletin.implementers.regions import REGIONS
from mitdomov.render.drawing.place_map import place_map, region_at
from mitdomov.render.drawing.regions_map import (
    HEIGHT,
    WIDTH,
    MapPlace,
    MapRegion,
    lit_cells,
    project,
    regions_map,
    windows,
)
from mitdomov.render.drawing.regions_shapes import codes, country, ring

HOSTILE = "\"'><script>alert(1)</script>&"
TOWNS = {
    "CZ010": (50.0875, 14.4213),
    "CZ031": (48.9745, 14.4743),
    "CZ032": (49.7384, 13.3736),
    "CZ041": (50.2314, 12.8716),
    "CZ042": (50.6607, 14.0323),
    "CZ051": (50.7671, 15.0562),
    "CZ052": (50.2092, 15.8328),
    "CZ053": (50.0343, 15.7812),
    "CZ063": (49.3961, 15.5912),
    "CZ064": (49.1951, 16.6068),
    "CZ071": (49.5938, 17.2509),
    "CZ072": (49.2244, 17.6627),
    "CZ080": (49.8209, 18.2625),
}


def test_there_are_the_fourteen_regions_and_each_is_closed() -> None:
    assert set(codes()) == {region.code for region in REGIONS}
    assert all(len(ring(code)) >= 10 for code in codes())
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in map(project, country()))


@pytest.mark.parametrize("code", sorted(TOWNS))
def test_a_regional_capital_lights_a_window_near_to_it_in_its_region(code: str) -> None:
    [cell] = lit_cells([MapPlace(code, TOWNS[code])])[code]
    assert cell in windows()[code]
    column, row = cell
    scale = 0.6 if code == "CZ010" else 1.0
    x, y = project(TOWNS[code])
    assert hypot((column + 0.5) * 17 * scale - x, (row + 0.5) * 20 * scale - y) < 30


def test_no_two_share_a_window_and_a_crowd_lights_all_of_them() -> None:
    places = [MapPlace("CZ010", TOWNS["CZ010"])] * 10 + [MapPlace("CZ072", None)] * 5
    cells = lit_cells(places)
    assert len(set(cells["CZ010"])) == 10
    assert len(set(cells["CZ072"])) == 5
    crowd = lit_cells([MapPlace("CZ010", None)] * 500)["CZ010"]
    assert sorted(crowd) == sorted(windows()["CZ010"])
    assert lit_cells([MapPlace("CZ", None)]) == {}


def test_a_large_directory_is_drawn_small_and_soon() -> None:
    places = [
        MapPlace(region.code, TOWNS.get(region.code)) for region in REGIONS for _ in range(400)
    ]
    regions = [MapRegion(each.code, each.short, "#kraj", "5 000") for each in REGIONS]
    windows()
    began = process_time()
    drawing = regions_map(regions, places, title="Mapa", description="Popis")
    assert process_time() - began < 0.3
    assert len(drawing) < 100_000


def test_the_drawing_is_well_formed_says_what_it_is_and_escapes_words() -> None:
    regions = [MapRegion(each.code, HOSTILE, "#kraj", HOSTILE) for each in REGIONS]
    regions[3] = MapRegion(REGIONS[3].code, "Plzeňský", "", "Plzeňský kraj: nikdo")
    drawing = regions_map(regions, [], title=HOSTILE, description=HOSTILE)
    root = fromstring(drawing)
    assert root.findtext("title") == HOSTILE
    assert len(root.findall("a")) == 13
    assert root.find("g[@role='img']") is not None
    assert "style=" not in drawing
    assert "<script" not in drawing


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ((50.08, 14.42), "CZ010"),
        ((49.19, 16.61), "CZ064"),
        ((50.77, 15.06), "CZ051"),
        ((49.82, 18.26), "CZ080"),
        ((48.21, 16.37), ""),
    ],
)
def test_the_region_of_a_point_is_known(at: tuple[float, float], code: str) -> None:
    assert region_at(at) == code


def test_the_map_of_one_point_says_how_its_units_and_degrees_belong_together() -> None:
    at = (49.19, 16.61)
    drawing = place_map(at, "CZ064", label='Brno "a" okolí')
    found = dict(re.findall(r'data-([a-z-]+)="(-?[\d.]+)"', drawing))
    point = re.search(r'cx="([\d.]+)" cy="([\d.]+)"', drawing)
    assert point
    north = float(found["north"]) + float(point[2]) * float(found["north-step"])
    east = float(found["east"]) + float(point[1]) * float(found["east-step"])
    assert (north, east) == pytest.approx(at, abs=0.001)
    assert drawing.count('class="wall chosen"') == 1
    assert "aria-label='Brno \"a\" okolí'" in drawing
