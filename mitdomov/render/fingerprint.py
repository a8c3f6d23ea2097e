"""The program's own files in; a name for what it makes of a published snapshot again, out.

Two programs with the same name render the same web edition, feed, share picture and book. The name
is a hash of everything that could matter, so that nobody has to think of raising a version; it may
change without any consequence for the bytes.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from mitdomov import places

PACKAGES: Final = ("czech_order", "czech_words", "document", "magazine", "render", "typography")
MODULES: Final = ("clock.py", "durable.py", "places.py")
TEMPLATES: Final = ("epub", "feed", "web/edition")
_SHARED: Final = "web/*.html"
"""Templates that the web edition shares with the site."""
_LIBRARIES: Final = ("jinja2", "markupsafe", "pillow", "resvg_py")


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 in hexadecimal digits, of the files as they were when first asked for."""
    digest = sha256()
    for path in sorted(sources()):
        digest.update(f"{path.relative_to(places.ROOT)}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """Every file that counts."""
    program = places.ROOT / "mitdomov"
    yield from (program / name for name in MODULES)
    for name in PACKAGES:
        package = program / name
        yield from package.rglob("*.py") if package.is_dir() else (package.with_suffix(".py"),)
    for folder in TEMPLATES:
        yield from (each for each in (places.TEMPLATES / folder).rglob("*.*") if each.is_file())
    yield from places.TEMPLATES.glob(_SHARED)
    for built in (places.FONTS, places.EDITION_STYLES):
        yield from (each for each in built.rglob("*.*") if each.is_file())
