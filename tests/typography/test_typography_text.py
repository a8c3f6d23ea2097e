"""Plain text of many lines, as the command line typesets it."""

from mitdomov.typography.text import typeset_text


def test_line_ends_blank_lines_and_indentation_stay() -> None:
    typed = "Nadpis\r\n\r\n  - v domě\n\tk městu - a zpět\n"

    assert typeset_text(typed) == (
        "Nadpis\r\n\r\n  - v\u00a0domě\n\tk\u00a0městu\u00a0– a\u00a0zpět\n"
    )


def test_an_unclosed_quote_ends_with_its_line() -> None:
    assert typeset_text("\"Domov\n'90 let'\n") == "„Domov\n’90\u00a0let’\n"
