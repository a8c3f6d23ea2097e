"""The PDF of an issue in; on which of its pages each article begins out (PDF 32000-1, 7.9.6)."""

import io
from collections.abc import Collection, Mapping
from typing import Any

import pikepdf


def first_pages(data: bytes, slugs: Collection[str]) -> tuple[int, Mapping[str, int]]:
    """How many pages there are, and of each article the first one, counted from 1, by slug.

    The contents link to every article by a destination that has its slug for a name.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = {
            slug: numbers[destination[0].objgen]
            for slug, destination in _destinations(pdf).items()
            if slug in slugs
        }
        return len(pdf.pages), found


def _destinations(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    names: Any = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    return {str(name): value for name, value in pikepdf.NameTree(names.Dests).items()}
