"""Files that are broken, mislabelled or made to harm are refused in a sentence, cheaply."""

import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitdomov.document.tree import Paragraph, plain
from mitdomov.document.word.reading import WordDocument, read_word
from mitdomov.document.word.report import Refusal
from tests.document.word.word_builder import (
    docx,
    paragraph,
    part,
    relationship,
    relationships,
    run,
    zipped,
)

FILES = Path(__file__).parent / "files"
GOOD = docx(paragraph("Titulek", "Nzev") + paragraph("Text článku."))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

OPEN_DOCUMENT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": "<office:document-content/>" * 20,
}


def refusal(data: bytes) -> str:
    found = read_word(data, "clanek.docx")
    assert isinstance(found, Refusal)
    return found.sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "prázdný"),
        (OLD, "starý formát Wordu (.doc)"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "chráněný heslem"),
        (b"{\\rtf1 ahoj}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "obrázek"),
        (b"Ahoj", "Není to dokument Wordu"),
        (GOOD[:400], "poškozený nebo neúplný"),
        (zipped(OPEN_DOCUMENT, is_packed=False), "(.odt). Otevřete jej v LibreOffice a uložte"),
        (zipped(OPEN_DOCUMENT, is_packed=False)[:200], "(.odt). Otevřete jej v LibreOffice"),
        (docx(""), "není žádný text"),
        (docx(paragraph(" ") + paragraph(run("x", "<w:vanish/>"))), "není žádný text"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "Excelu"),
        (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "PowerPointu"),
        (zipped({"Index/Document.iwa": "x"}), "Pages"),
        (zipped({"clanek.docx": GOOD}), "archiv rozbalte"),
        (zipped({"[Content_Types].xml": "<x/>"}), "poškozený"),
    ],
)
def test_every_wrong_kind_of_file_is_named_with_what_to_do(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_macros_are_refused() -> None:
    by_type = docx("", main_type="application/vnd.ms-word.document.macroEnabled.main+xml")
    by_part = docx("", parts={"word/vbaProject.bin": b"x"})
    for data in (by_type, by_part):
        assert "makra" in refusal(data)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "<!DOCTYPE x>",
    ],
)
@pytest.mark.parametrize("where", ["document", "styles", "rels", "types", "notes"])
def test_definitions_of_entities_are_refused_in_every_part(prolog: str, where: str) -> None:
    body = paragraph("Titulek &e;" if "ENTITY e" in prolog and where == "document" else "x")
    parts: dict[str, str | bytes] = {}
    match where:
        case "styles":
            parts["word/styles.xml"] = f"{prolog}<x/>"
        case "rels":
            parts["word/_rels/document.xml.rels"] = f"{prolog}<x/>"
        case "types":
            parts["[Content_Types].xml"] = f"{prolog}<x/>"
        case "notes":
            parts["word/footnotes.xml"] = f"{prolog}<x/>"
    data = docx(
        body,
        parts=parts,
        prolog=prolog if where == "document" else "",
        related=relationship("f", "footnotes", "footnotes.xml") if where == "notes" else "",
    )
    assert "škodit" in refusal(data)


@contextmanager
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """A server that writes down whoever asks it."""
    hits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                hits.append(b"hit")
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", hits
        finally:
            ended.set()
            thread.join()


def test_nothing_outside_of_the_file_is_ever_asked_for() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:{}="{}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    with canary() as (address, hits):
        found = read_word(
            docx(
                paragraph("T", "Nzev")
                + paragraph(run("x") + picture.format("link", "i1") + picture.format("embed", "i2"))
                + '<w:subDoc r:id="d1"/>',
                related="".join(
                    relationship(name, kind, f"{address}/{kind}", is_external=True)
                    for name, kind in (
                        ("i1", "image"),
                        ("i2", "image"),
                        ("t1", "attachedTemplate"),
                        ("o1", "oleObject"),
                        ("d1", "subDocument"),
                    )
                )
                + relationship("i3", "image", "file:///etc/passwd", is_external=True),
            )
        )
    assert hits == []
    assert isinstance(found, WordDocument)
    lost = " ".join(found.report.lost)
    assert "odkazované z internetu (2)" in lost
    assert f"{address}/attachedTemplate" in lost


