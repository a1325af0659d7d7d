"""Runs alone, with little memory and time: sets one document from data on its input as PDF on its output."""

import resource
import sys
from pathlib import Path

MEMORY = 3 << 30  # of addresses: the typesetter maps far more than it touches
SECONDS = 20


def main(source: str, fonts: str) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    import typst  # noqa: PLC0415 -- under the limits, like all that it does

    path = Path(source)
    pdf: bytes = typst.compile(
        str(path),
        root=str(path.parent),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"data": sys.stdin.read()},
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(*sys.argv[1:])
