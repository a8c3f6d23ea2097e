"""Bytes kept by their SHA-256: never half of them, never others under the same name."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitdomov.database.blobs import BlobDamagedError, BlobMissingError, Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.root.rglob("*") if path.is_file()]


@given(data=st.binary(max_size=200))
def test_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    blobs = Blobs(tmp_path_factory.mktemp("blobs"))
    sha256 = blobs.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert blobs.get(sha256) == data


def test_the_same_bytes_are_kept_once(blobs: Blobs) -> None:
    assert blobs.put(b"dopis") == blobs.put(b"dopis")
    assert len(files(blobs)) == 1


def test_a_lost_blob_is_noticed(blobs: Blobs) -> None:
    with pytest.raises(BlobMissingError):
        blobs.get("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "..", "../outside", "/etc/passwd", "\0", "A" * 64, "9" * 5000]
)
def test_what_is_no_name_leads_to_no_file(blobs: Blobs, name: str) -> None:
    """A pipe that nobody writes to would hold up whoever opened it."""
    blobs.put(b"dopis")
    os.mkfifo(blobs.root / "outside")
    with pytest.raises(BlobMissingError, match="no name"):
        blobs.get(name)


def test_an_altered_blob_is_noticed_and_mended(blobs: Blobs) -> None:
    """Putting the right bytes again repairs what was damaged."""
    sha256 = blobs.put(b"dopis")
    blobs.path(sha256).write_bytes(b"jiny dopis")
    with pytest.raises(BlobDamagedError):
        blobs.get(sha256)
    blobs.put(b"dopis")
    assert blobs.get(sha256) == b"dopis"


def test_a_failed_write_leaves_nothing(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, for instance, which only shows at the sync."""

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        blobs.put(b"dopis")
    assert files(blobs) == []


_PUT_FOR_EVER = """
import sys
from pathlib import Path
from mitdomov.database.blobs import Blobs

blobs = Blobs(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10**9):
    blobs.put(number.to_bytes(8, "big") * 50_000)
"""


def test_a_killed_writer_leaves_no_half_blob(blobs: Blobs) -> None:
    """Whatever has a blob's name has its bytes, wherever SIGKILL struck."""
    for pause_s in (0.01, 0.03, 0.07):
        writer = subprocess.Popen(
            [sys.executable, "-c", _PUT_FOR_EVER, str(blobs.root)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(pause_s)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
    named = [path for path in files(blobs) if not path.name.startswith(".")]
    assert named
    for path in named:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
