"""An issue has its own façade: the same number always lights the same windows."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.render.drawing.emblem import BLUE, GOLD, emblem_svg
from mitdomov.render.drawing.facade import facade_svg, lit_windows, window_svg
from mitdomov.render.drawing.street import street_svg


def test_same_number_same_facade() -> None:
    """Written down, so that no version of Python may change a published cover."""
    assert lit_windows("1/2026", columns=6, rows=3) == {(1, 0), (2, 2), (3, 1), (4, 0)}


def test_issues_differ() -> None:
    strips = {
        facade_svg(f"{number}/2026", columns=12, rows=2, width=600, height=120)
        for number in range(1, 9)
    }
    assert len(strips) == 8


@given(st.integers(1, 40), st.integers(1, 12), st.floats(0, 0.5))
def test_some_window_is_always_lit(columns: int, rows: int, share: float) -> None:
    """Every lit window is a window of the façade, and a home is lit in each."""
    lit = lit_windows("2/2027", columns=columns, rows=rows, share=share)
    assert 1 <= len(lit) <= columns * rows
    assert all(0 <= column < columns and 0 <= row < rows for column, row in lit)


@pytest.mark.parametrize(
    "svg",
    [
        facade_svg("1/2026", columns=20, rows=3, width=600, height=110),
        street_svg("1/2026", width=2100, height=2970),
        window_svg(),
        window_svg("<"),
        emblem_svg(),
    ],
)
def test_drawings_stand_alone(svg: str) -> None:
    """Well-formed, and nothing is fetched from elsewhere."""
    tree = fromstring(svg)  # noqa: S314
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "href" not in svg
    assert "url(" not in svg


def test_emblem_follows_its_geometry() -> None:
    """A field of 3:2 in reflex blue, twelve gold stars of five points."""
    tree = fromstring(emblem_svg(height=90))  # noqa: S314
    assert tree.get("viewBox") == "0 0 135 90"
    field, stars = tree.findall("{http://www.w3.org/2000/svg}path")
    assert (field.get("fill"), stars.get("fill")) == (BLUE, GOLD)
    path = stars.get("d", "")
    assert path.count("M") == 12
    assert path.count("L") == 12 * 9
