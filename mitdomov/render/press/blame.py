"""How a job failed in; a Czech sentence out that blames the text only for what the text has done.

A text is at fault when it needs more depth, memory or time than there is. Everything else, say a
file that the installation lacks, is mended by whoever looks after the program.
"""

import errno
import signal
from typing import Final

from mitdomov.render.press.jobs import Job

_OUT_OF_BOUNDS: Final = frozenset(
    -number
    for number in (
        signal.SIGABRT,
        signal.SIGBUS,
        signal.SIGKILL,
        signal.SIGSEGV,
        signal.SIGTRAP,
        signal.SIGXCPU,
    )
)
"""How a process ends that ran out of stack, of processor time or, in libraries, of memory."""


def of_error(job: Job, error: BaseException) -> str:
    return _too_hard(job) if _is_of_limits(error) else _broken(job)


def of_ending(job: Job, returncode: int | None) -> str:
    """`returncode` as `subprocess` gives it; none for a process that goes on."""
    return _too_hard(job) if returncode in _OUT_OF_BOUNDS else _broken(job)


def of_time(job: Job) -> str:
    return (
        f"{job.subject}: sazba trvala příliš dlouho a byla zastavena. Rozdělte dlouhé tabulky "
        "a seznamy a zkuste to znovu."
    )


def _is_of_limits(error: BaseException | None) -> bool:
    if error is None:
        return False
    if isinstance(error, MemoryError | RecursionError):
        return True
    is_memory = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return is_memory or _is_of_limits(error.__cause__ or error.__context__)


def _too_hard(job: Job) -> str:
    return (
        f"{job.subject} nejde vysadit: obsah je příliš složitý. Zjednodušte dlouhé tabulky "
        "a vnořené seznamy."
    )


def _broken(job: Job) -> str:
    return (
        f"{job.subject} nejde vysadit: při výrobě se něco rozbilo a text za to nemůže. Řekněte to "
        "správci; příčinu najde v záznamu programu."
    )
