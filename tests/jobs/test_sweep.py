"""The sweep does every one of its steps, whatever becomes of the others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mitdomov.jobs import tasks
from mitdomov.jobs.beats import SWEEP, last_beat
from mitdomov.jobs.tasks import STEPS, Bench, open_bench, sweep
from tests.dispatching import made_scene

ALL = [each.__name__ for each in STEPS]


@pytest.mark.parametrize("broken", ALL)
def test_one_step_that_fails_holds_up_no_other(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def watched(step: Callable[[Bench], None]) -> Callable[[Bench], None]:
        def run(bench: Bench) -> None:
            if step.__name__ == broken:
                raise RuntimeError("no")
            step(bench)
            done.append(step.__name__)

        run.__name__ = step.__name__
        return run

    bench = open_bench(made_scene(tmp_path).settings)
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "STEPS", [watched(each) for each in STEPS])
        sweep(bench)
    assert done == [each for each in ALL if each != broken]
    assert f"{broken} failed" in caplog.text
    assert last_beat(bench.settings.data_dir, SWEEP) is None, "nobody would look into the log"

    sweep(bench)
    assert last_beat(bench.settings.data_dir, SWEEP) is not None
