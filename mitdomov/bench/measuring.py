"""Pieces of work in; what each took, measured turn by turn, out."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spent:
    """By this process, all its threads, on one run of a piece of work."""

    cpu_seconds: float
    wall_seconds: float


def interleaved(works: Sequence[Work], rounds: int) -> list[tuple[Spent, ...]]:
    """One column for each of `works`, one row for each round: A B, A B, A B …

    Whatever slows the machine down for a while slows neighbours alike, so the ratio within a row
    is worth more than any figure in it.
    """
    return [tuple(spent(work) for work in works) for _ in range(rounds)]


def spent(work: Work) -> Spent:
    gc.collect()  # nobody pays for what the one before threw away
    cpu, wall = process_time(), perf_counter()
    work()
    return Spent(process_time() - cpu, perf_counter() - wall)
