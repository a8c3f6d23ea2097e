"""A letter's template and its values in; HTML that mail programs know how to show, or text, out.

Styles stand in the elements themselves, since classic Outlook and Gmail's app read no style
sheet; only media queries stay apart.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import css_inline

from mitdomov.render import page_helpers
from mitdomov.render.drawing import palette
from mitdomov.render.environment import environment
from mitdomov.render.letter import pictures
from mitdomov.render.letter.slots import Slot
from mitdomov.render.letter.text import heading, unbreakable, wrap

_SHARED: Final[Mapping[str, Any]] = {
    "slot": Slot,
    "pictures": pictures,
    "palette": palette,
    "helpers": page_helpers,
    "wrap": wrap,
    "unbreakable": unbreakable,
    "heading": heading,
}


def letter_html(template: str, values: Mapping[str, object]) -> str:
    """`template` by its name within `templates/email`."""
    return _inliner().inline(_unindented(_rendered(template, values)))


def letter_text(template: str, values: Mapping[str, object]) -> str:
    """`template` by its name within `templates/email`; the last line is ended, too."""
    return f"{_rendered(template, values)}\n"


def _rendered(template: str, values: Mapping[str, object]) -> str:
    return environment().get_template(f"email/{template}").render({**_SHARED, **values})


def _unindented(html: str) -> str:
    """Indentation is for those who read the template; here it would only weigh."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Keeps what cannot be inlined, the media queries, and never loads anything."""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
