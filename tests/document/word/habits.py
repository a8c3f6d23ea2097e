"""The body of a Word file as its tests write it in; the document that is read of it out."""

from mitdomov.document.markdown.writer import write
from mitdomov.document.tree import ItemList
from mitdomov.document.word.reading import WordDocument, read_word
from tests.document.word.word_builder import (
    NUMBERING,
    docx,
    paragraph,
)

TITLE = paragraph("Titulek", "Nzev")
PNG = b"\x89PNG\r\n\x1a\n....."


def read(
    body: str, *, related: str = "", parts: dict[str, str | bytes] | None = None
) -> WordDocument:
    found = read_word(docx(TITLE + body, related=related, parts=parts), "clanek.docx")
    assert isinstance(found, WordDocument)
    return found


def text(found: WordDocument) -> str:
    return write(found.body).strip()


def level(depth: int, format_: str, pattern: str, more: str = '<w:start w:val="1"/>') -> str:
    return (
        f'<w:lvl w:ilvl="{depth}">{more}<w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbered(body: str, *levels: str, restart: str = "") -> WordDocument:
    """List 7 has these levels; so has list 8, which `restart` may begin anew."""
    numbering = NUMBERING.replace(
        "</w:numbering>",
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="8"><w:abstractNumId w:val="7"/>{restart}</w:num></w:numbering>',
    )
    return read(body, parts={"word/numbering.xml": numbering})


def lists(found: WordDocument) -> list[tuple[int, int]]:
    """Where each list begins to count, and how many items it has."""
    return [
        (each.start, len(each.items)) for each in found.body.blocks if isinstance(each, ItemList)
    ]


DECIMAL = level(0, "decimal", "%1.")
LETTERS = level(1, "lowerLetter", "%2)")
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'


def picture(name: str = "i1", inside: str = "", crop: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Skupina"/><a:graphic>'
        f'<a:graphicData uri="p">{pic(name, inside or "Dům", crop)}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def pic(name: str, alt: str, crop: str = "") -> str:
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="y" descr="{alt}"/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/>{crop}</pic:blipFill></pic:pic>'
    )
