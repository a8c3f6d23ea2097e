"""A past issue that exists as PDF only: its page, the text of its pages, the PDF and the cover.

It has the address of an issue, `/cislo/2-2023/`; an edition of the same number would come first.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask import abort, redirect, render_template, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.document.tree import Inlines
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.editorial.past.queries import pages_of, past_issue
from mitdomov.magazine.model import Correction, Issue
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.addresses import Addresses, pdf_name
from mitdomov.render.web.citing import cite_issue
from mitdomov.typography.czech import typeset
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.publication import shown_publication

COVER: Final = "obalka.jpg"
_TEXT: Final = "text/"
_FRESH_SECONDS: Final = 3_600
"""The PDF can be replaced under its address; its ETag tells in one question."""


def past(number: str, path: str) -> Response:
    """Whatever lies below the address of a past issue that readers may see; 404 for all else."""
    if path == "":
        return past_page(number)
    if path == _TEXT:
        return past_text(number)
    if path == _TEXT.removesuffix("/"):
        with store().reading() as session:
            _shown(session, number)
        return redirect(f"/cislo/{slug_of(number)}/{_TEXT}", 308)
    with store().reading() as session:
        issue = _shown(session, number)
    return _file(issue, path)


@kept
def past_page(number: str) -> str:
    with store().reading() as session:
        issue = _shown(session, number)
        pages = pages_of(session, issue)
        return render_template(
            "public/archive/past.html",
            **_shared(session, issue, pages),
            data=_machine_readable(session, issue),
            citation=_citation(session, issue),
            address=str,
        )


@kept
def past_text(number: str) -> str:
    """All pages as text, each at its own anchor, for who cannot or will not read the PDF."""
    with store().reading() as session:
        issue = _shown(session, number)
        pages = pages_of(session, issue)
        values = _shared(session, issue, pages)
        values["canonical"] += _TEXT
        return render_template("public/archive/past_text.html", **values)


def _citation(session: Session, issue: PastIssue) -> Inlines:
    publication = shown_publication(session)
    if publication is None:
        return ()
    replaced = tuple(
        Correction(date.fromisoformat(each["on"]), each["sentence"]) for each in issue.notes
    )
    named = Issue(issue.number, typeset(issue.theme), issue.dated, corrections=replaced)
    return cite_issue(named, publication, Addresses(settings().public_url, issue.number))


def _shared(session: Session, issue: PastIssue, pages: Sequence[PastPage]) -> dict[str, Any]:
    addresses = Addresses(settings().public_url, issue.number)
    here = f"/cislo/{slug_of(issue.number)}/"
    return {
        **frame(session, updated_on=issue.updated_at),
        "issue": issue,
        "theme": typeset(issue.theme),
        "description": [typeset(each) for each in issue.description.splitlines() if each.strip()],
        "pages": pages,
        "notes": [(date.fromisoformat(each["on"]), each["sentence"]) for each in issue.notes],
        "addresses": addresses,
        "canonical": addresses.issue,
        "pdf_url": f"{here}{pdf_name(issue.number)}",
        "text_url": f"{here}{_TEXT}",
        "cover_url": f"{here}{COVER}",
    }


def _shown(session: Session, number: str) -> PastIssue:
    """What readers have seen and is hidden is gone (RFC 9110, 15.5.11); the rest is unknown."""
    issue = past_issue(session, number)
    if issue is None or issue.published_at is None:
        abort(404)
    if issue.state is not PastState.PUBLISHED:
        page = render_template(
            "public/archive/past_gone.html",
            issue=issue,
            **frame(session, updated_on=issue.updated_at),
        )
        abort(Response(page, 410, mimetype="text/html"))
    return issue


def _file(issue: PastIssue, path: str) -> Response:
    """As it came, or parts of it (RFC 9110, 14); vetted for scripts on its way in."""
    files = {
        pdf_name(issue.number): (issue.pdf_sha256, "application/pdf"),
        COVER: (issue.cover_sha256, "image/jpeg"),
    }
    sha256, media_type = files.get(path) or abort(404)
    response = send_file(
        store().blobs.path(sha256),
        mimetype=media_type,
        download_name=path,
        etag=sha256,
        conditional=True,
        max_age=_FRESH_SECONDS,
    )
    response.cache_control.public = True
    return response


def _machine_readable(session: Session, issue: PastIssue) -> dict[str, Any]:
    """JSON-LD of schema.org's PublicationIssue."""
    addresses = Addresses(settings().public_url, issue.number)
    publication = shown_publication(session)
    periodical: dict[str, Any] = {"@type": "Periodical", "name": "Mít domov"}
    if publication:
        publisher = {"@type": "Organization", "name": publication.publisher}
        periodical |= {"name": publication.title, "publisher": publisher}
        periodical |= {"issn": publication.issn} if publication.issn else {}
    return {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": addresses.issue,
        "url": addresses.issue,
        "name": f"{periodical['name']} {issue.number}: {issue.theme}",
        "issueNumber": issue.number.partition("/")[0],
        "datePublished": issue.dated.isoformat(),
        "dateModified": issue.updated_at.date().isoformat(),
        "inLanguage": "cs",
        "pagination": f"1–{issue.pages}",
        "image": f"{addresses.issue}{COVER}",
        "isPartOf": periodical,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": addresses.pdf,
            "encodingFormat": "application/pdf",
            "contentSize": str(issue.pdf_bytes),
        },
    }
