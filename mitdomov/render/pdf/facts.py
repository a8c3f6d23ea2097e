"""A finished PDF in; what others tell of it out: its pages, its size, where its articles stand."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from mitdomov.render.pdf.destinations import Span, breaks, pages_by_name, spans
from mitdomov.render.pdf.page_breaks import Break


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    size_bytes: int
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """The pages of each article by its slug; empty when the PDF does not tell."""
    breaks: Mapping[str, tuple[Break, ...]] = field(default_factory=dict, hash=False)
    """Where in an article its second and further pages begin, by its slug."""
    places: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The folio of each place that has a name, see `destinations`."""


def pdf_facts(data: bytes) -> PdfFacts:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = pages_by_name(pdf)
        return PdfFacts(len(pdf.pages), len(data), spans(places), breaks(places), places)


def pages_in(path: Path) -> int:
    """How many pages the PDF in this file has; reads no more of it than that needs."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
