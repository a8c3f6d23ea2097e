"""A history in; the two of its versions that a page compares, and who saved them, out."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import abort, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.editorial.article_model import KeptText
from mitdomov.web.numbers import row_number

Version = TypeVar("Version", bound=KeptText)


def compared(
    found: Sequence[Version], number: int, numbered: Callable[[int], Version | None]
) -> tuple[Version, Version]:
    """The older and the newer: version `number` and the one before it, or that of `proti`."""
    older = [each.number for each in found if each.number < number]
    against = request.args.get("proti", older[0] if older else number, row_number)
    pair = [numbered(each) or abort(404) for each in (against, number)]
    first, second = sorted(pair, key=lambda each: each.number)
    return first, second


def names(session: Session) -> dict[int | None, str]:
    return {None: "terminál"} | {each.id: each.name for each in session.scalars(select(Account))}
