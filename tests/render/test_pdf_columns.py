"""Text in columns: no line breaks early, columns begin at their top, all lines stand level."""

from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint import HTML

from mitdomov.render.pdf.boxes import boxes_of, descendants
from mitdomov.render.pdf.columns import lacking, level_columns
from mitdomov.render.pdf.fetcher import SnapshotFetcher
from mitdomov.render.pdf.lines import remembered_lines

LINE_PX = 14 * 96 / 72
SHEET = """<style>
@page { size: 174mm 80mm; margin: 0 }
body { margin: 0 }
p, h2 { margin: 0 }
.columns > :first-child { margin-top: 0 }
h2 { margin-top: 14pt; font: 10pt/14pt "Domov Sans" }
.pull { margin: 14pt 0; break-inside: avoid; font: 17pt/21pt "Domov Display" }
</style><link rel="stylesheet" href="asset:styles/fonts.css">"""


def test_a_line_is_not_broken_before_words_that_fit() -> None:
    """A preposition holds on to the emphasis after it, and both go down together."""
    text = (
        "v\u00a0životě nespali v\u00a0prádelně. Když někdo řekl něco o\u00a0<em>nich</em>, "
        "všechny hlavy se na okamžik otočily ke mně."
    )
    boxes = _laid_out(f'<p style="width: 83.5mm; font: 9.7pt/14pt Domov Text">{text}</p>')
    lines = [_text(box) for box in boxes if type(box).__name__ == "LineBox"]
    # Only the last line may end far from the edge: the shortest of the others is still long.
    assert min(map(len, lines[:-1])) > 35, lines
    assert any("o\u00a0nich" in line for line in lines), lines


def test_lines_of_both_columns_stand_level() -> None:
    """Behind a pull quote of odd height and a heading that opens the second column."""
    quote = '<div class="pull">Jedna řádka</div>'
    text = "<p>Slovo.</p>" * 4
    page = f"{quote}{text}<h2>Druhý sloupec</h2>{text}"
    boxes = [
        *_laid_out(f'<div class="columns" style="columns: 2; font: 9.7pt/14pt Domov Text">{page}')
    ]
    heading = next(box for box in boxes if box.element_tag == "h2")
    assert heading.position_x > 0
    assert heading.content_box_y() == pytest.approx(0)
    tops = [box.position_y for box in boxes if type(box).__name__ == "LineBox"]
    behind = [round(top / LINE_PX, 2) for top in tops[1:]]
    assert behind == [round(line) for line in behind]


@pytest.mark.parametrize(
    ("length_px", "left_px"), [(28.0, 0.0), (27.8, 0.0), (28.3, 0.0), (21.0, 7.0), (15.0, 13.0)]
)
def test_what_lacks_to_a_whole_line(length_px: float, left_px: float) -> None:
    """Rounding errors are no reason for another line."""
    assert lacking(length_px, 14.0) == pytest.approx(left_px)


def _laid_out(html: str) -> Iterator[Any]:
    fetcher = SnapshotFetcher({})
    source = HTML(
        string=f'<html lang="cs">{SHEET}{html}', base_url="snapshot:", url_fetcher=fetcher
    )
    with remembered_lines(), level_columns():
        [page] = source.render().pages
    return boxes_of(page)


def _text(line: Any) -> str:
    return "".join(box.text for box in descendants(line) if type(box).__name__ == "TextBox")