def test_a_picture_outside_of_the_archive_is_not_read() -> None:
    found = read_word(
        docx(
            paragraph("T", "Nzev")
            + paragraph(
                '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:blip r:embed="i"/>'
                "</wp:inline></w:drawing></w:r>"
            ),
            related=relationship("i", "image", "../../../../etc/passwd"),
        )
    )
    assert isinstance(found, WordDocument)
    assert not found.pictures
    assert any("v souboru chybí" in each for each in found.report.lost)


def test_a_template_elsewhere_is_reported_and_not_asked_for() -> None:
    with canary() as (address, hits):
        found = read_word(
            docx(
                paragraph("T", "Nzev"),
                related=relationship("e", "settings", "settings.xml"),
                parts={
                    "word/settings.xml": part("settings", ""),
                    "word/_rels/settings.xml.rels": relationships(
                        relationship(
                            "t", "attachedTemplate", f"{address}/evil.dotm", is_external=True
                        )
                    ),
                },
            )
        )
    assert hits == []
    assert isinstance(found, WordDocument)
    assert any("evil.dotm" in each for each in found.report.lost)


def test_what_shrinks_like_no_text_is_refused_though_it_is_not_big() -> None:
    dense = f"<x>{'A' * 4_000_000}</x>"
    assert "nepřiměřeně" in refusal(docx(paragraph("x"), parts={"word/styles.xml": dense}))


def test_too_many_entries_are_refused_before_they_are_listed() -> None:
    many = {f"word/{index}.xml": b"" for index in range(3_000)}
    assert "nepřiměřeně" in refusal(docx(paragraph("x"), parts=many))


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "..\\..\\x", "a" * 4_000, "word/\u202ex", "C:\\x"]
)
def test_names_that_lead_out_of_the_archive_lead_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_word(docx(paragraph("Titulek", "Nzev"), parts={name: b"x"}))
    assert isinstance(found, WordDocument)
    assert list(tmp_path.rglob("*")) == []


def test_text_that_looks_like_markup_stays_text() -> None:
    words = "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &lt;a id='picture-0'&gt;"
    found = read_word(docx(paragraph("T", "Nzev") + paragraph(words)))
    assert isinstance(found, WordDocument)
    (block,) = found.body.blocks
    assert isinstance(block, Paragraph)
    assert plain(block.content) == "<script>alert(1)</script> {{7*7}} <a id='picture-0'>"


def _big(body: str) -> bytes:
    """Not packed, so that no ratio gives it away."""
    return docx(body, is_packed=False)


