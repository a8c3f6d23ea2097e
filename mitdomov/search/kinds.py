"""The kinds of places that the search leads to."""

from enum import StrEnum


class Kind(StrEnum):
    ISSUE = "issue"
    """A whole issue, edited here or past."""
    ARTICLE = "article"
    PAST_PAGE = "past-page"
    """A page of a past issue that exists as PDF only."""
    NEWS = "news"
    EVENT = "event"
    MATERIAL = "material"
    WEBINAR = "webinar"
    IMPLEMENTER = "implementer"
