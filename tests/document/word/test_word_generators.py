"""Documents that python-docx makes, with the styles of its own and with Czech ones."""

from io import BytesIO

import docx as python_docx
import pytest
from PIL import Image

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import Figure
from mitdomov.document.word.reading import WordDocument, read_word

ENGLISH: dict[str, str] = {}
CZECH = {
    "Title": "Název",
    "Subtitle": "Podnadpis",
    "Heading 1": "Nadpis 1",
    "Heading 2": "nadpis 2",
    "Quote": "Citát",
    "Intense Quote": "Výrazná citace",
    "Caption": "Titulek",
    "List Bullet": "Seznam s odrážkami",
    "List Number": "Číslovaný seznam",
}
EXPECTED = """\
## Jak to začalo

Rada **schválila** plán *bez výhrad*.

- první bod
- druhý bod

1. krok jedna
2. krok dvě

### Co dál

> Domov je právo.

::: pullquote
Bez bytu nejde nic.
:::

![](obrazek-1.png "Jana Bílá")
Obr. 1: Nový dům.

| Rok | Byty |
| --- | --- |
| 2025 | 12 |
"""


def made(names: dict[str, str]) -> bytes:
    document = python_docx.Document()
    for english, czech in names.items():
        document.styles[english].name = czech

    def add(text: str, style: str) -> None:
        document.add_paragraph(text, names.get(style, style))

    add("Město dalo klíče", "Title")
    add("Po třech letech je znát rozdíl.", "Subtitle")
    add("Jak to začalo", "Heading 1")
    line = document.add_paragraph("Rada ")
    line.add_run("schválila").bold = True
    line.add_run(" plán ")
    line.add_run("bez výhrad").italic = True
    line.add_run(".")
    add("první bod", "List Bullet")
    add("druhý bod", "List Bullet")
    add("krok jedna", "List Number")
    add("krok dvě", "List Number")
    add("Co dál", "Heading 2")
    add("Domov je právo.", "Quote")
    add("Bez bytu nejde nic.", "Intense Quote")
    picture = BytesIO()
    Image.new("RGB", (40, 30), (120, 60, 40)).save(picture, "PNG")
    document.add_picture(picture)
    add("Obr. 1: Nový dům. Foto: Jana Bílá", "Caption")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Rok", "Byty", "2025", "12"), strict=True):
        cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("names", [ENGLISH, CZECH], ids=["english", "czech"])
def test_styles_mean_the_same_by_their_english_and_czech_names(names: dict[str, str]) -> None:
    found = read_word(made(names), "clanek.docx")
    assert isinstance(found, WordDocument)
    assert found.title == "Město dalo klíče"
    assert found.perex == "Po třech letech je znát rozdíl."
    assert write(found.body) == EXPECTED
    (figure,) = [block for block in found.body.blocks if isinstance(block, Figure)]
    assert figure.credit == "Jana Bílá"
    assert not found.report.lost
