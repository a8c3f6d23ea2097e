"""What may be offered for download, judged by its bytes; and versions of a file that stay."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest

from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.materials import files
from mitdomov.bulletin.materials.files import NewFile
from mitdomov.bulletin.materials.model import MaterialKind, MaterialRecord
from mitdomov.bulletin.materials.sniffing import MOST_BYTES, PDF, FileKind, Refusal, sniff
from tests.state import migrated_store

AT: Final = datetime(2026, 2, 7, 9, tzinfo=UTC)
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT: Final = "application/vnd.oasis.opendocument.text"


def archive(**parts: bytes | str) -> bytes:
    """Names have `__` for a slash and `_dot_` for a dot."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def office(types: str, **parts: bytes | str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def pdf(script: str = "", **saving: Any) -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        document.save(buffer, **saving)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (pdf(), "pdf"),
        (pdf("app.alert(1)"), "pdf"),
        (office(f"<Override ContentType='{_WORD}.main+xml'/>"), "docx"),
        (
            archive(mimetype=_ODT, content_dot_xml="<a/>", **{"META-INF__manifest_dot_xml": ""}),
            "odt",
        ),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, extension: str) -> None:
    kind = sniff(data)
    assert isinstance(kind, FileKind)
    assert kind.extension == extension


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "prázdný soubor"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "nenabídneme"),
        (b"<!doctype html><script>alert(1)</script>", "nenabídneme"),
        (b"<html>" + pdf(), "poškozený"),
        (pdf()[:200], "poškozený"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "zamčený heslem"),
        (office(f"{_WORD}.main+xml", word__vbaProject_dot_bin=b"x"), "makra"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "makra"),
        (archive(mimetype=_ODT, Basic__Standard__x_dot_xml="x"), "makra"),
        (archive(readme_dot_txt="x"), "ZIP"),
        (b"PK\x03\x04" + b"\0" * 50, "poškozený"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "starém formátu"),
        (b"MZ\x90\x00", "nenabídneme"),
    ],
)
def test_what_readers_should_not_get_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    refusal = sniff(data)
    assert isinstance(refusal, Refusal), refusal
    assert words in refusal.sentence


def test_a_bomb_is_not_unpacked_and_a_giant_is_refused() -> None:
    bomb = office("0" * 50_000_000)
    assert len(bomb) < 100_000
    assert isinstance(sniff(bomb), Refusal)
    assert isinstance(sniff(b"%PDF-" + b"0" * MOST_BYTES), Refusal)


def new_file(name: str, version: str, replaces: int | None = None) -> NewFile:
    return NewFile(
        "0" * 64, 1_200_000, PDF, name, "", version, date(2026, 2, 7), "cs", "", replaces
    )


def test_a_newer_version_takes_the_place_of_the_older_one_which_stays(tmp_path: Path) -> None:
    with migrated_store(tmp_path).writing() as session:
        material = MaterialRecord(title="Metodika", kind=MaterialKind.METHODOLOGY)
        rows.add(session, material, AT)
        assert files.obstacle(material)
        first = files.add_file(material, new_file("Příručka.exe", "1"), AT)
        session.flush()
        second = files.add_file(material, new_file("Příručka.pdf", "2", first.id), AT)
        session.flush()
        assert (first.name, second.name) == ("prirucka-v1.pdf", "prirucka-v2.pdf")
        assert (material.current_files, material.earlier_files) == ([second], [first])
        files.withdraw_file(material, second.id, AT)
        assert material.current_files == [first]
        assert files.withdraw_file(material, second.id, AT) is None
        files.bring_back_file(material, second.id, AT)
        assert (material.current_files, material.earlier_files) == ([second], [first])
        same = files.add_file(material, new_file("../../Příručka.pdf", "2"), AT)
        assert same.name == "prirucka-v2-2.pdf"
        assert not files.obstacle(material)
