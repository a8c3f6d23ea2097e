"""A process of its own: SVG on standard input, PNG on standard output, within hard limits.

Run by path with the width in pixels as its only argument.
"""

import resource
import sys
from typing import Final

import resvg_py

REFUSED: Final = 3
"""Exit code when the renderer says that the drawing is broken."""
MAX_HEIGHT_PX: Final = 3508
_MAX_MEMORY_BYTES: Final = 1024 * 2**20
_MAX_CPU_SECONDS: Final = 20


def main() -> int:
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY_BYTES, _MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_CPU_SECONDS, _MAX_CPU_SECONDS))
    drawing = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=drawing,
            width=int(sys.argv[1]),
            height=MAX_HEIGHT_PX,
            skip_system_fonts=True,
        )
    except ValueError:
        return REFUSED
    sys.stdout.buffer.write(png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
