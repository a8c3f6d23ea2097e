"""A line of text to break in; the same line, remembered from the last time it was asked for, out.

WeasyPrint lays columns out several times (to probe, for footnotes, to balance, for good) and
breaks the same lines each time: 87 % of its work. Lines are remembered for one build only.

A text that ends with a no-break space, because emphasis follows, is broken as if more came: Pango
lets the space hang over, and WeasyPrint then takes the line for one that cannot be broken, and
breaks it after its first word.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

_HOLDING: Final = "\u00a0"
_WORD_JOINER: Final = "\u2060"
_RESUMES_AT: Final = 2
"""Place of the length of the first line in what WeasyPrint says of it; None when all fits."""

_one_build_at_a_time = Lock()


@contextmanager
def remembered_lines() -> Iterator[None]:
    """While it lasts, WeasyPrint's line breaking is cached; the result is the same to the pixel."""
    from weasyprint.layout import inline

    with _one_build_at_a_time:
        break_line = inline.split_first_line
        lines: dict[tuple[object, ...], tuple[Any, Any]] = {}

        def remembered(
            text: str,
            style: Any,
            context: Any,
            max_width: float | None,
            justification_spacing: float,
            **flags: bool,
        ) -> Any:
            key = (text, id(style), max_width, justification_spacing, *flags.items())
            if key not in lines:
                line = break_line(text, style, context, max_width, justification_spacing, **flags)
                if line[_RESUMES_AT] is not None and text.endswith(_HOLDING):
                    held = f"{text}{_WORD_JOINER}"
                    line = break_line(
                        held, style, context, max_width, justification_spacing, **flags
                    )
                # The style is kept, so that its identity cannot pass to another one.
                lines[key] = (style, line)
            return lines[key][1]

        inline.split_first_line = remembered
        try:
            yield
        finally:
            inline.split_first_line = break_line
