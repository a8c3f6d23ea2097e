"""The search: what was asked in, what was found out."""

from flask import Blueprint, make_response, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.search.finding import PER_PAGE, Found, find
from mitdomov.search.nearby import Nearby, find_nearby
from mitdomov.search.question import LONGEST, read_question
from mitdomov.search.suggesting import suggest
from mitdomov.web.instance import store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.searching.asked import Asked, asked
from mitdomov.web.public.searching.choices import chips, groups
from mitdomov.web.public.searching.shown import shown

_FRESH_SECONDS = 60
_MOST_PARTS = 4
_MOST_MEANT = 5
"""Results of the question that was probably meant, shown at once."""
_TOO_LONG = f"Dotaz má nejvýš {LONGEST} znaků. Zkraťte ho na několik slov."


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/hledani/", endpoint="search", view_func=search)


def search() -> Response:
    """What somebody looks for is kept in no other cache than that of their own browser."""
    ask = asked()
    with store().reading() as session:
        response = make_response(_page(session, ask))
    if ask.is_too_long:
        response.status_code = 422
    if not ask.is_blank:
        response.headers["X-Robots-Tag"] = "noindex"
    response.cache_control.private = True
    response.cache_control.max_age = _FRESH_SECONDS
    response.add_etag()
    return response.make_conditional(request) if response.status_code == 200 else response


def _page(session: Session, ask: Asked) -> str:
    """A question that is too long is shown again, and nothing is looked for."""
    looked_for = Asked() if ask.is_too_long else ask
    found = _find(session, looked_for)
    is_lost = not looked_for.is_blank and not found.total
    ask = ask.but(page=found.page)
    return render_template(
        "public/search/search.html",
        ask=ask,
        problem=_TOO_LONG if ask.is_too_long else "",
        longest=LONGEST,
        found=found,
        first=(found.page - 1) * PER_PAGE + 1,
        results=[shown(result) for result in found.results],
        groups=groups(looked_for, found.facets),
        chips=chips(ask),
        **_meant(session, looked_for, is_lost=is_lost),
        parts=_parts(session, looked_for) if is_lost else [],
        **_nearby(session, looked_for, is_lost=is_lost),
        **frame(session),
    )


def _find(session: Session, ask: Asked) -> Found:
    return find(
        session,
        ask.query,
        kind=ask.kind,
        year=ask.year,
        section=ask.section,
        author=ask.author,
        page=ask.page,
    )


def _meant(session: Session, ask: Asked, *, is_lost: bool) -> dict[str, object]:
    """The question that may have been meant, in all that there is, and what it finds first."""
    words = suggest(session, ask.query) if is_lost else ""
    if not words:
        return {"near": None, "near_total": 0, "near_results": []}
    found = find(session, words)
    first = [shown(each) for each in found.results[:_MOST_MEANT]]
    return {"near": Asked(words), "near_total": found.total, "near_results": first}


def _nearby(session: Session, ask: Asked, *, is_lost: bool) -> dict[str, object]:
    """What has most of the words, in all that there is."""
    found = find_nearby(session, ask.query) if is_lost else Nearby()
    return {"nearby": [shown(each) for each in found.results], "missing": found.missing}


def _parts(session: Session, ask: Asked) -> list[Asked]:
    """Questions of one part each of a longer one, those that find something."""
    terms = read_question(ask.query).terms
    if not 1 < len(terms) <= _MOST_PARTS:
        return []
    quoted = [f'"{term.shown}"' if len(term.small) > 1 else term.shown for term in terms]
    return [Asked(part) for part in quoted if find(session, part).total]
