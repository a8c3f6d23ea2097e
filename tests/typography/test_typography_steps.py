"""Each step of typesetting on its own: what it changes and what it must leave alone."""

from collections.abc import Callable

import pytest

from mitdomov.typography.bindings import (
    bind_abbreviations,
    bind_codes,
    bind_counts,
    bind_dashes,
    bind_dates,
    bind_digits,
    bind_names,
    bind_operators,
    bind_ordinals,
    bind_prepositions,
    bind_units,
)
from mitdomov.typography.czech import CZECH
from mitdomov.typography.marks import (
    curl_double_quotes,
    curl_single_quotes,
    join_ellipses,
    keep_li,
    nest_quotes,
    set_crosses,
    set_dashes,
    set_minus,
)

Step = Callable[[str], str]
TABLE: dict[Step, tuple[tuple[str, str], ...]] = {
    join_ellipses: (("a...", "a…"), ("a....", "a...."), ("a..", "a..")),
    curl_double_quotes: (
        ('"Ano," řekl.', "„Ano,“ řekl."),
        ("“Ano”", "„Ano“"),
        ("„Ano“, „ne“", "„Ano“, „ne“"),
        ('24" monitor', '24" monitor'),
        ('v "roce 1989"', "v „roce 1989“"),
        ('"', '"'),
    ),
    nest_quotes: (
        ("„Co je „dům“ a „byt“?“", "„Co je ‚dům‘ a ‚byt‘?“"),
        ("„Dům“ a „byt“", "„Dům“ a „byt“"),
        ("„Dům je „byt“ a „klíč“", "„Dům je „byt“ a „klíč“"),
    ),
    curl_single_quotes: (
        ("'Ano' je d'accord", "‚Ano‘ je d’accord"),
        ("'80s", "’80s"),
        ("5' 12", "5' 12"),
    ),
    set_minus: (("je -5", "je −5"), ("5 - 3 = 2", "5 − 3 = 2"), ("A-5", "A-5"), ("-5", "-5")),
    set_dashes: (
        ("5-8", "5–8"),
        ("5 - 8", "5–8"),
        ("5-8-9", "5-8-9"),
        ("5 - 10 000", "5 – 10 000"),
        ("A-8", "A-8"),
        ("po-pá", "po–pá"),
        ("5,-", "5,–"),
        ("dům - byt", "dům – byt"),
        ("- byt", "- byt"),
        ("Praha-Libuš", "Praha-Libuš"),
    ),
    set_crosses: (("6 x 9", "6 × 9"), ("6x9x3", "6×9×3"), ("5x víc", "5× víc"), ("0x1", "0x1")),
    keep_li: (("je-li", "je\u2011li"), ("on-line", "on-line"), ("Ang-Lie", "Ang-Lie")),
    bind_prepositions: (("i o lidech", "i⍽o⍽lidech"), ("(k domu)", "(k⍽domu)"), ("2.a b", "2.a b")),
    bind_digits: (
        ("12 000", "12⍽000"),
        ("2024 150", "2024 150"),
        ("+420 608 123 456", "+420⍽608⍽123⍽456"),
        ("800 11 22 33", "800⍽11⍽22⍽33"),
        ("110 00 Praha", "110⍽00 Praha"),
        ("25,325 23", "25,325⍽23"),
    ),
    bind_units: (
        ("5 m", "5⍽m"),
        ("5 mužů", "5 mužů"),
        ("19 °C", "19⍽°C"),
        ("5 mil. Kč", "5⍽mil.⍽Kč"),
    ),
    bind_counts: (
        ("38 obcí", "38⍽obcí"),
        ("2024 obec", "2024 obec"),
        ("§ 34 zákona", "§⍽34 zákona"),
        ("5 nebo 6", "5 nebo 6"),
        ("dostalo 14, čekalo 6 kilo", "dostalo 14, čekalo 6⍽kilo"),
        ("jich 14 dostalo", "jich 14 dostalo"),
        ("strana 2 je", "strana⍽2 je"),
    ),
    bind_ordinals: (
        ("5. patro", "5.⍽patro"),
        ("Karel IV. byl", "Karel⍽IV. byl"),
        ("II. třída", "II.⍽třída"),
        ("V. Havel", "V. Havel"),
    ),
    bind_dates: (
        ("7. 2. 2024", "7.⍽2.⍽2024"),
        ("7. 2. 20", "7.⍽2. 20"),
        ("2024. 5. 6", "2024. 5. 6"),
    ),
    bind_operators: (("1 : 50", "1⍽:⍽50"), ("2 × 3 = 6", "2⍽×⍽3⍽=⍽6"), ("a : b", "a : b")),
    bind_names: (
        ("K. Čapek", "K.⍽Čapek"),
        ("Ing. Nová", "Ing.⍽Nová"),
        ("prof. mluví", "prof. mluví"),
    ),
    bind_abbreviations: (
        ("s. r. o.", "s.⍽r.⍽o."),
        ("tj. dům", "tj.⍽dům"),
        ("např. dům", "např. dům"),
    ),
    bind_codes: (("AV ČR", "AV⍽ČR"), ("ČSN 01 6910", "ČSN⍽01⍽6910"), ("v ČR", "v ČR")),
    bind_dashes: (("dům – byt", "dům⍽– byt"), ("5–8", "5–8"), ("– byt", "– byt")),
}


@pytest.mark.parametrize(
    ("step", "typed", "expected"),
    [(step, typed, expected) for step, rows in TABLE.items() for typed, expected in rows],
)
def test_a_step_alone(step: Step, typed: str, expected: str) -> None:
    assert step(typed).replace("\u00a0", "⍽") == expected


def test_every_step_has_its_table() -> None:
    assert tuple(TABLE) == CZECH
