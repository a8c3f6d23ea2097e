"""The past issues of the demo: texts of `issues/starsi` in, PDFs set and taken in like any out."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from mitdomov import places
from mitdomov.accounts.audit import PROGRAM
from mitdomov.database.store import Store
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.importing import Problems, import_past
from mitdomov.editorial.past.queries import past_issues
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.render.environment import environment
from mitdomov.render.errors import RenditionError
from mitdomov.render.pdf.document import load_weasyprint
from mitdomov.typography.czech import typeset

TEXTS: Final = places.ISSUES / "starsi"


def add_sample_past(store: Store, at: datetime) -> None:
    """Only where there is no past issue yet; a demo that cannot set them starts without."""
    with store.reading() as session:
        if past_issues(session):
            return
    for path in sorted(TEXTS.glob("*.toml")):
        issue = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            pdf = sample_pdf(issue)
        except RenditionError:
            return
        done = import_past(store, pdf, _details(issue), by=PROGRAM, at=at, is_shown=True)
        if isinstance(done, Problems):
            raise RuntimeError(f"{path.name}: {done.by_field}")  # noqa: TRY004 - our own text


def sample_pdf(issue: Mapping[str, Any], texts: Path = places.TEMPLATES) -> bytes:
    """`issue` as its TOML says it; raises `RenditionError` where WeasyPrint cannot run."""
    load_weasyprint()
    from weasyprint import HTML

    page = (
        environment()
        .get_template("pdf/past_sample.html")
        .render(
            number=issue["number"],
            theme=typeset(issue["theme"]),
            dated=issue["dated"],
            credit=typeset(issue["credit"]),
            articles=[_article(each) for each in issue["articles"]],
            facade=_facade(issue["number"]),
            fonts=(places.ASSETS / "fonts").as_uri(),
        )
    )
    made: bytes = HTML(string=page, base_url=str(texts)).write_pdf()
    return made


def _article(article: Mapping[str, str]) -> dict[str, object]:
    paragraphs = [typeset(" ".join(each.split())) for each in article["text"].split("\n\n")]
    return {"title": typeset(article["title"]), "paragraphs": paragraphs}


def _facade(number: str) -> Markup:
    drawing = facade_svg(number, columns=7, rows=5, width=170, height=150)
    return Markup(drawing)  # noqa: S704 - our own drawing


def _details(issue: Mapping[str, Any]) -> Details:
    dated: date = issue["dated"]
    return Details(issue["number"], issue["theme"], dated, issue["description"], issue["credit"])
