"""Measured costs in; figures out, each with its ratio to a reference of the same run."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class Better(StrEnum):
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `reference` are medians of the rounds; so is `ratio`, of ours to the reference
    within one round."""

    name: str
    unit: str
    better: Better
    ours: float
    reference: float
    ratio: float
    ratio_lowest: float
    ratio_highest: float


@dataclass(frozen=True, slots=True)
class Machine:
    system: str
    python: str
    cores: int
    load: float
    """Processes that wanted to run in the last minute, when measuring began."""

    @property
    def is_busy(self) -> bool:
        """Whether other programs were likely in the way."""
        return self.load > self.cores / 2


@dataclass(frozen=True, slots=True)
class Report:
    bench: str
    subject: str
    """What was measured, in Czech."""
    reference: str
    """What it was measured against, in Czech."""
    rounds: int
    machine: Machine
    figures: tuple[Figure, ...]
    facts: Mapping[str, float] = field(hash=False)
    """What the figures depend on, e.g. words or bytes, by name."""


def figure(
    name: str,
    unit: str,
    ours: Sequence[float],
    reference: Sequence[float],
    better: Better = Better.LOWER,
) -> Figure:
    """From one cost (or speed) of each round; the rounds of both stand in the same order."""
    ratios = [our / other for our, other in zip(ours, reference, strict=True)]
    return Figure(
        name=name,
        unit=unit,
        better=better,
        ours=median(ours),
        reference=median(reference),
        ratio=median(ratios),
        ratio_lowest=min(ratios),
        ratio_highest=max(ratios),
    )


def this_machine() -> Machine:
    return Machine(
        system=f"{platform.system()} {platform.machine()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        cores=_usable_cores(),
        load=round(os.getloadavg()[0], 1),
    )


def _usable_cores() -> int:
    """Of this process, where the system tells; macOS does not."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
