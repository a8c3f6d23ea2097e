"""What names the renderer covers everything that it reads; nobody has to think of it."""

import json
import subprocess
import sys

import pytest

from mitdomov import places
from mitdomov.render import fingerprint as module
from mitdomov.render.fingerprint import fingerprint, sources
from tests.conftest import SMALL_ISSUE

LISTENING = """
import json, sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from datetime import UTC, datetime
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import freeze
snapshot = freeze(read_issue(read_files(Path(sys.argv[1]))))
before = set(opened)
import pikepdf, io
pdf = io.BytesIO()
with pikepdf.new() as made:
    made.add_blank_page()
    made.save(pdf)
from mitdomov.render.again import Published, render_again
at = datetime(2030, 1, 1, tzinfo=UTC)
files = render_again(snapshot, Published(pdf.getvalue(), b"", at), public_url="https://a.example",
                     made_at=at, progress=lambda *_: None)
assert files
modules = [each.__file__ for name, each in sys.modules.items() if name.startswith("mitdomov")]
print(json.dumps([*(opened - before), *filter(None, modules)]))
"""


@pytest.fixture(scope="module")
def read() -> set[str]:
    """Every file of the checkout that rendering again reads, the samples left out."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", LISTENING, str(SMALL_ISSUE / "1-2030")],
        cwd=places.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    ours = (places.ROOT / "mitdomov", places.TEMPLATES, places.ASSETS)
    return {
        each
        for each in json.loads(ran.stdout)
        if each.startswith(tuple(map(str, ours))) and not each.endswith((".pyc", "/__init__.py"))
    }


def test_it_covers_every_file_that_rendering_reads(read: set[str]) -> None:
    assert len(read) > 60
    assert any(each.endswith("epub/article.xhtml") for each in read)
    assert read - {str(each) for each in sources()} == set()


def test_a_changed_template_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    fingerprint.cache_clear()
    assert fingerprint() == before
    fingerprint.cache_clear()
    without = [each for each in sources() if each.name != "kniha.css"]
    monkeypatch.setattr(module, "sources", lambda: iter(without))
    try:
        assert fingerprint() != before
    finally:
        fingerprint.cache_clear()
