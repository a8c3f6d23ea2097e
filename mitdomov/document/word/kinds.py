"""The first bytes of a file that is no .docx in; a Czech sentence about what to do with it out."""

from typing import Final

_SAVE_AS: Final = "uložte jej jako Dokument Word (.docx) a nahrajte znovu."
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound file binary ([MS-CFB]): old Office formats, and new ones under a password."""
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
"""Its kind stands unpacked at the beginning (OpenDocument 1.3, part 2, 3.3), so that even a torn
file tells it."""
_HEAD_BYTES: Final = 200
_OPEN_DOCUMENT_SENTENCE: Final = (
    f"Je to dokument OpenDocument (.odt). Otevřete jej v LibreOffice a {_SAVE_AS}"
)
_BEGINNINGS: Final = (
    (b"{\\rtf", f"Je to dokument RTF. Otevřete jej ve Wordu a {_SAVE_AS}"),
    (b"%PDF", "Je to PDF, ne dokument Wordu. Vyžádejte si od autora původní soubor .docx."),
    (b"\x89PNG", "Je to obrázek. Nahrajte jej do knihovny médií."),
    (b"\xff\xd8\xff", "Je to obrázek. Nahrajte jej do knihovny médií."),
)


def not_a_zip(data: bytes) -> str:
    """Why `data`, which is no archive, cannot be a .docx."""
    if not data:
        return "Soubor je prázdný. Vyžádejte si jej od autora znovu."
    if data.startswith(_COMPOUND):
        return _compound(data)
    for beginning, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            return sentence
    if _OPEN_DOCUMENT in data[:_HEAD_BYTES]:
        return _OPEN_DOCUMENT_SENTENCE
    if data.startswith(b"PK"):
        return "Soubor je poškozený nebo neúplný. Vyžádejte si jej od autora znovu."
    return f"Není to dokument Wordu (.docx). Otevřete soubor ve Wordu nebo LibreOffice a {_SAVE_AS}"


def not_a_word_archive(names: frozenset[str], mimetype: bytes) -> str:
    """Why an archive with these entries is no .docx; `mimetype` as OpenDocument has it."""
    if mimetype.startswith(_OPEN_DOCUMENT):
        return _OPEN_DOCUMENT_SENTENCE
    if "xl/workbook.xml" in names:
        return "Je to tabulka Excelu, ne dokument Wordu. Text vložte do dokumentu Word (.docx)."
    if "ppt/presentation.xml" in names:
        return "Je to prezentace PowerPointu, ne dokument Wordu. Text vložte do dokumentu .docx."
    if any(name.endswith(".iwa") for name in names):
        return "Je to dokument Pages. Vyexportujte jej do Wordu (.docx) a nahrajte znovu."
    return "V archivu není dokument Wordu. Pokud je v něm .docx zabalený, nejdřív archiv rozbalte."


def _compound(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "Dokument je chráněný heslem. Otevřete jej ve Wordu, heslo zrušte a uložte znovu."
    return f"Je to starý formát Wordu (.doc). Otevřete jej ve Wordu nebo LibreOffice a {_SAVE_AS}"
