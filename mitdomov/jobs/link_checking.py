"""The addresses of an issue in, what each answers out: at most four at once, slowly per server."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, Final
from urllib.parse import urlsplit

from mitdomov.editorial.link_checks import Checked, addresses_in, outcome_of
from mitdomov.editorial.work.model import WorkOrder
from mitdomov.editorial.working import load_issue
from mitdomov.jobs.link_probe import probe
from mitdomov.jobs.long_work import Shop, Tell, WorkRefusedError
from mitdomov.magazine.findings import FolderError

_AT_ONCE: Final = 4
SPACING_SECONDS: Final = 1.0
"""Between two questions to one server."""
_STEP: Final = "Ověřuji odkazy"
OFF: Final = (
    "Program smí navazovat spojení jen s poštovním serverem. Ověřování odkazů povolí správce "
    "nastavením MITDOMOV_LINK_CHECK=1."
)

Probe = Callable[[str], Checked]


def check_links(shop: Shop, order: WorkOrder, tell: Tell) -> Mapping[str, Any]:
    if not shop.settings.checks_links:
        raise WorkRefusedError(OFF)
    try:
        addresses = addresses_in(load_issue(shop.store, order.of_issue))
    except FolderError as error:
        sentence = f"Odkazy půjde ověřit, až se opraví: {error.findings[0].sentence}"
        raise WorkRefusedError(sentence) from error
    checked = []
    for each in probe_all(addresses):
        checked.append(each)
        tell(_STEP, len(checked) / len(addresses))
    by_address = {each.url: each for each in checked}
    return outcome_of(by_address[address] for address in addresses)


def probe_all(
    addresses: Iterable[str],
    ask: Probe = probe,
    spacing_seconds: float = SPACING_SECONDS,
) -> Iterator[Checked]:
    """Each as soon as it is known; addresses of one server one after another, with pauses."""
    by_host = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).hostname or ""].append(address)
    answers: list[Checked] = []
    lock = Lock()

    def ask_host(of_host: list[str]) -> None:
        for index, address in enumerate(of_host):
            time.sleep(spacing_seconds if index else 0)
            answer = ask(address)
            with lock:
                answers.append(answer)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pending = [pool.submit(ask_host, each) for each in by_host.values()]
        yield from _as_they_come(answers, lock, lambda: all(each.done() for each in pending))
        for each in pending:
            each.result()


def _as_they_come(
    answers: list[Checked], lock: Lock, is_over: Callable[[], bool]
) -> Iterator[Checked]:
    while True:
        was_over = is_over()
        with lock:
            ready = answers[:]
            answers.clear()
        yield from ready
        if was_over:
            return
        time.sleep(0.05)
