"""What an instance says of itself, over a real broker, a real worker and a real relay."""

from datetime import timedelta
from pathlib import Path

import pytest

from mitdomov.clock import now
from mitdomov.jobs.beats import SWEEP, beat
from mitdomov.running import health
from tests.broker import running_broker, running_worker, until
from tests.dispatching import Scene, made_scene
from tests.relay import running_relay


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return made_scene(tmp_path)


def test_a_worker_is_heard_only_while_it_lives(scene: Scene, tmp_path: Path) -> None:
    settings = scene.settings
    assert not health.broker(settings).is_well
    assert ["nic se neztratí" in each.sentence for each in health.workers(settings)] == [True] * 2
    with running_broker(settings):
        assert health.broker(settings).is_well
        assert not any(each.is_well for each in health.workers(settings))
        with running_worker(settings, log=tmp_path / "worker.log"):
            until(lambda: all(each.is_well for each in health.workers(settings)))
            until(lambda: health.scheduler(settings, now()).is_well)
        assert not any(each.is_well for each in health.workers(settings))


def test_a_scheduler_that_has_not_swept_for_a_minute_is_missed(scene: Scene) -> None:
    assert "ještě neproběhla" in health.scheduler(scene.settings, now()).sentence
    beat(scene.settings.data_dir, SWEEP)
    assert health.scheduler(scene.settings, now() + timedelta(seconds=50)).is_well
    late = health.scheduler(scene.settings, now() + timedelta(minutes=2))
    assert not late.is_well
    assert "logs/scheduler.log" in late.sentence


def test_a_relay_is_examined_where_it_is(tmp_path: Path) -> None:
    with running_relay() as relay:
        settings = made_scene(tmp_path, SMTP_URL=relay.url).settings
        assert health.relay(settings).is_well
    gone = health.relay(settings)
    assert not gone.is_well
    assert "nikdo tam neodpovídá" in gone.sentence


def test_too_little_space_is_told_before_it_runs_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health.disk(scene.settings).is_well
    monkeypatch.setattr(health, "_LITTLE_SPACE_BYTES", 10**18)
    assert "zbývá jen" in health.disk(scene.settings).sentence


def test_a_beat_on_a_full_or_closed_disk_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "beats").write_text("a file in the way", encoding="utf-8")
    beat(tmp_path, SWEEP)
    assert [each.name for each in tmp_path.iterdir()] == ["beats"]
