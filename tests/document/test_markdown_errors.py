"""What the profile cannot hold is refused with its line and a sentence that says what to do."""

import pytest

from mitdomov.document.markdown.reader import MarkdownError, parse

FRONT_MATTER_LINES = 20


def the_error(text: str) -> MarkdownError:
    with pytest.raises(MarkdownError) as caught:
        parse(text, first_line=FRONT_MATTER_LINES + 1)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n\n[x](javascript:alert(1))", 3, "není povolen"),
        ("a\nb\n[x](data:text/html,x)", 3, "není povolen"),
        ("[x](file:///etc/passwd)", 1, "není povolen"),
        ("[x](//evil.example)", 1, "není povolen"),
        ("[x](https://)", 1, "není povolen"),
        ("[x](https://a.example@evil.example)", 1, "není povolen"),
        ("- a\n- [](https://a.example)", 2, "nemá text"),
        ('[x](https://a.example "titulek")', 1, "titulek"),
        ("![a](../tajne.png)", 1, "pouhé jméno souboru"),
        ("![a](https://a.example/b.png)", 1, "pouhé jméno souboru"),
        ("![a](b.png){onclick=1}", 1, "licence"),
        ("![a^[b]](c.png)", 1, "Poznámka patří do textu"),
        ("::: embed https://a.example\na^[b]\n:::", 1, "Poznámka patří do textu"),
        ("Text ![a](b.png)", 1, "samostatného odstavce"),
        ("> ![a](b.png)", 1, "samostatného odstavce"),
        ("a\n\n::: tip\nb\n:::", 3, "„::: tip“ neznáme"),
        ("a\n\n::: callout\nb", 3, "není uzavřen"),
        ("::: pullquote\na\n\nb\n:::", 1, "jediný odstavec"),
        ("::: embed http://a.example\n:::", 1, "https://"),
        ("::: embed\n:::", 1, "https://"),
        ("| a | b |\n| - | - |\n| 1 | 2 |\n| 3 |", 4, "2, ne 1"),
        ("| a | b |\n| - | - |\n| 1 | 2 | 3 |", 3, "2, ne 3"),
        ("a\n\n# Titulek", 3, "úroveň 2 až 4"),
        ("##### Titulek", 1, "úroveň 2 až 4"),
        ("> ## Titulek", 1, "Do citátu"),
        ("> a\n>\n> b\n> — Jan", 4, "prázdným řádkem"),
        ("> a\n>   —\N{NO-BREAK SPACE}Jan,\n> starosta", 2, "prázdným řádkem"),
        ("::: pullquote\na\n— Jan\n:::", 3, "prázdným řádkem"),
        ("- a\n\n  > b", 3, "Do seznamu"),
        ("a ^[]", 1, "prázdná"),
        ("a[^1]", 1, "nemá text"),
        ("a\n\n[^1]: b", 3, "nikde neodkazuje"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", 5, "už text má"),
        ("a[^1]\n\n[^1]: b[^1]", 3, "vlastní poznámku"),
        ("a[^1]\n\n[^1]: > b", 3, "jediný odstavec"),
        ("[x]{lang=1}", 1, "{lang=en}"),
        ("[x]{.red}", 1, "{.bold}"),
        ("{#á}\na", 1, "bez diakritiky"),
        ("{#a}\na\n\n{#a}\nb", 4, "už má jiný blok"),
        ("a\n\n{#a}", 3, "chybí blok"),
        ("a\n\nAhoj ⟦greeting⟧", 3, "vyhrazeny"),
        ("\r\n\r\n# a", 3, "úroveň"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, words: str) -> None:
    error = the_error(text)
    assert error.line == FRONT_MATTER_LINES + line
    assert words in error.sentence


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000,
        "[" * 10_000,
        "- " * 10_000 + "a",
        "[" * 1_000 + "]" * 1_000 + "a" * 10_000,
        "![" * 10_000,
        "^[" * 10_000,
        "::: callout\n" * 1_000,
        "".join("  " * depth + "- a\n" for depth in range(200)),
    ],
)
def test_absurd_nesting_is_refused_not_followed(text: str) -> None:
    """No recursion without end, no search that takes minutes, no text lost in silence."""
    assert the_error(text).sentence


def test_a_very_long_paragraph_is_read() -> None:
    assert len(parse("slovo " * 50_000).blocks) == 1
