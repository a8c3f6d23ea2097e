"""Many askers in, a few warm press processes behind: the PDF of a job, or word that it is coming.

Results are kept on disk by the key of their content. Of each owner (an article, say) only the
newest job waits: nobody looks at a preview of what has been changed since.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread, current_thread
from time import monotonic
from typing import Final

from mitdomov.render.pdf.facts import pdf_facts
from mitdomov.render.press.client import PressProcess, Unpressed
from mitdomov.render.press.jobs import Job, Made
from mitdomov.render.preview.file_cache import FileCache

TIMEOUT_SECONDS: Final = 30.0
"""An article takes one or two."""
MAX_WAITING: Final = 40
_IDLE_SECONDS: Final = 600.0
"""A process that nobody needs any more gives its memory back."""
_REMEMBERED_FAILURES: Final = 200
_RETRY_AFTER_SECONDS: Final = 300.0
"""What failed is not tried again before, unless it was changed."""
_MAX_FILES: Final = 300
FAILED: Final = Unpressed("Náhled se nepodařilo vysadit. Zkuste to za chvíli znovu.")
BUSY: Final = Unpressed("Sází se právě mnoho jiných článků. Zkuste to za chvíli znovu.")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """It is being set, or will be."""


Answer = Made | Unpressed | Waiting


@dataclass(slots=True)
class _Order:
    key: str
    make_job: Callable[[], Job]
    answer: Made | Unpressed | None = None


@dataclass(slots=True)
class _Failure:
    answer: Unpressed
    at: float = field(default_factory=monotonic)


class PressRoom:
    """Safe for threads; several processes may share the `folder` of results."""

    def __init__(
        self, folder: Path, *, processes: int = 2, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._made = FileCache(folder / "pages", _MAX_FILES)
        self._timeout_seconds = timeout_seconds
        self._size = processes
        self._changed = Condition()
        self._waiting: OrderedDict[str, _Order] = OrderedDict()
        self._running: dict[str, _Order] = {}
        self._failures: OrderedDict[str, _Failure] = OrderedDict()
        self._threads: list[Thread] = []

    def warm(self) -> None:
        """Begins to load the libraries, if nothing did yet; returns at once."""
        with self._changed:
            self._open()

    def ask(
        self, owner: str, key: str, make_job: Callable[[], Job], *, wait_seconds: float = 0.0
    ) -> Answer:
        """Waits so long at most; ask again later. `make_job` runs in another thread."""
        if (data := self._made.get(f"{key}.pdf")) is not None:
            return Made(data, pdf_facts(data).pages)
        with self._changed:
            failure = self._failures.get(key)
            if failure and monotonic() - failure.at < _RETRY_AFTER_SECONDS:
                return failure.answer
            order = self._ordered(owner, key, make_job)
            if order is None:
                return BUSY
            self._changed.wait_for(lambda: order.answer is not None, wait_seconds)
            return order.answer or Waiting()

    def close(self) -> None:
        """Ends the processes once they are done; what waits is given up."""
        with self._changed:
            self._size = 0
            self._waiting.clear()
            self._changed.notify_all()
            threads = [*self._threads]
        for thread in threads:
            thread.join()

    def _ordered(self, owner: str, key: str, make_job: Callable[[], Job]) -> _Order | None:
        """The order for `key`, in place of an older one of the same owner."""
        for order in (*self._running.values(), *self._waiting.values()):
            if order.key == key:
                return order
        if owner not in self._waiting and len(self._waiting) >= MAX_WAITING:
            return None
        order = self._waiting[owner] = _Order(key, make_job)
        self._open()
        self._changed.notify_all()
        return order

    def _open(self) -> None:
        """Another process, when every one is busy and there may be more."""
        if len(self._threads) < self._size and len(self._running) == len(self._threads):
            # A daemon: nothing is lost when the program ends in the middle of a preview.
            thread = Thread(target=self._work, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        process = PressProcess()
        process.start()
        try:
            while (order := self._next()) is not None:
                self._finish(order, self._set(process, order))
        finally:
            process.close()

    def _next(self) -> _Order | None:
        """None, and this thread has left, when there was nothing to do for long."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._size, _IDLE_SECONDS)
            if not self._waiting:
                self._threads.remove(current_thread())
                return None
            _, order = self._waiting.popitem(last=False)
            self._running[order.key] = order
            return order

    def _set(self, process: PressProcess, order: _Order) -> Made | Unpressed:
        try:
            answer = process.run(order.make_job(), timeout_seconds=self._timeout_seconds)
        except Exception:
            log.exception("cannot make a job")
            return FAILED
        if isinstance(answer, Made):
            self._made.put(f"{order.key}.pdf", answer.data)
        return answer

    def _finish(self, order: _Order, answer: Made | Unpressed) -> None:
        with self._changed:
            del self._running[order.key]
            order.answer = answer
            if isinstance(answer, Unpressed):
                self._failures[order.key] = _Failure(answer)
                while len(self._failures) > _REMEMBERED_FAILURES:
                    self._failures.popitem(last=False)
            self._changed.notify_all()
