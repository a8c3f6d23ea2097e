"""The programs of an instance, each by its own command line, do what is theirs."""

from pathlib import Path

from sqlalchemy import select

from mitdomov.clock import now
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import order_work
from mitdomov.jobs.ring import ring, ring_for_work
from mitdomov.running import health
from tests.broker import running_broker, running_program, until
from tests.dispatching import Scene, made_scene
from tests.relay import running_relay


def ordered(scene: Scene) -> int:
    with scene.store.writing() as session:
        issue = session.scalars(select(IssueRecord)).one()
        return order_work(session, WorkKind.CHECK_LINKS, issue.id, by=None, at=now()).id


def state(scene: Scene, order: int) -> WorkState:
    with scene.store.reading() as session:
        return session.get_one(WorkOrder, order).state


def has_finished(scene: Scene, dispatch: int) -> bool:
    with scene.store.reading() as session:
        return session.get_one(Dispatch, dispatch).state is DispatchState.FINISHED


def test_letters_never_wait_behind_long_work(tmp_path: Path) -> None:
    """Whoever sends letters takes no long work; whoever does long work takes that alone."""
    with running_relay() as relay:
        scene = made_scene(tmp_path, SMTP_URL=relay.url)
        scene.subscribe(["alice@obec.example"])
        order, dispatch = ordered(scene), scene.plan()
        with running_broker(scene.settings):
            ring_for_work(scene.settings, order)
            with running_program(scene.settings, "worker", log=tmp_path / "worker.log"):
                until(lambda: ring(scene.settings, dispatch) and has_finished(scene, dispatch))
                assert state(scene, order) is WorkState.WAITING
                sends, works = health.workers(scene.settings)
                assert (sends.is_well, works.is_well) == (True, False)
                assert "výstupy čekají" in works.sentence
                assert "logs/long-work.log" in works.sentence
            second = scene.plan()
            ring(scene.settings, second)
            with running_program(scene.settings, "long-work", log=tmp_path / "long-work.log"):
                until(
                    lambda: (
                        ring_for_work(scene.settings, order)
                        and state(scene, order) is WorkState.FAILED
                    )
                )
                assert not has_finished(scene, second)
