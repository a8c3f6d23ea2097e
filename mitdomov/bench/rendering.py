"""An issue in; what each of its artefacts costs, against WeasyPrint's plainest document, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from mitdomov.bench.measuring import Spent, interleaved
from mitdomov.bench.report import Better, Figure, Report, figure, this_machine
from mitdomov.bench.sample import PUBLIC_URL, paragraphs
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.issue import quiet
from mitdomov.render.letter.letter import render_letter
from mitdomov.render.pdf.document import load_weasyprint, render_pdf
from mitdomov.render.pdf.facts import pdf_facts
from mitdomov.render.web.edition import render_web

_PARTS = ("uzávěrka", "dopis", "webové vydání", "PDF")


@dataclass(slots=True)
class _Press:
    """Makes the artefacts one by one, each edition from pictures that it has not seen before."""

    folder: IssueFolder
    edition: int = 0
    snapshot: Snapshot = field(init=False)
    pdf: bytes = b""
    plain_pdf: bytes = b""

    def freeze(self) -> None:
        self.edition += 1
        self.snapshot = _of_edition(freeze(self.folder), self.edition)

    def make_letter(self) -> None:
        render_letter(self.snapshot, public_url=PUBLIC_URL, pdf=None)

    def make_web(self) -> None:
        render_web(self.snapshot, public_url=PUBLIC_URL, pdf=None)

    def make_pdf(self) -> None:
        self.pdf = render_pdf(self.snapshot, public_url=PUBLIC_URL, progress=quiet)

    def make_plain_pdf(self) -> None:
        self.plain_pdf = plain_pdf(paragraphs(self.snapshot.issue))


def measure(folder: IssueFolder, rounds: int) -> Report:
    """Raises `PdfUnavailableError`."""
    load_weasyprint()
    press = _Press(folder)
    machine = this_machine()
    # The PDF itself is long enough for a first time to be lost in it.
    interleaved((press.freeze, press.make_letter, press.make_web, press.make_plain_pdf), 1)
    works = (
        press.freeze,
        press.make_letter,
        press.make_web,
        press.make_pdf,
        press.make_plain_pdf,
    )
    measured = interleaved(works, rounds)
    pages, plain_pages = pdf_facts(press.pdf).pages, pdf_facts(press.plain_pdf).pages
    return Report(
        bench="render",
        subject="výstupy čísla od začátku, obrázky také",
        reference="WeasyPrint: týž text jako jednosloupcový dokument bez stylů a obrázků",
        rounds=rounds,
        machine=machine,
        figures=(*_seconds(measured), _speed(measured, pages, plain_pages)),
        facts={"pages": pages, "reference_pages": plain_pages},
    )


def plain_pdf(texts: Iterable[str]) -> bytes:
    from weasyprint import HTML

    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    html = f"<!doctype html><html lang=cs><title>Text</title><body>{body}</body></html>"
    made: bytes = HTML(string=html).write_pdf()
    return made


def _of_edition(snapshot: Snapshot, edition: int) -> Snapshot:
    """The same content whose pictures have new names, so that no copy of them is remembered."""
    pictures = {
        file: replace(picture, source_sha256=f"{edition:08x}{picture.source_sha256[8:]}")
        for file, picture in snapshot.pictures.items()
    }
    return replace(snapshot, pictures=pictures)


def _seconds(measured: Sequence[tuple[Spent, ...]]) -> tuple[Figure, ...]:
    *parts, reference = (
        [each.cpu_seconds for each in column] for column in zip(*measured, strict=True)
    )
    return tuple(
        figure(name, "s CPU", part, reference) for name, part in zip(_PARTS, parts, strict=True)
    )


def _speed(measured: Sequence[tuple[Spent, ...]], pages: int, plain_pages: int) -> Figure:
    return figure(
        "rychlost PDF",
        "stran/s CPU",
        [pages / row[-2].cpu_seconds for row in measured],
        [plain_pages / row[-1].cpu_seconds for row in measured],
        Better.HIGHER,
    )
