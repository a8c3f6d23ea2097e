"""A snapshot in; one tagged PDF of the whole issue out (PDF/UA-1, ISO 14289-1)."""

import io
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import Any, Final

import pikepdf

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.errors import RenditionError
from mitdomov.render.pdf.columns import level_columns
from mitdomov.render.pdf.destinations import name_places, places_of
from mitdomov.render.pdf.fit import Fit, fits
from mitdomov.render.pdf.frieze import draw_friezes
from mitdomov.render.pdf.hyphens import soft_hyphens
from mitdomov.render.pdf.lines import remembered_lines
from mitdomov.render.pdf.measure import blank_below, measured
from mitdomov.render.pdf.page import chains, page_html, page_pictures
from mitdomov.render.pdf.tags import fuller_tags

MISSING_PANGO: Final = (
    "PDF nelze vytvořit: v systému chybí knihovna Pango. Nainstalujte ji příkazem "
    "„apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0“ (Debian, Ubuntu) "
    "nebo „brew install pango“ (macOS) a zkuste to znovu."
)
Progress = Callable[[str, float], None]
_VARIANT: Final = "pdf/ua-1"


class PdfUnavailableError(RenditionError):
    """WeasyPrint cannot load the system's text libraries; the sentence says what to install."""


def load_weasyprint() -> str:
    """Its version; raises PdfUnavailableError."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints advice of its own, in English
            import weasyprint
    except OSError as error:
        raise PdfUnavailableError(MISSING_PANGO) from error
    return str(weasyprint.__version__)


def render_pdf(snapshot: Snapshot, *, public_url: str, progress: Progress) -> bytes:
    """The same snapshot and address give the same bytes; raises PdfUnavailableError."""
    press = Press(snapshot)

    def laid_out(fits: Mapping[str, Fit]) -> Any:
        return press.laid_out(page_html(snapshot, public_url=public_url, fits=fits))

    with _reported(progress):
        first = laid_out({})
        together = chains(snapshot.issue)
        slugs = [slug for chain in together for slug in chain]
        document = laid_out(fits(measured(first, slugs), together))
        data = written(document, snapshot)
    return _finished(data, document, snapshot.issue.number)


def _finished(data: bytes, document: Any, number: str) -> bytes:
    """With what WeasyPrint cannot make; `document` is what it has laid out."""
    # The cover is drawn to its edges.
    blanks = {place: blank_below(page) for place, page in enumerate(document.pages) if place > 0}
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        draw_friezes(pdf, blanks, number)
        name_places(pdf, places_of(document))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


class Press:
    """WeasyPrint with the pictures of one snapshot at hand; raises PdfUnavailableError."""

    def __init__(self, snapshot: Snapshot) -> None:
        load_weasyprint()
        from mitdomov.render.pdf.fetcher import SnapshotFetcher

        self._fetcher = SnapshotFetcher(page_pictures(snapshot))

    def laid_out(self, html: str) -> Any:
        from weasyprint import HTML

        source = HTML(string=html, base_url="snapshot:", url_fetcher=self._fetcher)
        with remembered_lines(), level_columns():
            return source.render(pdf_variant=_VARIANT)


def written(document: Any, snapshot: Snapshot) -> bytes:
    with fuller_tags(), soft_hyphens():
        data: bytes = document.write_pdf(
            pdf_variant=_VARIANT, pdf_identifier=snapshot.sha256.encode()
        )
    return data


class _PageCounter(logging.Handler):
    """Turns WeasyPrint's steps into words and a share of the work from 0 to 1."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._set = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.endswith("- Page %d"):
            self._set += 1
            # Pages are set several times over, and how many there will be is unknown until the
            # end: approach it, never pass it.
            step = f"PDF: sází se {record.getMessage().rpartition(' ')[2]}. strana"
            self._progress(step, 0.9 * (1 - 0.98**self._set))
        elif "Step 6" in record.msg:
            self._progress("PDF: zapisuje se soubor", 0.92)


@contextmanager
def _reported(progress: Progress) -> Iterator[None]:
    log = logging.getLogger("weasyprint.progress")
    counter, level = _PageCounter(progress), log.level
    log.addHandler(counter)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(counter)
        log.setLevel(level)
    progress("PDF je hotové", 1.0)
