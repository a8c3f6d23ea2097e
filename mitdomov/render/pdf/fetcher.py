"""An address inside a PDF template in; the snapshot's picture, a drawing, a font or a style out.

WeasyPrint's own fetcher opens files, follows redirects and reaches the network; this one knows
two internal schemes and refuses every other address.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from mitdomov import places
from mitdomov.render.pdf.page import PICTURE

ASSET: Final = "asset:"
"""A font (`asset:fonts/…`) or a style sheet (`asset:styles/…`) of the project, by its name."""

FOLDERS: Final[Mapping[str, Path]] = {
    "fonts": places.FONTS,
    "styles": places.TEMPLATES / "pdf" / "styles",
}
MEDIA_TYPES: Final = {".css": "text/css", ".ttf": "font/ttf"}


class MissingPictureError(FatalURLFetchingError):  # type: ignore[misc]
    """A page shows a picture that the snapshot does not hold; rendering cannot go on."""


class MissingAssetError(FatalURLFetchingError):  # type: ignore[misc]
    """A font or a style of ours is not there; without it every page would look different."""


class SnapshotFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `pictures` (media type and bytes by file name) and the project's assets."""

    def __init__(self, pictures: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """Raises ValueError for a foreign address, which WeasyPrint then leaves out."""
        if url.startswith(PICTURE):
            return self._picture(url)
        if url.startswith(ASSET):
            return _asset(url)
        raise ValueError(f"not part of the snapshot: {url[:80]}")

    def _picture(self, url: str) -> URLFetcherResponse:
        name = unquote(url.removeprefix(PICTURE))
        if name not in self._pictures:
            raise MissingPictureError(f"Obrázek „{name}“ není součástí uzávěrky.")
        media_type, data = self._pictures[name]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


def _asset(url: str) -> URLFetcherResponse:
    """Names with a further slash are refused, so that no address leaves its folder.

    Raises `MissingAssetError`.
    """
    folder, _, name = url.removeprefix(ASSET).partition("/")
    suffix = Path(name).suffix
    if folder not in FOLDERS or "/" in name or suffix not in MEDIA_TYPES:
        raise ValueError(f"no such asset: {url[:80]}")
    try:
        data = (FOLDERS[folder] / name).read_bytes()
    except OSError as error:
        raise MissingAssetError(f"Chybí soubor {name}; vytvoří ho make install.") from error
    return URLFetcherResponse(url, data, {"Content-Type": MEDIA_TYPES[suffix]})
