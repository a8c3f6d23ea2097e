"""The bytes of a UTF-8 file in, its text out, with line feeds alone at the ends of lines."""

from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder.report import Report


def read_text(path: str, data: bytes, report: Report) -> str | None:
    """The text of `data`; a byte order mark is dropped. Nothing when the bytes are no UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        report.block(
            "not-utf8",
            Place(path, data[: error.start].count(b"\n") + 1),
            "Soubor není v kódování UTF-8; uložte jej znovu a vyberte UTF-8.",
        )
        return None
