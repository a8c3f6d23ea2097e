"""The bytes of a text file in, its text out: UTF-8, line feeds alone, no reserved characters."""

from mitdomov.magazine.findings import Place
from mitdomov.magazine.report import Report


def read_text(path: str, data: bytes, report: Report) -> str | None:
    """The text of `data`; a byte order mark is dropped. Nothing when the bytes are no UTF-8."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        report.block(
            "not-utf8",
            Place(path, data[: error.start].count(b"\n") + 1),
            "Soubor není v kódování UTF-8; uložte jej znovu a vyberte UTF-8.",
        )
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if "⟦" in line or "⟧" in line:
            report.block(
                "reserved-character",
                Place(path, number),
                "Znaky ⟦ a ⟧ jsou vyhrazené dopisům; nahraďte je jinými závorkami.",
            )
    return text
