"""An issue in; what a letter costs from plan to 250, against bare smtplib, out."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mitdomov.bench.measuring import interleaved
from mitdomov.bench.report import Better, Report, figure, this_machine
from mitdomov.bench.sample import (
    PUBLIC_URL,
    READER,
    SECRET_KEY,
    SENDER,
    address,
    compiled,
    letter_of,
    read_folder,
    recipients,
)
from mitdomov.bench.sink_process import HOST, Sink, sink
from mitdomov.clock import now
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.dispatches.planning import plan_dispatch
from mitdomov.delivery.sending.batch import send_some
from mitdomov.delivery.transports.choosing import transport_for
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.editorial.queries import known_lists
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.issue import Output, Progress, render
from mitdomov.settings import Settings, read_settings
from mitdomov.subscribers.csv_import import import_subscribers
from mitdomov.subscribers.csv_reading import read_csv

_MOMENT: Final = datetime(2026, 5, 14, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Instance:
    """A published issue whose list has its readers, as a worker finds it."""

    store: Store
    settings: Settings
    snapshot_id: int
    list: str

    def send(self) -> None:
        """One dispatch from its plan to the last letter, by one worker over one connection."""
        transport = transport_for(self.settings, self.store)
        with self.store.writing() as session:
            dispatch_id = plan_dispatch(
                session, snapshot_id=self.snapshot_id, list=self.list, at=now(), again=True
            ).id
        while send_some(
            self.store,
            dispatch_id,
            transport,
            worker="bench/1/0",
            clock=now,
            settings=self.settings,
        ):
            pass


def measure(issue_dir: Path, letters: int, rounds: int) -> Report:
    """A round sends `letters` letters in each way, after one round that does not count."""
    ready = compiled(letter_of(read_folder(issue_dir)))
    messages = {each.address: ready.bytes_for(each, _MOMENT) for each in recipients(letters)}
    with TemporaryDirectory(prefix="mitdomov-bench-") as directory, sink() as server:
        instance = _instance(Path(directory), issue_dir, letters, server)
        works = (instance.send, lambda: _send_barely(messages, server))
        machine = this_machine()
        interleaved(works, 1)
        measured = interleaved(works, rounds)
        server.insist_on(letters * (rounds + 1) * len(works))
        instance.store.engine.dispose()
    speeds, reference_speeds = (
        [letters / each.wall_seconds for each in column] for column in zip(*measured, strict=True)
    )
    costs, reference_costs = (
        [each.cpu_seconds * 1e3 / letters for each in column]
        for column in zip(*measured, strict=True)
    )
    return Report(
        bench="send",
        subject="rozesílka od plánu po poslední 250: zábory, zápis o každém dopisu, SMTP",
        reference="smtplib: jedno spojení, předem hotové dopisy, žádné záznamy",
        rounds=rounds,
        machine=machine,
        figures=(
            figure("rychlost", "dopisů/s", speeds, reference_speeds, Better.HIGHER),
            figure("procesor", "ms CPU na dopis", costs, reference_costs),
        ),
        facts={"letters_per_round": letters, "letter_bytes": len(next(iter(messages.values())))},
    )


def _instance(directory: Path, issue_dir: Path, letters: int, server: Sink) -> _Instance:
    settings = read_settings(
        {
            "MITDOMOV_DATA_DIR": str(directory),
            "MITDOMOV_SECRET_KEY": SECRET_KEY,
            "MITDOMOV_SMTP_URL": f"smtp://{HOST}:{server.port}",
            "MITDOMOV_MAIL_FROM": f"{SENDER.name} <{SENDER.address}>",
            "MITDOMOV_PUBLIC_URL": PUBLIC_URL,
        }
    )
    upgrade(settings.database_url)
    store = open_store(settings.database_url, settings.data_dir)
    number = import_issue(store, read_files(issue_dir), now()).number
    published = publish(
        store, number, public_url=PUBLIC_URL, at=now(), renderer=_render_letter_only
    )
    return _Instance(store, settings, published.id, _subscribe(store, letters))


def _render_letter_only(
    snapshot: Snapshot, *, public_url: str, progress: Progress, made_at: datetime
) -> Mapping[str, bytes]:
    return render(
        snapshot,
        public_url=public_url,
        only=(Output.EMAIL, Output.TEXT),
        progress=progress,
        made_at=made_at,
    )


def _subscribe(store: Store, count: int) -> str:
    """The list that now has `count` readers."""
    lines = (f"{address(number)};{READER}" for number in range(1, count + 1))
    table = read_csv("\n".join(("e-mail;jméno", *lines)).encode())
    with store.writing() as session:
        lists = [each.slug for each in known_lists(session, store.blobs)]
        import_subscribers(
            session, table, lists[0], "benchmark", now(), known_lists=lists, secret_key=SECRET_KEY
        )
    return lists[0]


def _send_barely(messages: Mapping[str, bytes], server: Sink) -> None:
    with smtplib.SMTP(HOST, server.port, local_hostname=SENDER.domain) as smtp:
        for recipient, message in messages.items():
            smtp.sendmail(SENDER.address, [recipient], message)
