"""The other process: jobs on standard input, PDFs on standard output, within hard limits.

Its only argument is its niceness.

Each answer is a line of JSON, which says how many bytes follow it. Jobs come as pickles from the
process that started this one; back go only numbers, sentences and bytes, since what is set here
comes from strangers.
"""

import json
import logging
import os
import pickle
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from mitdomov.render.errors import RenditionError
from mitdomov.render.pdf.document import load_weasyprint
from mitdomov.render.press import blame
from mitdomov.render.press.jobs import Job

MAX_MEMORY_BYTES: Final = 2048 * 2**20
PROBLEM: Final = "problem"
"""The key of an answer that is no PDF."""
log = logging.getLogger(__name__)


def main() -> None:
    answers = _own_standard_output()
    os.nice(int(sys.argv[1]))
    _limit_memory()
    _warm_up()
    while (asked := _next_job(sys.stdin.buffer)) is not None:
        cpu_seconds, job = asked
        _limit_cpu(cpu_seconds)
        _answer(job, answers)


def _own_standard_output() -> BinaryIO:
    """Whatever else prints goes to standard error, not between the answers."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return answers


def _limit_memory() -> None:
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def _limit_cpu(seconds: int) -> None:
    """Ends this process even when nobody is left to stop it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _warm_up() -> None:
    """Loading libraries and fonts takes a second: before the first job, not in it."""
    try:
        load_weasyprint()
    except RenditionError:
        return  # the first job says so
    from weasyprint import HTML

    HTML(string="<p>Mít domov").write_pdf()


def _next_job(jobs: BinaryIO) -> tuple[int, Job] | None:
    try:
        loaded: tuple[int, Job] = pickle.load(jobs)  # noqa: S301 - from our own parent
    except EOFError:
        return None
    return loaded


def _answer(job: Job, answers: BinaryIO) -> None:
    try:
        made = job.run(_reporter(answers))
    except RenditionError as error:
        _write(answers, {PROBLEM: str(error)})
    except Exception as error:
        log.exception("cannot set a job")
        _write(answers, {PROBLEM: blame.of_error(job, error)})
    else:
        facts = {"pages": made.pages, "first_pages": dict(made.first_pages)}
        _write(answers, {**facts, "bytes": len(made.data)}, made.data)


def _reporter(answers: BinaryIO) -> Callable[[str, float], None]:
    return lambda step, done: _write(answers, {"step": step, "done": done})


def _write(answers: BinaryIO, header: dict[str, object], data: bytes = b"") -> None:
    answers.write(json.dumps(header).encode() + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main()
