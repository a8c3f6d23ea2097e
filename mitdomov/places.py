"""Where the checkout keeps what is no Python code: templates, built assets, sample issues."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = ROOT / "templates"
ASSETS: Final = ROOT / "assets" / "dist"
"""Fonts, scripts and styles built by `make install` from package-lock.json."""
BUILT: Final = ASSETS / "built"
"""What the build made, one path in `ASSETS` on each line."""
FONTS: Final = ASSETS / "fonts"
EDITION_STYLES: Final = ASSETS / "edition"
ISSUES: Final = ROOT / "issues"
MIGRATIONS: Final = ROOT / "mitdomov" / "database" / "migrations"
