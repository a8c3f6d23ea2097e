"""Two programs never work on one data directory."""

import subprocess
import sys
from pathlib import Path

import pytest

from mitdomov.running.lock import AlreadyRunningError, lock_data_dir

HOLD = """
import sys
from pathlib import Path
from mitdomov.running.lock import lock_data_dir
file = lock_data_dir(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunningError, match=f"proces {holder.pid}"):
            lock_data_dir(tmp_path)
        holder.kill()
        holder.wait()
        lock_data_dir(tmp_path).close()
