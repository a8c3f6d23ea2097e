"""Parts of a Word file in, what our reader makes of them out, as the tests of it need it."""

from mitdomov.document.word.reading import WordDocument, read_word
from tests.document.word.word_builder import (
    docx,
    relationship,
)

PNG = b"\x89PNG\r\n\x1a\n....."


def read(
    body: str, *, related: str = "", parts: dict[str, str | bytes] | None = None
) -> WordDocument:
    found = read_word(docx(body, related=related, parts=parts), "clanek.docx")
    assert isinstance(found, WordDocument)
    return found


def picture(alt: str = "Dům", name: str = "i1", inside: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}">{inside}</wp:docPr>'
        '<a:graphic><a:graphicData uri="p"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def with_picture(body: str, data: bytes = PNG) -> WordDocument:
    return read(
        body, related=relationship("i1", "image", "media/a.png"), parts={"word/media/a.png": data}
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
