"""Text as typed goes in; Czech quotes, dashes and other marks by the ÚJČ handbook come out.

Sources: Internetová jazyková příručka, "Uvozovky" (id=162), "Pomlčka" (id=165), "Spojovník"
(id=164), "Tři tečky" (id=166). A mark changes only where its neighbours leave no doubt.
"""

import re

from mitdomov.typography.patterns import pattern
from mitdomov.typography.ranges import is_labelled, is_range

NUMBER = r"\d+(?:[.,:]\d+){0,4}"
_DAYS = "po|út|st|čt|pá|so|ne|pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle"
_MONTHS = "leden|únor|březen|duben|květen|červen|červenec|srpen|září|říjen|listopad|prosinec"
_TERM = rf"(?:(?i:{_DAYS}|{_MONTHS})(?!\w)|[IVX]+\.(?!\w))"

_ELLIPSIS = pattern(r"(?<![.…])\.{3}(?![.…])")

_DOUBLE_OPENING = pattern(
    r"""
      (?<![^\s(\[{–—/„‚"”'-]) ["”] (?=[^\s,;:)\]}])
    | (?<![^\s(\[{]) (?:“|,,) (?=[\w…'])
    """
)
_DOUBLE_CLOSING = pattern(r"""(?<=[^\s\d]) (?:["”]|'') (?!\w)""")
_DOUBLE_CLOSING_AFTER_DIGIT = pattern(r"""(„[^„“"”]*\d) ["”] (?!\w)""")
_NESTING = pattern(r"„ ([^„“]*) ((?: „[^„“]*“ [^„“]* )+) “")
_SINGLE_PAIR = pattern(
    r"""
    (?<!\w) ['‘] (?=[\w„…]) (?!\d\d\b)
    ((?: [^'‘’\n] | (?<=\w)['’](?=\w) )* [^\s'‘’])
    ['’] (?!\w)
    """
)
_APOSTROPHE = pattern(r"(?<=[^\W\d_])' | '(?=\w)")

_MINUS_BETWEEN = pattern(r"(?<=\d␣)[-–](?=␣\d+␣=)")
_MINUS_BEFORE = pattern(r"(?<=[^\d\s]␣|.[(])-(?=\d)")
_SPACED_RANGE = pattern(
    rf"(?<![\w/.,:–-])(?<![\d.]␣) ({NUMBER}\.?) ␣-{{1,2}}␣ (?={NUMBER}(?!\d|[.,:]\d|␣\d{{3}}))"
)
_TIGHT_RANGE = pattern(
    rf"(?<![\w/.,:+–-]) ({NUMBER}\.?%?) -{{1,2}} (?={NUMBER}(?![\d/\u2011-]|[.,:]\d))"
)
_TERM_RANGE = pattern(rf"(?<!\w) ({_TERM}) ␣?-␣? (?={_TERM})")
_WHOLE_CROWNS = pattern(r"(?<=\d,)-{1,2}(?![\w-])")
_SPACED_HYPHEN = pattern(r"(?<=\S␣)-{1,2}(?=␣\S)")

_CROSS_BETWEEN = pattern(r"(?<![^\Wx])(?!0x) (\d[\d,.]{0,12}␣?) x (?=␣?\d)")
_CROSS_AFTER = pattern(r"(?<![\w-]) (\d[\d,.]{0,12}) x (?![\w-])")

_LI = pattern(r"(?<=\w)-(?=(?i:li)(?!\w))")


def join_ellipses(text: str) -> str:
    """Three dots become one character."""
    return _ELLIPSIS.sub("…", text)


def curl_double_quotes(text: str) -> str:
    """Typewriter, English and Swedish quotes become „ and “; inches after a number stay."""
    text = _DOUBLE_OPENING.sub("„", text)
    text = _DOUBLE_CLOSING.sub("“", text)
    return _DOUBLE_CLOSING_AFTER_DIGIT.sub(r"\1“", text)


def nest_quotes(text: str) -> str:
    """Double quotes within double quotes become single ones."""
    while (nested := _NESTING.sub(_with_single_inside, text)) != text:
        text = nested
    return text


def _with_single_inside(match: re.Match[str]) -> str:
    return f"„{match[1]}{match[2].replace('„', '‚').replace('“', '‘')}“"


def curl_single_quotes(text: str) -> str:
    """Pairs become ‚ and ‘, what is left beside a letter the apostrophe; minutes of arc stay."""
    return _APOSTROPHE.sub("’", _SINGLE_PAIR.sub(r"‚\1‘", text))


def set_minus(text: str) -> str:
    """A hyphen before a number or within an equation becomes the minus sign."""
    return _MINUS_BEFORE.sub("−", _MINUS_BETWEEN.sub("−", text))


def set_dashes(text: str) -> str:
    """Hyphens that mean "to", whole crowns or a pause become the dash.

    Between one-word ends it stands tight, otherwise with the spaces it was typed with. Numbers of
    files, accounts and the like keep the hyphen. Names such
    as Praha-Libuš keep the hyphen: only a gazetteer could tell them from Praha–Brno.
    """
    text = _SPACED_RANGE.sub(_range, text)
    text = _TIGHT_RANGE.sub(_range, text)
    text = _TERM_RANGE.sub(r"\1–", text)
    text = _WHOLE_CROWNS.sub("–", text)
    return _SPACED_HYPHEN.sub(_pause, text)


def _range(match: re.Match[str]) -> str:
    if is_range(match[1], match.string, match.start(), match.end()):
        return f"{match[1]}–"
    return match[0]


def _pause(match: re.Match[str]) -> str:
    text, before = match.string, match.start()
    is_number = text[before - 2].isdigit() and text[match.end() + 1].isdigit()
    return match[0] if is_number and is_labelled(text, before - 1) else "–"


def set_crosses(text: str) -> str:
    """The letter x between or behind numbers becomes the multiplication sign."""
    return _CROSS_AFTER.sub(r"\1×", _CROSS_BETWEEN.sub(r"\1×", text))


def keep_li(text: str) -> str:
    """The particle -li stays on the line of its verb."""
    return _LI.sub("\u2011", text)
