"""Names that tell content apart, and pages without what only their templates need."""

import pytest

from mitdomov.render.web.compact import compact
from mitdomov.render.web.companions import FONTS, STYLE, companions
from mitdomov.render.web.naming import named_by_content, plain_name, with_names


def test_other_content_has_another_name() -> None:
    one, other = (named_by_content("fonts/a.cs.woff2", data) for data in (b"1", b"2"))
    assert one != other
    assert one == named_by_content("fonts/a.cs.woff2", b"1")
    assert one.startswith("fonts/a.cs-")
    assert one.endswith(".woff2")


@pytest.mark.parametrize("path", ["style.css", "fonts/a.cs.woff2", "a-b.js"])
def test_plain_name_is_found_again(path: str) -> None:
    assert plain_name(named_by_content(path, b"x")) == path
    assert plain_name(path) == path


def test_a_new_font_gives_its_style_sheet_a_new_name() -> None:
    sheet = b'a{src:url(fonts/a.woff2)}b{src:url("fonts/b.woff2")}'
    names = {"fonts/a.woff2": "fonts/a-1.woff2", "fonts/b.woff2": "fonts/b-2.woff2"}
    assert with_names(sheet, names) == b"a{src:url(fonts/a-1.woff2)}b{src:url(fonts/b-2.woff2)}"


def test_companions_are_named_by_what_they_are() -> None:
    for plain, (name, data) in companions().items():
        assert name == named_by_content(plain, data)
    style = companions()[STYLE].data.decode()
    assert not [font for font in FONTS if f"url({font})" in style]


def test_indentation_goes_and_spaces_between_words_stay() -> None:
    assert compact("<p>\n    a <b>b</b>\n\n  c\u00a0d\n</p>") == "<p>\na <b>b</b>\nc\u00a0d\n</p>"
    assert compact("a\n\u00a0b") == "a\n\u00a0b"


@pytest.mark.parametrize("tag", ["pre", "textarea", "PRE class=x"])
def test_text_whose_white_space_shows_is_left_alone(tag: str) -> None:
    html = f"<div>\n  <{tag}>a\n  b</{tag}></div>"
    assert compact(html) == html
