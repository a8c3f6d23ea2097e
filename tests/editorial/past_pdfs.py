"""PDFs as they come from outside: small magazines, scans, and files made to do harm."""

import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

from mitdomov import places

_FONT: Final = (places.ASSETS / "fonts" / "SourceSerif4-Regular.ttf").as_uri()
_SHEET: Final = f"""
@font-face {{ font-family: "Zkouška"; src: url("{_FONT}"); }}
@page {{ size: A5; margin: 15mm; @top-center {{ content: "Mít domov 2/2023" }}
         @bottom-right {{ content: counter(page) }} }}
body {{ font: 11pt/14pt "Zkouška"; columns: 2; hyphens: auto; text-align: justify;
        hyphenate-limit-chars: 6 3 3 }}
section {{ break-before: page }}
p {{ margin: 0 0 14pt }}
"""
ARTICLES: Final = (
    (
        "Prevence ztráty bydlení",
        "Koordinátorka sociálního bydlení financuje fiktivní fialovou fůru.",
    ),
    (
        "Nájemní garance v Ořechově",
        "Ručitelský fond je-li potřeba pomůže s kaucí česko-slovenské rodině.",
    ),
    ("Co říká výzkum", "Nejneobhospodařovávatelnější byty se opravují nejpomaleji ze všech."),
    ("Anketa", "Odpovídali lidé, kteří podporují bydlení v malých obcích na Vysočině."),
)


def magazine(articles: tuple[tuple[str, str], ...] = ARTICLES, repeats: int = 12) -> bytes:
    """Two columns, hyphenated, a running head, folios and bookmarks; a page for each article."""
    sections = "".join(
        f"<section><h1>{title}</h1>{f'<p>{text}</p>' * repeats}</section>"
        for title, text in articles
    )
    page = f'<html lang="cs"><style>{_SHEET}</style>{sections}</html>'
    return HTML(string=page, base_url=str(Path.cwd())).write_pdf() or b""


def scan(pages: int = 2) -> bytes:
    """Pages without a letter in them."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(420, 595))
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    out = BytesIO()
    pdf.save(out, encryption=encryption or False)
    return out.getvalue()


def with_script() -> bytes:
    return _with_action(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def with_program() -> bytes:
    return _with_action(Dictionary(S=Name.Launch, F=String("calc.exe")))


def with_form() -> bytes:
    return _with_action(Dictionary(S=Name.SubmitForm, F=String("https://zlo.example/")))


def with_script_in_link() -> bytes:
    """In a link's own dictionary, not in an object of its own."""
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    with pikepdf.open(BytesIO(scan())) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].Annots = Array([link])
        return saved(pdf)


def with_script_in_names() -> bytes:
    with pikepdf.open(BytesIO(scan())) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        tree = Dictionary(Names=Array([String("0"), script]))
        pdf.Root.Names = Dictionary(JavaScript=tree)
        return saved(pdf)


def with_link_to_script() -> bytes:
    return _with_action(Dictionary(S=Name.URI, URI=String("JavaScript:alert(1)")))


def with_words_about_scripts() -> bytes:
    """Harmless: it only speaks of them."""
    with pikepdf.open(BytesIO(scan())) as pdf:
        pdf.docinfo.Title = String("Jak funguje /JavaScript a /Launch")
        return saved(pdf)


def locked() -> bytes:
    with pikepdf.open(BytesIO(scan())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


def long(pages: int) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        for _ in range(pages - 1):
            pdf.pages.append(pdf.pages[0])
        return saved(pdf)


def picture_bomb() -> bytes:
    """A few kilobytes that unpack to a picture of ten gigapixels on the first page."""
    side = 100_000
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        picture = pdf.make_stream(
            b"\0" * 1_000_000,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page = pdf.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(P=picture))
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")
        return saved(pdf)


def _with_action(action: Dictionary) -> bytes:
    with pikepdf.open(BytesIO(scan())) as pdf:
        pdf.Root.OpenAction = pdf.make_indirect(action)
        return saved(pdf)


def content_bomb() -> bytes:
    """A hundred kilobytes that unpack to a hundred megabytes of drawing on the first page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        line = b"0 0 m 9 9 l S\n" * 75_000
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(line) for _ in range(100)) + packer.flush()
        stream = pikepdf.Stream(pdf, packed, Filter=Name.FlateDecode)
        pdf.pages[0].Contents = pdf.make_indirect(stream)
        return saved(pdf)


def with_labels(data: bytes) -> bytes:
    """Two pages with Roman numbers, then from 1."""
    with pikepdf.open(BytesIO(data)) as pdf:
        roman, arabic = Dictionary(S=Name.r), Dictionary(S=Name.D)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, roman, 2, arabic]))
        return saved(pdf)
