"""The form of a digest in; what an editor chose, in which order, out."""

from typing import Final

from flask import abort
from werkzeug.datastructures import MultiDict

from mitdomov.bulletin.digests.editing import DigestDraft, moved
from mitdomov.document.unseen import UNSEEN
from mitdomov.web.numbers import row_number

ITEM: Final = "polozky"
ORDER: Final = "poradi"
UP: Final = "nahoru"
DOWN: Final = "dolu"
MOST_ITEMS: Final = 100


def read_digest(form: MultiDict[str, str]) -> DigestDraft:
    """`poradi` names all that the page showed, in the order of the page; `polozky` those ticked.

    A button that moves an item is part of it. Answers 400 to what no form of ours sends.
    """
    order = _numbers(form.getlist(ORDER))
    for name, steps in ((UP, -1), (DOWN, 1)):
        if form.get(name):
            order = moved(order, _numbers([form[name]])[0], steps)
    ticked = set(_numbers(form.getlist(ITEM)))
    return DigestDraft(
        subject=_line(form.get("subject", "")),
        word="\n".join(map(_line, form.get("word", "").splitlines())).strip(),
        news_ids=tuple(each for each in order if each in ticked),
        with_events=form.get("akce") == "1",
    )


def _line(text: str) -> str:
    return " ".join(text.translate(UNSEEN).split())


def shown_order(form: MultiDict[str, str]) -> tuple[int, ...]:
    """As the page showed it, ticked or not."""
    return _numbers(form.getlist(ORDER))


def _numbers(texts: list[str]) -> tuple[int, ...]:
    if len(texts) > MOST_ITEMS:
        abort(400)
    try:
        return tuple(dict.fromkeys(row_number(each) for each in texts))
    except ValueError:
        abort(400)
