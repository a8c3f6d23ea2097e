"""A finding in, words for it without names of files, and the page where it can be mended, out."""

from collections.abc import Mapping

from flask import url_for

from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.desk.issues.place_words import words_of
from mitdomov.web.desk.issues.places import address_of, spot_of
from mitdomov.web.desk.opening import may_open


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
    return f"{words_of(finding.place)}: {finding.sentence}"
