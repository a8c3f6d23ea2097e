"""An open PDF in; the sentence that refuses it out, when it could do more than be read.

Actions of ISO 32000-1, 12.6.4: scripts, programs to start, forms to send. Readers are given the
file as it came, so it must not come with any.
"""

import re
from typing import Final

import pikepdf

ACTIVE: Final = (
    "PDF obsahuje skript nebo příkaz, který by se čtenáři mohl spustit. Uložte jej znovu bez nich, "
    "třeba tiskem do PDF."
)
_SUSPECT: Final = re.compile(
    rb"/JavaScript|/JS\b|/Launch|/SubmitForm|/ImportData|/XFA|javascript:", re.IGNORECASE
)
_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"})
_KEYS: Final = frozenset({"/JS", "/JavaScript", "/XFA"})
_DEEPEST: Final = 50


def is_active(pdf: pikepdf.Pdf) -> bool:
    """A glance by the bytes first, since few objects of a magazine are worth a walk."""
    return any(
        _SUSPECT.search(_bytes_of(each)) is not None and _acts(each, 0) for each in pdf.objects
    )


def _bytes_of(item: pikepdf.Object) -> bytes:
    return (
        item.stream_dict.unparse()
        if isinstance(item, pikepdf.Stream)
        else item.unparse(resolved=True)
    )


def _acts(item: object, depth: int) -> bool:
    """Looks into what lies directly in `item`; indirect objects are looked at by themselves."""
    if depth > _DEEPEST:
        return True
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Array):
        return any(_acts(each, depth + 1) for each in item if not _is_elsewhere(each))
    if not isinstance(item, pikepdf.Dictionary):
        return False
    return any(_is_action(key, value, depth) for key, value in item.items())


def _is_action(key: str, value: object, depth: int) -> bool:
    if key in _KEYS:
        return True
    if key == "/S" and isinstance(value, pikepdf.Name):
        return str(value) in _ACTIONS
    if key == "/URI" and isinstance(value, pikepdf.String):
        return str(value).strip().casefold().startswith("javascript:")
    return not _is_elsewhere(value) and _acts(value, depth + 1)


def _is_elsewhere(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
