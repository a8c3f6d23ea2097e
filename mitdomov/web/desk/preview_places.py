"""A finding in, words for it without names of files, and the page where it can be mended, out."""

from collections.abc import Mapping
from typing import Final

from flask import url_for

from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder import paths
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.desk.opening import may_open
from mitdomov.web.desk.places import address_of, spot_of

_FILES: Final = {paths.ISSUE: "titul čísla", paths.PUBLICATION: "publikace"}


def place_url(finding: Finding, issue: IssueRecord | None, ids: Mapping[str, int]) -> str:
    """Empty when the person may not open that page; `ids` are those of articles by slug."""
    spot = spot_of(finding.place)
    if not may_open(spot.endpoint):
        return ""
    if issue is not None:
        return address_of(finding, slug_of(issue.number), ids)
    if spot.article not in ids:
        return ""
    return url_for(spot.endpoint, article_id=ids[spot.article], _anchor=spot.anchor or None)


def words(finding: Finding) -> str:
    """Where and what; editors on the desk know no files."""
    place = finding.place
    parts = (
        _FILES.get(place.file, ""),
        f"řádek {place.line}" if place.line is not None and paths.article_of(place.file) else "",
        f"pole „{place.field}“" if place.field else "",
    )
    where = ", ".join(part for part in parts if part)
    return f"{where[:1].upper()}{where[1:]}: {finding.sentence}" if where else finding.sentence
