"""Text with Czech marks goes in; it comes out with unbreakable spaces where no line may end.

Source: Internetová jazyková příručka, "Zalomení řádků a nevhodné výrazy na jejich konci" (id=880).
"""

from mitdomov.typography.patterns import LOWER, UPPER, bind, pattern

_UNITS = r"""
    [%‰€$£] | °[CF]? | Kč | EUR | USD | CZK | (?:mil|mld|tis|hod|Sb)\.
    | [mcdk]?m[²³23]? | ha | [hdm]?l | [mk]?g | t | h | min | [kMG]?Wh? | GJ | [kMGT]B | ks
    | korun | eur | lidí | obyvatel | domácností | bytů | osob | obcí | rodin | dětí | hodin
"""
_NO_NOUNS = """
    ale ani asi až bez bude budou by byl byla byli bylo byly byt či do dva ještě je jejich jeho jen
    jsme jsou již jako kde kdo kdy když která které který ke má mají může mohou mezi na nad nebo
    není nejsou od oproti pak po pod podle pro proti proto při před přes se si tak také tedy to tu
    už ve však za ze že
"""
_LABELS = "č|čís|čp|str|s|tab|obr|odst|čl|r|sv|roč|kap|odd|bod|vyhl|nař|tel|p|j"
_PAST = rf"[{LOWER}]{{2,}}[aěiyu]l[aoi](?!\w)"
"""A verb, which no number counts: "z dvaceti 14 dostalo"."""
_LABEL_WORDS = r"""
    stran(?:a|ě|u|ou) | tabul(?:ka|ce|ku|kou) | kapitol(?:a|e|u|ou) | příloh(?:a|u|ou) | příloze
    | obráz(?:ek|ku|kem) | graf(?:u|em)? | bod(?:u|ě|em)? | článe?k(?:u|em)?
"""
_TITLES = """
    akad arch Bc BcA Ing Mgr MgA MUDr MVDr MDDr PhDr JUDr RNDr PharmDr ThDr ThLic PaedDr RSDr Dr dr
    doc prof p sl sv bl Mons gen plk mjr kpt npor por
"""


def _any_of(words: str) -> str:
    return "|".join(words.split())


_ONE_LETTER = pattern(r"(?<![\w.’'-]) [AIKOSUVZaikosuvz] ␣ (?=\S)")
_DIGIT_GROUPS = pattern(
    r"""
    (?<![\w,.]) (?: \+\d{1,3}␣ )?
    (?: \d{1,3}(?:␣\d\d\d?){2,} | \d{1,3}(?:␣\d{3})+ | \d{3}␣\d\d )
    (?!\d)
    | ,\d{3} (?:␣\d{3})* ␣\d{1,3} (?!\d)
    """
)
_UNIT = pattern(
    rf"""
      (?<=\d) ␣ (?=(?:{_UNITS})(?!\w))
    | (?: ,– | (?<!\w)(?:mil|mld|tis)\. ) ␣ (?=Kč|korun|eur|EUR|€)
    """
)
_COUNT = pattern(
    rf"""
      (?: [§#†] | (?<=\()\* | (?<!\w)(?i:{_LABELS})\. | (?<!\w)(?i:{_LABEL_WORDS}) ) ␣ \d[\d/.,–]*
    | (?<!\w) (?: Prah(?:a|u|ou) | Praze ) ␣ \d\d? (?![\d,]|␣\d)
    | (?<![\w/.,:]) (?! (?:1[5-9]|20)\d\d(?!\d) ) \d+(?:[.,:]\d+){{0,4}}
      ␣ (?! (?:{_any_of(_NO_NOUNS)})(?!\w) | {_PAST} ) (?=[{LOWER}]{{2}})
    """
)
_ORDINAL = pattern(
    rf"""
      (?<![\w.,/]) \d{{1,3}}\. ␣ (?! (?:{_any_of(_NO_NOUNS)})(?!\w) ) (?=[{LOWER}]{{2}})
    | (?<!\w) [{UPPER}][{LOWER}]{{2,}} ␣ (?: [IVXLC]{{2,}}(?!\w)\.? | [IVX]\.(?!␣[{UPPER}]) )
    | (?<!\w) [IVXLC]+\. ␣ (?=[{LOWER}]{{2}})
    """
)
_DATE = pattern(r"(?<![\w.,/]) \d\d?\. ␣ \d\d?\. (?!\d) (?:␣\d{4}(?!\d))?")
_OPERATOR = pattern(r"(?<=[\d)]) ␣ [×:+−=÷±] ␣ (?=[\d(−])")
_INITIAL = pattern(rf"(?<![\w.]) (?:[{UPPER}]|Ch)\. ␣ (?=[{UPPER}])")
_TITLE = pattern(rf"(?<!\w) (?:{_any_of(_TITLES)})\. ␣ (?=[{UPPER}]|doc\.|prof\.|arch\.|mal\.)")
_ABBREVIATION = pattern(
    rf"""
      (?<!\w) [{LOWER}]\. ␣ (?=[{LOWER}]\.)
    | (?<!\w) (?: (?i:tj|tzn|tzv)\.␣(?=\S) | písm\.␣(?=\w) | př\.␣(?=n\.) | mn\.␣(?=č\.)
        | spol\.␣(?=s␣r\.) | (?:sp|ev)\.␣(?=zn\.|č\.) | hl\.␣m\.(?:␣(?=Prah|Praz))?
        | Sb\.␣(?=m\.) | (?:Ph|Th)\.␣(?=D\.) )
    """
)
_CODE = pattern(r"(?<!\w) (?:ČSN|EN|ISO) ␣ \d+(?:␣\d+)* | (?<=[A-ZÁ-Ž]{2}) ␣ (?=ČR(?!\w))")
_DASH = pattern(r"(?<=\S) ␣ (?=[–—](?:\s|$))")


def bind_prepositions(text: str) -> str:
    """One-letter prepositions and conjunctions go with the next word."""
    return bind(_ONE_LETTER, text)


def bind_digits(text: str) -> str:
    """A number written in groups (thousands, telephone, postcode) holds together."""
    return bind(_DIGIT_GROUPS, text)


def bind_units(text: str) -> str:
    """A number goes with its unit, currency or the nouns that are most often counted here."""
    return bind(_UNIT, text)


def bind_counts(text: str) -> str:
    """A number goes with the label that it belongs to, otherwise with the noun that it counts.

    A label uses its number up: in "§ 34 zákona" nothing is counted. Neither do years count.
    """
    return bind(_COUNT, text)


def bind_ordinals(text: str) -> str:
    """5. patro, 1. ledna, II. třída; a ruler's numeral goes with the name, as in Karel IV."""
    return bind(_ORDINAL, text)


def bind_dates(text: str) -> str:
    """A date in figures holds together."""
    return bind(_DATE, text)


def bind_operators(text: str) -> str:
    """Ratios, scales and sums hold together."""
    return bind(_OPERATOR, text)


def bind_names(text: str) -> str:
    """Titles and initials go with the name."""
    return bind(_TITLE, bind(_INITIAL, text))


def bind_abbreviations(text: str) -> str:
    """Abbreviations of several words hold together; tj., tzn., tzv. go with what they introduce."""
    return bind(_ABBREVIATION, text)


def bind_codes(text: str) -> str:
    """Names of standards and of institutions of the republic hold together."""
    return bind(_CODE, text)


def bind_dashes(text: str) -> str:
    """No line begins with a dash that stands between words."""
    return bind(_DASH, text)
