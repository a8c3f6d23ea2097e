"""A finished PDF in; what the button that downloads it tells, pages and size, out."""

import io
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class PdfFacts:
    pages: int
    size_bytes: int


def pdf_facts(data: bytes) -> PdfFacts:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return PdfFacts(pages=len(pdf.pages), size_bytes=len(data))
