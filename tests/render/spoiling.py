"""A job of the press that fails in a way of its own; the other process imports it from here."""

import os
import signal
from dataclasses import dataclass

from mitdomov.render.press.jobs import Made


@dataclass(frozen=True)
class Spoilt:
    how: str
    subject: str = "Číslo 1/2030"

    def run(self, progress: object) -> Made:  # noqa: ARG002
        match self.how:
            case "depth":
                raise RecursionError
            case "memory":
                raise RuntimeError("layout") from MemoryError()
            case "file":
                raise FileNotFoundError("assets/dist/fonts/text.woff2")
            case "processor":
                os.kill(os.getpid(), signal.SIGXCPU)
        os._exit(1)
