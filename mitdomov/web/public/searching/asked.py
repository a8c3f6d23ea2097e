"""The address of a search page in; the question and its filters out, and addresses like it."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request, url_for

from mitdomov.search.index import Kind
from mitdomov.search.question import LONGEST
from mitdomov.search.words import clean

_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)
_PAGE: Final = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_LONGEST_NAME: Final = 300
NAMES: Final = {
    Kind.ISSUE: "cisla",
    Kind.ARTICLE: "clanky",
    Kind.PAST_PAGE: "starsi-cisla",
    Kind.NEWS: "novinky",
    Kind.EVENT: "akce",
    Kind.MATERIAL: "materialy",
    Kind.WEBINAR: "webinare",
    Kind.IMPLEMENTER: "realizatori",
}
"""Of kinds, as they stand in addresses."""


@dataclass(frozen=True, slots=True)
class Asked:
    query: str = ""
    kind: Kind | None = None
    year: int | None = None
    section: str = ""
    author: str = ""
    page: int = 1

    @property
    def is_too_long(self) -> bool:
        return len(self.query) > LONGEST

    @property
    def is_filtered(self) -> bool:
        return (self.kind, self.year, self.section, self.author) != (None, None, "", "")

    @property
    def is_blank(self) -> bool:
        """Nothing is asked: the page explains itself."""
        return not self.query and not self.is_filtered

    def but(self, **changes: Any) -> "Asked":
        """The same with other filters, from its first page."""
        return replace(self, **({"page": 1} | changes))

    @property
    def url(self) -> str:
        values: dict[str, Any] = {
            "q": self.query,
            "druh": NAMES[self.kind] if self.kind else "",
            "rok": self.year or "",
            "rubrika": self.section,
            "autor": self.author,
            "strana": self.page if self.page > 1 else "",
        }
        return url_for("public.search", **{name: value for name, value in values.items() if value})


def asked() -> Asked:
    """What no filter can be is no filter."""
    values = request.args
    year, page = values.get("rok", ""), values.get("strana", "")
    kinds = {name: kind for kind, name in NAMES.items()}
    return Asked(
        query=clean(values.get("q", "")),
        kind=kinds.get(values.get("druh", "")),
        year=int(year) if _YEAR.fullmatch(year) else None,
        section=clean(values.get("rubrika", ""))[:_LONGEST_NAME],
        author=clean(values.get("autor", ""))[:_LONGEST_NAME],
        page=int(page) if _PAGE.fullmatch(page) else 1,
    )
