"""One paragraph of Czech as typed goes in, typeset by the rules of the ÚJČ handbook it comes out.

Each step is `str → str`, is idempotent and touches only spaces, quotes, apostrophes, dots,
hyphens, dashes and the multiplication sign; letters and digits stay as they are, in their order.
"""

from collections.abc import Callable
from functools import reduce

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
from mitdomov.typography.shield import shielded

CZECH: tuple[Callable[[str], str], ...] = (
    join_ellipses,
    curl_double_quotes,
    nest_quotes,
    curl_single_quotes,
    set_minus,
    set_dashes,
    set_crosses,
    keep_li,
    bind_prepositions,
    bind_digits,
    bind_units,
    bind_counts,
    bind_ordinals,
    bind_dates,
    bind_operators,
    bind_names,
    bind_abbreviations,
    bind_codes,
    bind_dashes,
)


def typeset(text: str) -> str:
    """`text` typeset; addresses, file names, code and standard numbers in it are left alone."""
    return shielded(
        lambda unmarked: reduce(lambda so_far, step: step(so_far), CZECH, unmarked), text
    )
