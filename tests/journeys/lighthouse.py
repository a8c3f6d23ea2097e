"""An address in; what Lighthouse thinks of the page, from 0 to 100 in each category, out."""

import json
import os
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import Final

from mitdomov.places import ROOT
from tests.journeys.browser import CHROMIUM

_PROGRAM: Final = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
_OPTIONS: Final = ("--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox")


def node() -> str:
    """The Node that built the assets: the system's, or the one in the Python environment."""
    own = ROOT / ".venv" / "bin" / "node"
    return str(own) if own.exists() else "node"


def scores(url: str, categories: Collection[str], report: Path) -> tuple[dict[str, int], list[str]]:
    """The scores, and the audits that cost points; `report` is where the whole JSON is written."""
    only = f"--only-categories={','.join(categories)}"
    subprocess.run(
        [node(), str(_PROGRAM), url, *_OPTIONS, only, f"--output-path={report}"],
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = json.loads(report.read_text())
    given = {name: round(100 * each["score"]) for name, each in found["categories"].items()}
    counted = {
        ref["id"]
        for each in found["categories"].values()
        for ref in each["auditRefs"]
        if ref["weight"]
    }
    lost = [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in found["audits"].items()
        if name in counted and audit["score"] not in {None, 1}
    ]
    return given, lost
