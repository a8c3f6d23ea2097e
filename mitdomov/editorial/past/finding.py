"""A past issue and its pages in; what the search finds of them out."""

from collections.abc import Iterable, Sequence
from typing import Any

from mitdomov.editorial.findable import issue_entry
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.magazine.numbers import slug_of
from mitdomov.search.index import Entry, Kind, Prepared, prepare


def prepared(issue: PastIssue, pages: Iterable[PastPage]) -> Prepared:
    """Nothing of an issue that readers do not see. Call it outside of any transaction."""
    shown = issue.state is PastState.PUBLISHED
    with_text = (_entry(issue, page) for page in pages if page.text)
    entries = (_whole(issue), *with_text) if shown else ()
    return prepare(Kind.PAST_PAGE, group(issue.number), entries)


def nothing(number: str) -> Prepared:
    return prepare(Kind.PAST_PAGE, group(number), ())


def group(number: str) -> str:
    return slug_of(number)


def page_address(number: str, page: int) -> str:
    """Where the text of a page is read on the web, with the link to that page of the PDF."""
    return f"/cislo/{slug_of(number)}/text/#strana-{page}"


def heading(outline: Sequence[dict[str, Any]], page: int) -> str:
    """The title of the last bookmark that leads to the page or before it."""
    titles = [each["title"] for each in outline if each["page"] <= page]
    return titles[-1] if titles else ""


def _whole(issue: PastIssue) -> Entry:
    titles = (each["title"] for each in issue.outline)
    return issue_entry(
        issue.number, issue.theme, issue.dated, titles=titles, description=issue.description
    )


def _entry(issue: PastIssue, page: PastPage) -> Entry:
    title = heading(issue.outline, page.number) or issue.theme
    return Entry(
        url=page_address(issue.number, page.number),
        title=f"{title}, strana {page.label or page.number}",
        text=page.text,
        dated=issue.dated,
        issue=issue.number,
    )
