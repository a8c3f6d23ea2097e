"""A drawing in SVG is printed sharply, and refused when it could do more than draw."""

from io import BytesIO

import pytest
from PIL import Image

from mitdomov.magazine.pictures import PictureError, examine, normalise

OUTSIDE = (
    "Kresba SVG odkazuje mimo sebe nebo vkládá obrázek; vyexportujte ji bez odkazů, nebo jako PNG."
)
BROKEN = "Kresba SVG je poškozená; vyexportujte ji znovu."
TOO_COMPLEX = "Kresba SVG je příliš složitá; zjednodušte ji, nebo ji vyexportujte jako PNG."
HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(content: str, view_box: str = "0 0 200 100", before: str = "") -> bytes:
    return f'{before}<svg {HEAD} viewBox="{view_box}">{content}</svg>'.encode()


def test_drawing_becomes_png_at_print_size() -> None:
    picture = normalise(svg('<rect width="100" height="100" fill="#123456"/>'))
    assert (picture.media_type, picture.width_px, picture.height_px) == ("image/png", 2480, 1240)
    image = Image.open(BytesIO(picture.data))
    assert image.getpixel((10, 10)) == (0x12, 0x34, 0x56, 255)
    assert image.getpixel((2400, 10)) == (0, 0, 0, 0)


def test_tall_drawing_fits_the_page() -> None:
    picture = normalise(svg("<rect/>", view_box="0 0 100 1000"))
    assert (picture.width_px, picture.height_px) == (351, 3508)


def test_drawing_may_use_its_own_parts() -> None:
    examine(
        svg(
            '<defs><linearGradient id="a"/><g id="b"><rect width="9" height="9"/></g></defs>'
            '<style>rect { fill: url(#a) }</style><use href="#b"/><use xlink:href="#b"/>'
            '<circle r="4" fill="url(\'#a\')"/>',
            before='\N{BYTE ORDER MARK}<?xml version="1.0" encoding="utf-8"?><!-- kresba -->\n',
        )
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "<script>alert(1)</script>",
            "Kresba SVG obsahuje prvek <script>; vyexportujte ji bez něj, nebo jako PNG.",
        ),
        (
            "<foreignObject><p>text</p></foreignObject>",
            "Kresba SVG obsahuje prvek <foreignObject>; vyexportujte ji bez něj, nebo jako PNG.",
        ),
        (
            '<image href="/etc/hostname"/>',
            "Kresba SVG obsahuje prvek <image>; vyexportujte ji bez něj, nebo jako PNG.",
        ),
        (
            '<rect onclick="alert(1)"/>',
            "Kresba SVG obsahuje skript (onclick); vyexportujte ji bez něj.",
        ),
        (
            "<text>37 bytů</text>",
            (
                "Kresba SVG obsahuje text, jehož písmo může jinde chybět; převeďte text na křivky, "
                "nebo kresbu vyexportujte jako PNG."
            ),
        ),
        ('<use href="https://zle.example/a.svg#a"/>', OUTSIDE),
        ('<use xlink:href="file:///etc/passwd#a"/>', OUTSIDE),
        ('<a href="javascript:alert(1)"><rect/></a>', OUTSIDE),
        ('<rect fill="url(https://zle.example/a)"/>', OUTSIDE),
        ("<rect style=\"fill: URL( 'data:image/svg+xml,x')\"/>", OUTSIDE),
        ("<style>@import 'https://zle.example/a.css';</style>", OUTSIDE),
        ("<style>rect { fill: ur<!-- -->l(//zle.example) }</style>", OUTSIDE),
        ("<rect>", BROKEN),
    ],
)
def test_what_could_do_more_than_draw_is_refused(content: str, sentence: str) -> None:
    with pytest.raises(PictureError) as error:
        examine(svg(content))
    assert error.value.sentence == sentence


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    ],
)
def test_document_type_is_refused(declaration: str) -> None:
    """Entities are how a small file grows or reads another one."""
    with pytest.raises(PictureError, match="obsahuje značku <!DOCTYPE>"):
        examine(svg("<rect/>", before=declaration))


def test_style_sheet_elsewhere_is_refused() -> None:
    with pytest.raises(PictureError) as error:
        examine(svg("<rect/>", before='<?xml-stylesheet href="a.css"?>'))
    assert error.value.sentence == OUTSIDE


def test_page_that_holds_a_drawing_is_no_drawing() -> None:
    with pytest.raises(PictureError) as error:
        examine(f"<html><body><svg {HEAD}/></body></html>".encode())
    assert error.value.sentence == BROKEN


def test_nesting_that_crashes_the_renderer_is_refused() -> None:
    with pytest.raises(PictureError) as error:
        examine(svg("<g>" * 20_000 + "</g>" * 20_000))
    assert error.value.sentence == TOO_COMPLEX


def test_parts_that_multiply_are_refused() -> None:
    """Each of eight levels uses the one below ten times: a hundred million rectangles."""
    levels = "".join(
        f'<g id="a{level}">{f"""<use href="#a{level - 1}"/>""" * 10}</g>' for level in range(1, 9)
    )
    with pytest.raises(PictureError):
        examine(svg(f'<defs><rect id="a0" width="1" height="1"/>{levels}</defs><use href="#a8"/>'))
