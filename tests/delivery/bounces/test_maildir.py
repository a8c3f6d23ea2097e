"""A Maildir is read once, whatever lies in it and whenever the program dies."""

import os
import resource
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from mitdomov.delivery.bounces import maildir as maildir_reading
from mitdomov.delivery.bounces.maildir import forget_read, read_maildir
from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.recording import take_in
from mitdomov.delivery.bounces.taken import Fate, Taken
from mitdomov.delivery.model import Dispatch
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.editorial.model import PublicationRecord
from mitdomov.jobs.returned import read_returned, tell_of_returned
from mitdomov.running import health
from tests.delivery.bounces.returned import ALICE, READERS, letter, mark_of, sent_scene
from tests.dispatching import Scene


@pytest.fixture
def maildir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It is read to its end, however slow the machine is."""
    monkeypatch.setattr(maildir_reading, "_SECONDS", 3_600.0)
    made = tmp_path / "vracene"
    for name in ("tmp", "new", "cur"):
        (made / name).mkdir(parents=True)
    return made


@pytest.fixture
def sent(tmp_path: Path, maildir: Path) -> tuple[Scene, int]:
    return sent_scene(tmp_path, BOUNCE_MAILDIR=str(maildir), NOTICE_TO="redakce@obec.example")


def put(maildir: Path, data: bytes, number: int = 1) -> str:
    name = f"17778853{number:02d}.M1P{number}.posta"
    (maildir / "new" / name).write_bytes(data)
    return name


def left(maildir: Path) -> list[str]:
    return sorted(each.name for each in (maildir / "new").iterdir())


def taker(scene: Scene) -> Callable[[bytes], Taken]:
    return lambda data: take_in(scene.store, scene.settings, data, scene.clock())


def count_rows(scene: Scene) -> int:
    with scene.store.reading() as session:
        return len(session.scalars(select(ReturnedLetter)).all())


def test_each_message_moves_and_what_nobody_understands_is_flagged(
    maildir: Path, sent: tuple[Scene, int]
) -> None:
    scene, dispatch = sent
    mark = mark_of(scene, dispatch)
    names = [
        put(maildir, letter(name, mark), number)
        for number, name in enumerate(("postfix-unknown-user", "vacation", "plain-unclear"))
    ]
    put(maildir, letter("postfix-unknown-user"), 7)
    os.mkfifo(maildir / "new" / "roura")
    (maildir / "new" / "odkaz").symlink_to("/etc/hostname")
    (maildir / "new" / ".rozepsany").write_bytes(b"x")

    fates, is_all = read_maildir(maildir, taker(scene))

    assert fates == Counter({Fate.RECORDED: 1, Fate.IGNORED: 1, Fate.STRANGE: 1, Fate.UNCLEAR: 3})
    assert is_all
    assert left(maildir) == [".rozepsany"]
    moved = {each.name for each in (maildir / "cur").iterdir()}
    assert {f"{names[0]}:2,S", f"{names[1]}:2,S", f"{names[2]}:2,F", "odkaz:2,F"} < moved
    assert count_rows(scene) == 1


def test_a_crash_between_the_row_and_the_move_reads_it_again(
    maildir: Path, sent: tuple[Scene, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, dispatch = sent
    put(maildir, letter("postfix-unknown-user", mark_of(scene, dispatch)))

    class DiedError(BaseException):
        pass

    def die(*_: object) -> bool:
        raise DiedError

    with monkeypatch.context() as broken:
        broken.setattr(maildir_reading, "_move", die)
        with pytest.raises(DiedError):
            read_maildir(maildir, taker(scene))
    assert (len(left(maildir)), count_rows(scene)) == (1, 1)

    fates, _ = read_maildir(maildir, taker(scene))
    assert fates == Counter({Fate.REPEATED: 1})
    assert (left(maildir), count_rows(scene)) == ([], 1)


def test_a_locked_database_leaves_everything_for_later(maildir: Path) -> None:
    put(maildir, b"x")

    def locked(_: bytes) -> Taken:
        raise OperationalError("", {}, Exception("locked"))

    assert read_maildir(maildir, locked) == (Counter(), False)
    assert len(left(maildir)) == 1


def test_one_message_that_breaks_the_reader_stops_no_other(
    maildir: Path, sent: tuple[Scene, int]
) -> None:
    scene, dispatch = sent
    put(maildir, b"broken", 1)
    put(maildir, letter("postfix-unknown-user", mark_of(scene, dispatch)), 2)

    def fragile(data: bytes) -> Taken:
        if data == b"broken":
            raise ZeroDivisionError
        return taker(scene)(data)

    fates, _ = read_maildir(maildir, fragile)
    assert fates == Counter({Fate.UNCLEAR: 1, Fate.RECORDED: 1})


def test_a_flood_is_read_oldest_first_for_so_long_at_once(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_reading, "_AT_ONCE", 7)
    ticks = count()  # a second passes before each message; two are within the time
    clock = SimpleNamespace(monotonic=lambda: float(next(ticks)))
    read: list[bytes] = []

    def taken(data: bytes) -> Taken:
        read.append(data)
        return Taken(Fate.STRANGE)

    numbers = [*range(49, 0, -2), *range(0, 50, 2)]
    for number in numbers:
        put(maildir, b"%d" % number, number)
    with monkeypatch.context() as slow:
        slow.setattr(maildir_reading, "time", clock)
        slow.setattr(maildir_reading, "_SECONDS", 2.0)
        assert read_maildir(maildir, taken) == (Counter({Fate.STRANGE: 2}), False)
    assert read_maildir(maildir, taken) == (Counter({Fate.STRANGE: 48}), True)
    assert read == [b"%d" % number for number in sorted(numbers)]


def test_a_letter_that_cannot_be_opened_now_stays_and_holds_up_no_other(
    maildir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(2):
        put(maildir, b"x", number)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

    def take_last_descriptor(_: bytes) -> Taken:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        return Taken(Fate.STRANGE)

    try:
        fates, is_all = read_maildir(maildir, take_last_descriptor)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (fates, is_all) == (Counter({Fate.STRANGE: 1}), True)
    assert "returned letters: 1 stay in new/: Too many open files" in caplog.text
    assert len(left(maildir)) == 1
    assert read_maildir(maildir, lambda _: Taken(Fate.STRANGE))[0] == Counter({Fate.STRANGE: 1})


def test_those_that_cannot_be_moved_do_not_starve_the_rest(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_reading, "_AT_ONCE", 5)
    for number in range(12):
        name = put(maildir, b"x", number)
        if number < 10:
            (maildir / "cur" / f"{name}:2,S").mkdir()
    fates, is_all = read_maildir(maildir, lambda _: Taken(Fate.STRANGE))
    assert (fates, is_all) == (Counter({Fate.STRANGE: 2}), True)
    assert len(left(maildir)) == 10


def test_doctor_tells_when_letters_that_wait_cannot_be_read(
    maildir: Path, sent: tuple[Scene, int]
) -> None:
    settings = sent[0].settings
    (maildir / "new" / "0.odkaz").symlink_to("/etc/hostname")
    assert health.returned(settings).is_well
    put(maildir, b"x")
    assert health.returned(settings).is_well
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        found = health.returned(settings)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert not found.is_well
    assert "dopis, který tam čeká, nejde přečíst" in found.sentence


def test_what_was_read_is_deleted_after_its_time(maildir: Path, sent: tuple[Scene, int]) -> None:
    scene, _ = sent
    put(maildir, b"stary", 1)
    put(maildir, b"novy", 2)
    read_maildir(maildir, taker(scene))
    old, _ = sorted((maildir / "cur").iterdir())
    before = scene.clock()
    os.utime(old, times=(before.timestamp() - 1,) * 2)
    assert forget_read(maildir, before) == 1
    assert [each.read_bytes() for each in (maildir / "cur").iterdir()] == [b"novy"]


def test_the_sweep_reads_once_a_minute(maildir: Path, sent: tuple[Scene, int]) -> None:
    scene, dispatch = sent
    at = scene.delivery(dispatch, ALICE).updated_at
    put(maildir, letter("postfix-unknown-user", mark_of(scene, dispatch)))
    read_returned(scene.store, scene.settings, at)
    assert (left(maildir), count_rows(scene)) == ([], 1)
    put(maildir, b"x")
    read_returned(scene.store, scene.settings, at)
    assert len(left(maildir)) == 1
    (scene.settings.data_dir / "beats" / "returned").unlink()
    read_returned(scene.store, scene.settings, at)
    assert left(maildir) == []


def test_a_maildir_that_is_not_there_stops_nothing(
    maildir: Path, sent: tuple[Scene, int], caplog: pytest.LogCaptureFixture
) -> None:
    scene, _ = sent
    (maildir / "new").rmdir()
    read_returned(scene.store, scene.settings, scene.clock())
    assert "cannot be read: FileNotFoundError" in caplog.text


def test_editors_are_told_once_that_too_many_came_back(
    maildir: Path, sent: tuple[Scene, int]
) -> None:
    scene, dispatch = sent
    at = scene.clock()

    def letters() -> list[SingleLetterRecord]:
        tell_of_returned(scene.store, scene.settings, at + timedelta(minutes=1))
        with scene.store.reading() as session:
            return list(session.scalars(select(SingleLetterRecord)))

    for number, reader in enumerate(READERS):
        assert letters() == [] or number > 2
        put(maildir, letter("postfix-expired", mark_of(scene, dispatch, reader), reader), number)
        read_maildir(maildir, taker(scene))
    (told,) = letters()
    assert told.address == "redakce@obec.example"
    assert told.subject == "Z rozesílky čísla 1/2026 se vrací mnoho dopisů"
    for words in (told.text, told.html):
        assert "3" in words
        assert "dočasná potíž serveru" in words
        assert "rozesilka=1" in words
        assert ALICE not in words
    assert len(letters()) == 1


def test_what_nobody_could_be_told_yet_is_told_later(
    maildir: Path, sent: tuple[Scene, int]
) -> None:
    scene, dispatch = sent
    for number, reader in enumerate(READERS):
        put(maildir, letter("postfix-expired", mark_of(scene, dispatch, reader), reader), number)
    read_maildir(maildir, taker(scene))
    with scene.store.writing() as session:
        sha256 = session.scalars(select(PublicationRecord.sha256)).one()
        session.execute(delete(PublicationRecord))
    tell_of_returned(scene.store, scene.settings, scene.clock())
    with scene.store.writing() as session:
        assert session.get_one(Dispatch, dispatch).returns_told_at is None
        session.add(PublicationRecord(sha256=sha256, updated_at=scene.clock()))
    tell_of_returned(scene.store, scene.settings, scene.clock())
    with scene.store.reading() as session:
        assert len(session.scalars(select(SingleLetterRecord)).all()) == 1
