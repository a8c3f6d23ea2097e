"""A field of a TOML file is found on its line."""

import pytest

from mitdomov.magazine.folder.toml_source import FieldPath, TomlError, read_toml

TEXT = '''# comment
title = "Mít domov" # viz """
text = """
title = "not a key"
[not.a.table]
\\"""""
pairs = [
    { slug = "a" }, # ]
    [
        1
    ],
    [3],
]
quoted = \'\'\'
"""\'\'\'
owner.name = "dotted"
"v uvozovkách" = 1

[help_box]
phone = "0"

[[help_box.signposts]]
label = "1"

[[help_box.signposts]]
label = "2"

[[ lists ]] # spaces are allowed
slug = "x"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("text",), 3),
        (("pairs", 0, "slug"), 7),
        (("quoted",), 14),
        (("owner", "name"), 16),
        (("help_box",), 19),
        (("help_box", "phone"), 20),
        (("help_box", "missing"), 19),
        (("help_box", "signposts", 0, "label"), 23),
        (("help_box", "signposts", 1, "label"), 26),
        (("help_box", "signposts", 1, "missing"), 25),
        (("lists", 0, "slug"), 29),
        (("missing",), 1),
    ],
)
def test_line_of_a_field(path: FieldPath, line: int) -> None:
    assert read_toml(TEXT).line_of(path) == line
    assert read_toml(TEXT, first_line=5).line_of(path) == line + 4


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \nc = 3\n", 2),
        ("a = 1\na = 2\n", 2),
        ('a = 1\nb = """\nc\n', 3),
        ("a = [1,\n2\n", 2),
        ("a = 1\n[b\n", 2),
    ],
)
def test_line_of_a_syntax_error(text: str, line: int) -> None:
    with pytest.raises(TomlError) as error:
        read_toml(text)
    assert error.value.line == line
