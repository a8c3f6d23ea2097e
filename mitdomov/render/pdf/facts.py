"""A finished PDF in; what others tell of it out: its pages, its size, where its articles stand."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from mitdomov.render.pdf.destinations import Span, spans


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    size_bytes: int
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)
    """The pages of each article by its slug; empty when the PDF does not tell."""


def pdf_facts(data: bytes) -> PdfFacts:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return PdfFacts(pages=len(pdf.pages), size_bytes=len(data), spans=spans(pdf))


def pages_in(path: Path) -> int:
    """How many pages the PDF in this file has; reads no more of it than that needs."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
