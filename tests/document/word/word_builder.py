"""Body markup in, the bytes of a .docx as Word writes it out; any part may be replaced."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CZECH_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/></w:style>'
    for name, title in (
        ("Nzev", "Název"),
        ("Podnadpis", "Podnadpis"),
        ("Nadpis1", "Nadpis 1"),
        ("Nadpis2", "nadpis 2"),
        ("Nadpis3", "heading 3"),
        ("Citt", "Citát"),
        ("Vraznctt", "Výrazná citace"),
        ("Titulek", "Titulek"),
        ("Perex", "Perex"),
        ("Odstavecseseznamem", "Odstavec se seznamem"),
    )
) + (
    '<w:style w:type="paragraph" w:styleId="Mezititulek"><w:name w:val="Můj mezititulek"/>'
    '<w:basedOn w:val="Nadpis2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Osnova"><w:name w:val="Vlastní"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """`content` is runs, or bare words."""
    runs = content if "<" in content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int = 1, depth: int = 0) -> str:
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def relationship(name: str, kind: str, target: str, *, is_external: bool = False) -> str:
    mode = ' TargetMode="External"' if is_external else ""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def relationships(*each: str) -> str:
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{"".join(each)}</Relationships>'


def part(kind: str, content: str) -> str:
    return f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def docx(
    body: str,
    *,
    related: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    main_type: str = _MAIN,
    prolog: str = "",
    is_packed: bool = True,
) -> bytes:
    """`related` is relationships of the document besides those to its styles and numbering."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": relationships(relationship("r", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(
            relationship("s", "styles", "styles.xml"),
            relationship("n", "numbering", "numbering.xml"),
            related,
        ),
        "word/styles.xml": part("styles", CZECH_STYLES),
        "word/numbering.xml": NUMBERING,
        "word/document.xml": prolog + part("document", f"<w:body>{body}</w:body>"),
        **(parts or {}),
    }
    return zipped(files, is_packed=is_packed)


def zipped(files: Mapping[str, str | bytes], *, is_packed: bool = True) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED if is_packed else ZIP_STORED) as archive:
        for name, content in files.items():
            info = ZipInfo(name)  # of 1980, so that the same files give the same bytes
            info.compress_type = archive.compression
            archive.writestr(info, content)
    return buffer.getvalue()