BOMBS = {
    "one-part": lambda: docx("", parts={"word/document.xml": b"<a>" + b" " * 200_000_000}),
    "styles": lambda: docx(paragraph("x"), parts={"word/styles.xml": b"<a>" + b"A" * 60_000_000}),
    "picture": lambda: docx(
        paragraph(
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:blip r:embed="i"/>'
            "</wp:inline></w:drawing></w:r>"
        ),
        related=relationship("i", "image", "media/a.png"),
        parts={"word/media/a.png": b"\x89PNG\r\n\x1a\n" + bytes(150_000_000)},
    ),
    "entries": lambda: zipped({f"word/{index}.xml": b"" for index in range(50_000)}),
    "nested-zip": lambda: zipped({"inner.zip": zipped({"x": bytes(50_000_000)})}),
    "elements": lambda: _big("<w:p/>" * 1_500_000),
    "runs": lambda: _big(f"<w:p>{run('a') * 16_000}</w:p>"),
    "paragraphs": lambda: _big(paragraph("a") * 9_500),
    "formats": lambda: _big(f"<w:p>{(run('a') + run('b', '<w:b/>')) * 6_500}</w:p>"),
    "unknown-elements": lambda: _big("<w:zzz/>" * 1_500_000),
    "depth": lambda: _big("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000),
    "cells": lambda: _big(
        f"<w:tbl>{('<w:tr>' + '<w:tc><w:p/></w:tc>' * 24 + '</w:tr>') * 1_000}</w:tbl>"
    ),
    "tables": lambda: _big("<w:tbl><w:tr><w:tc>" * 29 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 29),
    "text": lambda: _big(paragraph("ž" * 9_000_000)),
    "text-allowed": lambda: _big(paragraph("ž" * 290_000)),
    "words-allowed": lambda: _big(paragraph("ž a " * 72_000)),
    "entities": lambda: _big(paragraph("&amp;" * 3_000_000)),
    "entities-allowed": lambda: _big(paragraph("&amp;" * 290_000)),
    "attributes": lambda: _big(f'<w:p w:val="{"a" * 5_500_000}"/>'),
    "attribute-names": lambda: _big("<w:p " + " ".join(f'a{n}=""' for n in range(420_000)) + "/>"),
    "fields": lambda: _big(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 30_000 + "</w:p>"
    ),
    "comments": lambda: _big(
        '<w:commentRangeStart w:id="1"/>' * 20_000 + f"<w:p>{run('a') * 9_000}</w:p>"
    ),
    "comment-ranges": lambda: _big(
        "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(20_000))
        + f"<w:p>{run('a') * 9_000}</w:p>"
    ),
    "spans": lambda: _big(
        "<w:tbl>"
        + (
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="63"/><w:vMerge w:val="restart"/></w:tcPr>'
            "<w:p/></w:tc></w:tr>"
        )
        * 8_000
        + "</w:tbl>"
    ),
}
CHILD = """
import resource, sys, time
from mitdomov.document.word.reading import read_word
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
found = read_word(data)
seconds = time.process_time() - start
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(type(found).__name__, (after - before) // 1000, round(seconds, 1))
"""


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_cost_little_memory_and_time(bomb: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(BOMBS[bomb]())
    limit = 700_000_000
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        capture_output=True,
        text=True,
        timeout=600,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    _, grown_mb, seconds = done.stdout.split()[:3]
    assert int(grown_mb) < 200
    assert float(seconds) < 6


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_bytes_never_raise(data: st.DataObject) -> None:
    good = bytearray((FILES / "libreoffice.docx").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    assert isinstance(read_word(bytes(good)), WordDocument | Refusal)
    assert isinstance(read_word(bytes(good[:cut])), WordDocument | Refusal)


_TAGS = [
    *("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:ins", "w:del", "w:hyperlink", "w:sdt"),
    *("w:sdtContent", "w:drawing", "w:pict", "w:fldChar", "w:instrText", "w:pPr", "w:rPr"),
    *("w:numPr", "w:numId", "w:ilvl", "w:pStyle", "w:gridSpan", "w:vMerge", "w:tcPr", "w:sym"),
    *("w:txbxContent", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:br", "w:lang"),
    *("w:footnoteReference", "w:trPr", "w:tblHeader", "a:blip", "v:imagedata", "m:oMath", "m:t"),
]
_VALUES = st.sampled_from(
    [
        "",
        "1",
        "2",
        "0",
        "-1",
        "99999999999",
        "begin",
        "separate",
        "end",
        "en-US",
        "Nadpis1",
        "x\u00b2",
    ]
)


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> str:
    tag = draw(st.sampled_from(_TAGS))
    value = draw(_VALUES)
    inner = "".join(draw(st.lists(markup(depth - 1), max_size=3))) if depth else "slovo"
    return (
        f'<{tag} w:val="{value}" w:id="{value}" w:fldCharType="{value}" w:char="{value}" '
        f'r:id="{value}">{inner}</{tag}>'
    )


@given(body=st.lists(markup(), max_size=5))
@settings(max_examples=300, deadline=None)
def test_markup_in_any_order_never_raises(body: list[str]) -> None:
    """Also what no program writes: cells without rows, fields without ends, odd numbers."""
    assert isinstance(read_word(docx("".join(body))), WordDocument | Refusal)


def test_entries_of_one_name_do_not_confuse() -> None:
    buffer = BytesIO(GOOD)
    other = part("document", f"<w:body>{paragraph('Jiný.')}</w:body>")
    with (
        ZipFile(buffer, "a", ZIP_DEFLATED) as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("word/document.xml", other)
    assert isinstance(read_word(buffer.getvalue()), WordDocument)
