"""What needs no instance runs anywhere: no settings, no home, nowhere to write, no Pango."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commanding import complaint
from tests.conftest import SMALL_ISSUE
from tests.journeys.running import MITDOMOV, run

FOLDER = str(SMALL_ISSUE / "1-2030")
NOWHERE = Path("/proc/self") if sys.platform == "linux" else Path("/")
"""Nobody can make a file here, not even root."""

WITHOUT_PANGO = """
import sys
import cffi

dlopen = cffi.FFI.dlopen

def without_pango(ffi, name, *flags):
    if "pango" in str(name):
        raise OSError(f"cannot load library '{name}'")
    return dlopen(ffi, name, *flags)

cffi.FFI.dlopen = without_pango
sys.argv = ["mitdomov", *sys.argv[1:]]
from mitdomov.cli import main
main()
"""

HEAVY = ("weasyprint", "celery", "sqlalchemy", "flask", "alembic", "PIL", "jinja2")

MODULES = """
import sys
from mitdomov.cli import main
try:
    sys.argv = ["mitdomov", "typography"]
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def run_bare(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """With nothing in the environment but PATH, from where nothing can be written."""
    return subprocess.run(
        [str(MITDOMOV), *arguments],
        env={"PATH": os.environ["PATH"]},
        cwd=NOWHERE,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=600,
    )


def run_python(
    script: str, *arguments: str, environment: dict[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_checking_a_folder_needs_nothing_and_leaves_nothing() -> None:
    done = run_bare("issue", "check", FOLDER, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    found = json.loads(done.stdout)
    assert found["blocking"] is False
    assert set(found["findings"][0]) == {
        "severity",
        "code",
        "file",
        "line",
        "field",
        "block",
        "sentence",
    }


def test_rendering_a_folder_needs_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_bare("render", FOLDER, "--out", str(out), "--only", "pdf,text", "--json")
    assert done.returncode == 0, done.stderr
    manifest = json.loads(done.stdout)
    assert {file["file"] for file in manifest["files"]} == {"issue.pdf", "email.txt"}
    assert done.stdout == (out / "manifest.json").read_bytes()
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("text", "typeset"),
    [
        (b"", b""),
        (
            'Je to v\r\n"domě" s 5 kg.\r\n'.encode(),
            "Je to v\r\n„domě“ s\u00a05\u00a0kg.\r\n".encode(),
        ),
        ("\ufeffs tebou".encode(), "s\u00a0tebou".encode()),
    ],
)
def test_typography_keeps_line_ends_and_drops_the_mark(text: bytes, typeset: bytes) -> None:
    done = run_bare("typography", stdin=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, typeset, b"")


def test_typography_names_the_line_that_is_not_utf_8() -> None:
    done = run_bare("typography", stdin="dobře\npříliš".encode()[:7] + "žluť".encode("cp1250"))
    assert done.returncode == 2
    assert done.stdout == b""
    assert "řádek 2" in done.stderr.decode()


def test_typography_imports_nothing_heavy(environment: dict[str, str]) -> None:
    done = run_python(MODULES, environment=environment, stdin="k domu")
    assert done.stdout == "k\u00a0domu"
    assert set(HEAVY) & set(done.stderr.split()) == set()


def test_a_folder_is_checked_without_the_database_libraries(environment: dict[str, str]) -> None:
    script = MODULES.replace('"typography"', f'"issue", "check", {FOLDER!r}')
    done = run_python(script, environment=environment)
    assert {"sqlalchemy", "alembic", "celery", "flask", "weasyprint"} & set(
        done.stderr.split()
    ) == set()


def test_a_listing_loads_neither_the_migrations_nor_the_broker(
    environment: dict[str, str],
) -> None:
    """Once the schema is current, which the import saw to."""
    assert run(environment, "issue", "import", FOLDER).returncode == 0
    for words in ('"issue", "list"', '"dispatch", "show", "1"'):
        done = run_python(MODULES.replace('"typography"', words), environment=environment)
        assert "sqlalchemy" in done.stderr.split()
        assert {"alembic", "celery", "kombu", "redis", "flask"} & set(done.stderr.split()) == set()


def test_without_pango_only_the_pdf_is_refused(tmp_path: Path, environment: dict[str, str]) -> None:
    options = (FOLDER, "--out", str(tmp_path / "out"), "--json")
    refused = run_python(WITHOUT_PANGO, "render", *options, environment=environment)
    assert "knihovna Pango" in complaint(refused)
    assert refused.stdout == ""
    only = run_python(
        WITHOUT_PANGO, "render", *options, "--only", "email,text,web", environment=environment
    )
    assert only.returncode == 0, only.stderr
    json.loads(only.stdout)


def test_doctor_says_what_to_install_for_pango(environment: dict[str, str]) -> None:
    done = run_python(WITHOUT_PANGO, "doctor", "--json", environment=environment)
    assert done.returncode == 1
    found = {each["subject"]: each for each in json.loads(done.stdout)}
    assert found["sazba PDF"]["is_well"] is False
    assert "libpango" in found["sazba PDF"]["sentence"]


def test_doctor_notices_a_misspelt_setting(environment: dict[str, str]) -> None:
    done = run(environment | {"MITDOMOV_SMPT_URL": "smtp://posta.example"}, "doctor")
    assert "neznám MITDOMOV_SMPT_URL" in done.stdout
    assert done.returncode == 1
